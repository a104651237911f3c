"""A post, and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.journal.queries import history
from taizhang.organisation import actions, forms
from taizhang.organisation.access import actor_of, allowed, may, require
from taizhang.organisation.actions.posts import about, said
from taizhang.organisation.matters import Seat, open_matters
from taizhang.organisation.models import Appointment, Post
from taizhang.organisation.queries import valid
from taizhang.organisation.types import Tenure
from taizhang.organisation.views.forming import Sheet, formed
from taizhang.organisation.words import TENURES, role_name
from taizhang.toolkit.pages import page

VIEW, MANAGE = "organisation.view", "organisation.manage"


@require_safe
@allowed(VIEW)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post: who has it and had it, and what is open with it."""
    actor, day = actor_of(request), timezone.localdate()
    found = _found(pk)
    require(actor, VIEW, found.unit)
    appointments = found.appointments.select_related("person").order_by(F("until").desc(nulls_first=True), "-since")
    holder = found.appointments.filter(valid(day), kind=Tenure.HOLDER).select_related("person").first()
    stands = found.valid.on(day)
    context = {
        "post": found,
        "role": role_name(found.role),
        "appointments": appointments,
        "tenures": {kind.value: word for kind, word in TENURES.items()},
        "holder": holder,
        "matters": open_matters(Seat(pk, holder.person_id if holder else None)),
        "history": history(about(found)),
        "day": day,
        "stands": stands,
        "manages": stands and may(actor, MANAGE, found.unit),
        "hands_over": stands and may(actor, "organisation.hand-over", found.unit),
        "deputises": stands and may(actor, "organisation.deputise", found.unit),
        "phones": may(actor, "organisation.phones", found.unit),
    }
    return page(request, "organisation/post.html", context)


@require_http_methods(["GET", "POST"])
@allowed("organisation.hand-over")
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the post to another, with all that is open."""
    found, here = _found(pk), reverse("organisation:post", args=[pk])
    actor = actor_of(request)
    require(actor, "organisation.hand-over", found.unit)
    held = found.appointments.filter(valid(timezone.localdate()), kind=Tenure.HOLDER).select_related("person").first()
    matters = open_matters(Seat(pk, held.person_id if held else None))
    who = _("现任：%(name)s。") % {"name": held.person.name} if held else _("此职务现在空缺。")
    what = _("随职务移交：%(matters)s。") % {"matters": said(matters)} if matters else _("没有未结事项。")

    def do(data: dict[str, Any]) -> str:
        actions.hand_over(found, data["person"], day=data["day"], reason=data["reason"], by=actor, now=timezone.now())
        return here

    sheet = Sheet(_("移交职务"), _("移交"), here, found.full_title, who + what)
    return formed(request, sheet, forms.HandOver, do, done=_("已移交。"))


@require_http_methods(["GET", "POST"])
@allowed("organisation.deputise")
def deputise(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody stand in for a time."""
    found, here = _found(pk), reverse("organisation:post", args=[pk])
    actor = actor_of(request)
    require(actor, "organisation.deputise", found.unit)

    def do(data: dict[str, Any]) -> str:
        until = data.pop("last") + timedelta(days=1)
        actions.deputise(found, data.pop("person"), until=until, by=actor, now=timezone.now(), **data)
        return here

    note = _("代理期间，代理人可切换到此岗位办事，日志中注明代理；未结事项仍在原任名下。")
    return formed(
        request,
        Sheet(_("委托代理"), _("委托"), here, found.full_title, note),
        forms.Deputise,
        do,
        done=_("已委托代理。"),
    )


@require_http_methods(["GET", "POST"])
@allowed(MANAGE)
def verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One act on a post."""
    found, here = _found(pk), reverse("organisation:post", args=[pk])
    actor, now, day = actor_of(request), timezone.now(), timezone.localdate()
    require(actor, MANAGE, found.unit)
    current = found.appointments.filter(Q(until=None) | Q(until__gt=day)).select_related("person").order_by("since")
    choices = [(each.pk, f"{each.person.name}（{TENURES[Tenure(each.kind)]}）") for each in current]

    def appoint(data: dict[str, Any]) -> str:
        actions.appoint(found, data["person"], since=data["since"], reason=data["reason"], by=actor, now=now)
        return here

    def end(data: dict[str, Any]) -> str:
        ended = get_object_or_404(Appointment.objects.select_related("post"), pk=data["appointment"], post=found)
        actions.end_appointment(ended, day=data["day"], reason=data["reason"], by=actor, now=now)
        return here

    def close(data: dict[str, Any]) -> str:
        actions.close_post(found, by=actor, now=now, **data)
        return here

    def ending(*arguments: Any, **named: Any) -> forms.EndAppointment:
        return forms.EndAppointment(*arguments, choices=choices, **named)

    title = found.full_title
    left = _("名下未结事项留在职务上，等待接任；有接任人时请用“移交”。")
    verbs: dict[str, tuple[Sheet, Any, Callable[[dict[str, Any]], str], str]] = {
        "appoint": (Sheet(_("任命"), _("任命"), here, title), forms.Appoint, appoint, _("已任命。")),
        "end": (Sheet(_("免职"), _("免职"), here, title, left), ending, end, _("已免职。")),
        "close": (Sheet(_("撤销职务"), _("撤销"), here, title), forms.EndDay, close, _("已撤销职务。")),
    }
    if verb not in verbs:
        raise Http404
    sheet, make, do, done = verbs[verb]
    return formed(request, sheet, make, do, done=done)


def _found(pk: int) -> Post:
    return get_object_or_404(Post.objects.select_related("unit"), pk=pk)
