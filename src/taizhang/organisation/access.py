"""Who may do and see what: role × tree × secrecy. Every package asks here, and only here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.organisation.definition import Place, Reach, access, covers
from taizhang.organisation.models import Appointment, Unit
from taizhang.organisation.queries import appointments_of, reached
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import NotAllowed
from taizhang.toolkit.pages import page

PUBLIC = Actor("公众")
CHOSEN = "post"  # where the session keeps the appointment acted for
SYSTEM = "system"  # the role of what the machine does by rule: it may all that the rule asks
View = Callable[..., HttpResponseBase]


def acting(request: HttpRequest) -> Appointment | None:
    """The appointment the person acts for today: the one chosen, else the first; None for nobody and for none."""
    if not hasattr(request, "_acting"):
        found: Appointment | None = None
        if request.user.is_authenticated:
            mine = appointments_of(request.user, timezone.localdate())
            chosen = request.session.get(CHOSEN)
            found = next((each for each in mine if each.pk == chosen), mine[0] if mine else None)
        request._acting = found  # type: ignore[attr-defined]
    return cast("Appointment | None", request._acting)  # type: ignore[attr-defined]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, and for which post. An outsider acts as the public, a person without a post as a guest."""
    if not request.user.is_authenticated:
        return PUBLIC
    person = request.user
    found = acting(request)
    return actor_for(found) if found else Actor(person.name, person.pk, role="guest")


def actor_for(appointment: Appointment) -> Actor:
    """The actor that a person is in this post."""
    post = appointment.post
    return Actor(
        appointment.person.name,
        appointment.person_id,
        post=post.full_title,
        role=post.role,
        unit=post.unit_id,
        deputy=appointment.kind == "deputy",
    )


def may(actor: Actor, act: str, unit: Unit | int | None = None, *, secrecy: str = "open") -> bool:
    """Whether `actor` may do `act` on what belongs to `unit` and has this secrecy.

    Without a unit: whether anywhere at all, which is what a menu asks. KeyError for an act or a level nobody defined.
    """
    reach = _reach(actor, act, secrecy)
    if unit is None or reach in (None, Reach.ALL):
        return reach is not None
    return covers(reach, _place(actor, unit if isinstance(unit, int) else unit.pk, reach))


def require(actor: Actor, act: str, unit: Unit | int | None = None, *, secrecy: str = "open") -> None:
    """Raise NotAllowed where `actor` may not, in words that name the act and whom to ask."""
    if not may(actor, act, unit, secrecy=secrecy):
        raise NotAllowed(
            _("您当前的岗位不能“%(act)s”。如工作需要，请切换到有此权限的岗位，或联系系统管理员。")
            % {"act": _(access().acts[act].name)}
        )


def reach_q(actor: Actor, act: str, field: str = "unit", *, secrecy: str = "open") -> Q:
    """The condition of a list: rows whose `field` (a relation to a unit) `actor` reaches with `act`.

    For a column that holds a unit's id as a number name the column itself: ``reach_q(actor, act, "unit_id")``.
    """
    reach = _reach(actor, act, secrecy)
    if reach is None or (reach is not Reach.ALL and actor.unit is None):
        return Q(pk__in=())
    return Q() if reach is Reach.ALL else Q(**{f"{field}__in": _units(actor, reach)})


def sees(actor: Actor, secrecy: str) -> bool:
    """Whether the actor's role may see what has this secrecy."""
    role = access().roles.get(actor.role)
    return actor.role == SYSTEM or (role is not None and secrecy in role.sees)


def allowed(act: str) -> Callable[[View], View]:
    """Let a view run only for those who may do `act` somewhere; the view itself asks again for the unit at hand.

    Outsiders are sent to the sign-in; under ``/api/`` they get 401. The act is declared, so that a test can walk all routes.
    """
    access().acts[act]  # a slip of the pen stops the start

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            actor = actor_of(request)
            try:
                require(actor, act)
                return view(request, *arguments, **named)
            except NotAllowed as refusal:
                return refused(request, actor, str(refusal))

        guarded.act = act  # type: ignore[attr-defined]
        return guarded

    return wrap


def refused(request: HttpRequest, actor: Actor, words: str) -> HttpResponse:
    """The answer to who may not: 401 or the sign-in for an outsider, 403 for others."""
    outsider = actor.person is None
    if request.path.startswith("/api/"):
        return JsonResponse({"problem": words}, status=401 if outsider else 403)
    if outsider:
        return redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else "/")
    return page(request, "refused.html", {"title": _("没有权限"), "words": words}, status=403)


def _reach(actor: Actor, act: str, secrecy: str) -> Reach | None:
    if actor.role == SYSTEM:
        return Reach.ALL
    return access().reach(actor.role, act, deputy=actor.deputy, secrecy=secrecy)


def _units(actor: Actor, reach: Reach) -> frozenset[int]:
    return reached(actor.unit, timezone.localdate(), below=reach is Reach.TREE) if actor.unit else frozenset()


def _place(actor: Actor, unit: int, reach: Reach) -> Place:
    if unit not in _units(actor, reach):
        return Place.ELSEWHERE
    return Place.BELOW if reach is Reach.TREE else Place.OWN
