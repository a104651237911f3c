"""Who calls: an application by its token, or a person by the session of the browser."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from taizhang.api import actions, limits, queries
from taizhang.api.models import Application
from taizhang.api.problems import Problem
from taizhang.api.types import Caller, Code, Rights, Standing, covers
from taizhang.organisation.access import acting, actor_for, actor_of, require
from taizhang.toolkit.actor import Actor

SCHEME = "bearer "
NAMED = 64  # characters that a name may have where other tables write it down


def caller_of(request: HttpRequest, now: datetime) -> Caller:
    """Who calls. Raises Problem for nobody, for a token that does not hold, and for a form of another site.

    Whoever shows nothing valid is counted by the address, so that tokens cannot be tried at will.
    """
    given = request.headers.get("Authorization", "")
    if given[: len(SCHEME)].lower() == SCHEME:
        found = queries.by_digest(actions.digest(given[len(SCHEME) :].strip()))
        if found is not None and found.standing(now) is Standing.ACTIVE:
            actions.used(found, now)
            return _application(found)
    elif not given and request.user.is_authenticated:
        _own_page(request)
        actor, seat = actor_of(request), acting(request)
        return Caller(actor, f"person:{actor.person}", str(seat.pk if seat else 0), limits.SESSION)
    limits.count(f"address:{request.META.get('REMOTE_ADDR', '')}", limits.OUTSIDER)
    error = ', error="invalid_token"' if given else ""
    raise Problem(Code.UNAUTHENTICATED, headers={"WWW-Authenticate": f'Bearer realm="taizhang"{error}'})


def permit(caller: Caller, rights: Rights) -> None:
    """Raise where the caller may not: an application for want of scope, anybody for want of the act (NotAllowed)."""
    if caller.scopes is not None and not covers(caller.scopes, rights.scope):
        raise Problem(Code.SCOPE, words={"scope": rights.scope})
    require(caller.actor, rights.act)


def _application(found: Application) -> Caller:
    person = actor_for(found.appointment)
    tail = f"（{found.name}）"
    actor = Actor(
        person.name[: NAMED - len(tail)] + tail, person.person, person.post, person.role, person.unit, person.deputy
    )
    return Caller(
        actor,
        f"application:{found.pk}",
        str(found.appointment_id),
        found.per_minute,
        application=found.pk,
        name=found.name,
        scopes=frozenset(found.scopes),
    )


def _own_page(request: HttpRequest) -> None:
    """Raise Problem where a session's write does not come from a page of ours."""
    check = CsrfViewMiddleware(_nothing)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    check.process_request(request)
    if check.process_view(request, _nothing, (), {}) is not None:
        raise Problem(Code.CSRF)


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
