"""Units, posts and people: to read. What is changed there is changed by an administrator, on the pages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema

from taizhang.api.cursor import Order, page
from taizhang.api.door import Called, operation
from taizhang.api.schema import USUAL_LIMIT, Cursor, Key, Limit, PersonRef, UnitRef, person_ref, unit_ref
from taizhang.api.types import Scope
from taizhang.organisation import queries
from taizhang.organisation.access import may, reach_q
from taizhang.organisation.models import Appointment, Post, Unit, UnitName
from taizhang.organisation.types import UnitKind
from taizhang.toolkit.actor import Actor

VIEW, PHONES = "organisation.view", "organisation.phones"
READ = Scope.ORGANISATION_READ
BY_ID = Order(("pk",))
router = Router(tags=["organisation"])


class UnitOut(Schema):
    """A unit; `until` is the first day on which it no longer is, None for one that is."""

    id: int
    code: str
    kind: str
    name: str
    short: str
    parent: int | None
    since: date
    until: date | None


class UnitPage(Schema):
    """A page of units."""

    items: list[UnitOut]
    next: str | None


class HeldOut(Schema):
    """A person in a post; `kind` is holder or deputy."""

    person: PersonRef
    kind: str
    since: date
    until: date | None


class PostOut(Schema):
    """A post and who has it today."""

    id: int
    title: str
    role: str
    unit: UnitRef
    since: date
    held: list[HeldOut]


class PostPage(Schema):
    """A page of posts."""

    items: list[PostOut]
    next: str | None


class HoldsOut(Schema):
    """A post of a person."""

    post: int
    title: str
    role: str
    unit: UnitRef
    kind: str


class PersonOut(Schema):
    """A person and the posts of today."""

    id: int
    name: str
    login: str
    active: bool
    posts: list[HoldsOut]


class PersonFull(PersonOut):
    """A person; `phone` only for those who may see it in full."""

    phone: str | None


class PersonPage(Schema):
    """A page of people."""

    items: list[PersonOut]
    next: str | None


def _unit(unit: Unit, parents: Any) -> dict[str, Any]:
    return {
        "id": unit.pk, "code": unit.code, "kind": unit.kind, "name": unit.name, "short": unit.short,
        "parent": parents.get(unit.pk), "since": unit.since, "until": unit.until,
    }  # fmt: skip


@operation(router, "GET", "/units", act=VIEW, scope=READ, response=UnitPage, summary="单位")
def units(
    request: Called,
    kind: Annotated[UnitKind | None, Query()] = None,
    parent: Key | None = None,
    text: Annotated[str, Query(max_length=60)] = "",
    closed: bool = False,
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = "",
) -> Any:
    """The units of today that the post may see; with `closed` those that are no more, too. `text`: name, former name or code."""
    day = timezone.localdate()
    tree = queries.tree(day)
    rows = Unit.objects.filter(reach_q(request.caller.actor, VIEW, "pk"))
    rows = rows if closed else rows.filter(queries.valid(day))
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(pk__in=tree.children.get(parent, ())) if parent else rows
    for word in text.split():
        former = UnitName.objects.filter(name__icontains=word).values("unit")
        rows = rows.filter(Q(name__icontains=word) | Q(code__iexact=word) | Q(pk__in=former))
    some = page(request, rows, BY_ID, limit, cursor)
    return {"items": [_unit(row, tree.parents) for row in some.rows], "next": some.next}


@operation(router, "GET", "/units/{int:key}", act=VIEW, scope=READ, response=UnitOut, summary="一个单位")
def unit(request: Called, key: int) -> Any:
    """A unit by itself."""
    row = get_object_or_404(Unit.objects.filter(reach_q(request.caller.actor, VIEW, "pk")), pk=key)
    return _unit(row, queries.tree(timezone.localdate()).parents)


def _posts(actor: Actor, day: date) -> Any:
    having = Appointment.objects.filter(queries.valid(day)).select_related("person").order_by("-kind", "since")
    rows = Post.objects.filter(queries.valid(day), reach_q(actor, VIEW)).select_related("unit")
    return rows.prefetch_related(Prefetch("appointments", having, to_attr="filled"))


def _post(row: Any) -> dict[str, Any]:
    held = [
        {"person": person_ref(one.person), "kind": one.kind, "since": one.since, "until": one.until}
        for one in row.filled
    ]
    return {
        "id": row.pk, "title": row.title, "role": row.role, "unit": unit_ref(row.unit), "since": row.since, "held": held,
    }  # fmt: skip


@operation(router, "GET", "/posts", act=VIEW, scope=READ, response=PostPage, summary="职务")
def posts(
    request: Called,
    unit: Key | None = None,
    role: str = "",
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = "",
) -> Any:
    """The posts of today, each with who has it."""
    rows = _posts(request.caller.actor, timezone.localdate())
    rows = rows.filter(unit=unit) if unit else rows
    rows = rows.filter(role=role) if role else rows
    some = page(request, rows, BY_ID, limit, cursor)
    return {"items": [_post(row) for row in some.rows], "next": some.next}


@operation(router, "GET", "/posts/{int:key}", act=VIEW, scope=READ, response=PostOut, summary="一个职务")
def post(request: Called, key: int) -> Any:
    """A post by itself."""
    return _post(get_object_or_404(_posts(request.caller.actor, timezone.localdate()), pk=key))


def _people(actor: Actor, text: str, day: date, active: bool | None) -> Any:
    """Those the actor may see: everybody, or those with a post in the units reached."""
    rows = queries.people(text, day, active=active)
    reach = reach_q(actor, VIEW, "post__unit")
    if reach:
        rows = rows.filter(pk__in=Appointment.objects.filter(queries.valid(day), reach).values("person"))
    return rows


def _person(row: Any) -> dict[str, Any]:
    held = [
        {
            "post": one.post_id, "title": one.post.title, "role": one.post.role, "unit": unit_ref(one.post.unit),
            "kind": one.kind,
        }
        for one in row.having
    ]  # fmt: skip
    return {"id": row.pk, "name": row.name, "login": row.login, "active": row.active, "posts": held}


@operation(router, "GET", "/people", act=VIEW, scope=READ, response=PersonPage, summary="人员")
def people(
    request: Called,
    text: Annotated[str, Query(max_length=60)] = "",
    unit: Key | None = None,
    active: bool | None = True,
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = "",
) -> Any:
    """People with the posts of today; `text`: name, login, post or unit."""
    day = timezone.localdate()
    rows = _people(request.caller.actor, text, day, active)
    if unit:
        rows = rows.filter(pk__in=Appointment.objects.filter(queries.valid(day), post__unit=unit).values("person"))
    some = page(request, rows, BY_ID, limit, cursor)
    return {"items": [_person(row) for row in some.rows], "next": some.next}


@operation(router, "GET", "/people/{int:key}", act=VIEW, scope=READ, response=PersonFull, summary="一个人员")
def person(request: Called, key: int) -> Any:
    """A person by itself; the telephone for those who may see it."""
    actor, day = request.caller.actor, timezone.localdate()
    row = _people(actor, "", day, None).filter(pk=key).first()
    if row is None:
        raise Http404
    units = {one.post.unit_id for one in row.having}
    shown = key == actor.person or any(may(actor, PHONES, unit) for unit in units)
    return _person(row) | {"phone": (row.phone or None) if shown else None}
