"""People: the list, a person, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.journal.queries import history
from taizhang.organisation import actions, forms, queries
from taizhang.organisation.access import actor_of, allowed, may, reach_q, require
from taizhang.organisation.actions.people import about
from taizhang.organisation.matters import Seat, open_matters
from taizhang.organisation.models import Appointment, Person
from taizhang.organisation.types import Tenure
from taizhang.organisation.views.forming import Sheet, formed
from taizhang.organisation.words import TENURES
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import NotAllowed
from taizhang.toolkit.pages import page

VIEW, MANAGE = "organisation.view", "organisation.manage"
PER_PAGE = 50


@require_safe
@allowed(VIEW)
def index(request: HttpRequest) -> HttpResponse:
    """Everybody the post may see, found by name, login, post or unit."""
    actor, day = actor_of(request), timezone.localdate()
    sought = request.GET.get("q", "").strip()[:60]
    off = request.GET.get("off") == "1"
    rows = queries.people(sought, day, active=not off)
    if not _everywhere(actor):
        held = Appointment.objects.filter(queries.valid(day), reach_q(actor, VIEW, "post__unit"))
        rows = rows.filter(pk__in=held.values("person"))
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "people": shown, "sought": sought, "off": off, "manages": may(actor, MANAGE), "now": timezone.now(),
        "tenures": {kind.value: word for kind, word in TENURES.items()},
    }  # fmt: skip
    return page(request, "organisation/people.html", context)


@require_safe
@allowed(VIEW)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: posts now and before, the account's state, the journal for those who look after it."""
    actor, day, now = actor_of(request), timezone.localdate(), timezone.now()
    found = get_object_or_404(Person, pk=pk)
    appointments = list(found.appointments.select_related("post__unit").order_by("-since"))
    current = [each for each in appointments if each.valid.on(day) and each.post.valid.on(day)]
    units = {each.post.unit_id for each in current}
    if pk != actor.person and not _everywhere(actor) and not any(may(actor, VIEW, unit) for unit in units):
        raise NotAllowed(_("此人不在您的岗位管辖范围内。"))
    manages = may(actor, MANAGE)
    told = manages or actor.role == "auditor" or pk == actor.person
    context = {
        "person": found,
        "appointments": appointments,
        "current": current,
        "matters": {each.pk: open_matters(Seat(each.post_id, pk)) for each in current if each.kind == Tenure.HOLDER},
        "tenures": {kind.value: word for kind, word in TENURES.items()},
        "phone": found.phone if _sees_phone(actor, pk, units) else found.masked_phone,
        "locked": bool(found.locked_until and found.locked_until > now),
        "history": history(about(found)) if told else [],
        "told": told,
        "manages": manages,
        "day": day,
    }
    return page(request, "organisation/person.html", context)


@require_http_methods(["GET", "POST"])
@allowed(MANAGE)
def new(request: HttpRequest) -> HttpResponse:
    """Add a person; the one-time password is shown once."""

    def do(data: dict[str, Any]) -> HttpResponse:
        made, password = actions.add_person(**data, by=actor_of(request), now=timezone.now())
        return shown_once(request, made, password)

    note = _("保存后显示一次性密码，交给本人；首次登录须改密码。职务在职务页任命。")
    return formed(
        request, Sheet(_("添加人员"), _("添加"), reverse("organisation:people"), note=note), forms.AddPerson, do
    )


@require_http_methods(["GET", "POST"])
@allowed(MANAGE)
def verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One act on a person."""
    found, here = get_object_or_404(Person, pk=pk), reverse("organisation:person", args=[pk])
    actor, now, name = actor_of(request), timezone.now(), found.name
    require(actor, MANAGE)

    def change(data: dict[str, Any]) -> str:
        actions.change_person(found, by=actor, now=now, **data)
        return here

    def reset(data: dict[str, Any]) -> HttpResponse:
        return shown_once(request, found, actions.reset_password(found, by=actor, now=now, **data))

    def deactivate(data: dict[str, Any]) -> str:
        actions.deactivate(found, by=actor, now=now, **data)
        return here

    def activate(data: dict[str, Any]) -> HttpResponse:
        return shown_once(request, found, actions.activate(found, by=actor, now=now, **data))

    def unlock(data: dict[str, Any]) -> str:
        actions.unlock(found, by=actor, now=now, **data)
        return here

    off = _("立即不能登录，所有会话结束；职务和未结事项保留，请随后移交。")
    fresh = _("原密码作废，所有会话结束；新的一次性密码三天内有效，首次登录须改。")
    known = {"name": name, "phone": found.masked_phone}
    verbs: dict[str, tuple[Sheet, Any, Callable[[dict[str, Any]], str | HttpResponse], str, dict[str, Any]]] = {
        "change": (Sheet(_("更正人员信息"), _("保存"), here, name), forms.ChangePerson, change, _("已更正。"), known),
        "reset-password": (Sheet(_("发放一次性密码"), _("发放"), here, name, fresh), forms.Because, reset, "", {}),
        "deactivate": (Sheet(_("停用账号"), _("停用"), here, name, off), forms.Because, deactivate, _("已停用。"), {}),
        "activate": (Sheet(_("启用账号"), _("启用"), here, name, fresh), forms.Because, activate, "", {}),
        "unlock": (Sheet(_("解除锁定"), _("解除"), here, name), forms.Because, unlock, _("已解除锁定。"), {}),
    }
    if verb not in verbs:
        raise Http404
    sheet, make, do, done, initial = verbs[verb]
    return formed(request, sheet, make, do, done=done, initial=initial)


def shown_once(request: HttpRequest, person: Person, password: str) -> HttpResponse:
    """The one time that a password can be seen."""
    answer = page(request, "organisation/password.html", {"passwords": [(person.login, person.name, password)]})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _everywhere(actor: Actor) -> bool:
    """Whether the post may see people who have no post, too."""
    return not reach_q(actor, VIEW)


def _sees_phone(actor: Actor, person: int, units: set[int]) -> bool:
    if person == actor.person or (not units and not reach_q(actor, "organisation.phones")):
        return True
    return any(may(actor, "organisation.phones", unit) for unit in units)
