"""Figures of the ledger, each with its origin; and the projects and systems that documents name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from taizhang.api.cursor import Order, page
from taizhang.api.door import Called, operation
from taizhang.api.schema import USUAL_LIMIT, Cursor, Key, Limit, Year, decimal
from taizhang.api.types import Scope
from taizhang.documents.models import Entry
from taizhang.documents.publishing import reference
from taizhang.indicators.models import Figure
from taizhang.ledger.types import Kind, Stance
from taizhang.organisation.definition import access
from taizhang.projects.models import Mention, Project

WRITTEN = Order(("pk",))
router = Router(tags=["ledger"])


def _see(act: str) -> str:
    """The act that opens a ledger: its own where there is one, else that of the documents it comes from."""
    return act if act in access().acts else "document.see"


class OriginOut(Schema):
    """Where a figure was taken from. `document` and `span` are None for what did not come from a document."""

    kind: str
    id: str
    document: int | None
    document_name: str | None
    span: tuple[int, int] | None
    sentence: str
    section: str
    accepted_by: str
    at: datetime


class FigureOut(Schema):
    """A figure: value in base units (1050亿元 is "105000000000"), as text."""

    id: int
    indicator: str
    code: str
    place: str
    first_year: int | None
    last_year: int | None
    value: str
    high: str | None
    unit: str
    op: str
    kind: str
    stance: str
    withdrawn: datetime | None
    replaced_by: int | None
    origin: OriginOut


class FigurePage(Schema):
    """A page of figures in the order in which they were written."""

    items: list[FigureOut]
    next: str | None


class MentionOut(Schema):
    """What one source says of a project."""

    stage: str
    year: str
    origin: OriginOut


class ProjectOut(Schema):
    """A named project or system, with what was said of it, the oldest first."""

    id: int
    name: str
    type: str
    place: str
    first_named: datetime
    mentions: list[MentionOut]


class ProjectPage(Schema):
    """A page of projects."""

    items: list[ProjectOut]
    next: str | None


def origins(rows: Iterable[Figure | Mention]) -> dict[str, Entry]:
    """The entries that rows were taken from, by id. One query."""
    keys = {int(row.origin_id) for row in rows if row.origin_kind == "entry" and row.origin_id.isdecimal()}
    found = Entry.objects.filter(pk__in=keys).select_related("document").defer("document__text", "document__unclaimed")
    return {reference(entry).id: entry for entry in found}


def origin(row: Figure | Mention, entries: dict[str, Entry]) -> dict[str, Any]:
    """Where a row comes from."""
    entry = entries.get(row.origin_id) if row.origin_kind == "entry" else None
    return {
        "kind": row.origin_kind,
        "id": row.origin_id,
        "document": entry.document_id if entry else None,
        "document_name": str(entry.document) if entry else None,
        "span": (entry.start, entry.end) if entry else None,
        "sentence": row.sentence,
        "section": getattr(row, "section", ""),
        "accepted_by": row.accepted_by,
        "at": row.at,
    }


def said(figure: Figure, entries: dict[str, Entry]) -> dict[str, Any]:
    """A figure as it is sent."""
    return {
        "id": figure.pk, "indicator": figure.indicator, "code": figure.code, "place": figure.place,
        "first_year": figure.first, "last_year": figure.last, "value": decimal(figure.value), "high": decimal(figure.high),
        "unit": figure.unit, "op": figure.op, "kind": figure.kind, "stance": figure.stance,
        "withdrawn": figure.withdrawn, "replaced_by": figure.replaced_by_id, "origin": origin(figure, entries),
    }  # fmt: skip


@operation(
    router,
    "GET",
    "/figures",
    act=_see("indicator.see"),
    scope=Scope.FIGURES_READ,
    response=FigurePage,
    summary="指标数值",
)
def figures(
    request: Called,
    code: str = "",
    indicator: Annotated[str, Query(max_length=60)] = "",
    place: str = "",
    year: Year | None = None,
    stance: Annotated[Stance | None, Query()] = None,
    kind: Annotated[Kind | None, Query()] = None,
    document: Key | None = None,
    all: bool = False,
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = "",
) -> Any:
    """Figures that hold; with `all` also those that were corrected or taken back. `year` is one within the period."""
    rows = Figure.objects.all() if all else Figure.objects.filter(replaced_by=None, withdrawn=None)
    given = {"code": code, "place": place, "stance": stance, "kind": kind}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    for word in indicator.split():
        rows = rows.filter(indicator__icontains=word)
    if year:
        rows = rows.filter(first__lte=year, last__gte=year)
    if document:
        keys = [str(pk) for pk in Entry.objects.filter(document=document).values_list("pk", flat=True)]
        rows = rows.filter(origin_kind="entry", origin_id__in=keys)
    some = page(request, rows, WRITTEN, limit, cursor)
    entries = origins(some.rows)
    return {"items": [said(row, entries) for row in some.rows], "next": some.next}


@operation(
    router, "GET", "/figures/{int:key}", act=_see("indicator.see"), scope=Scope.FIGURES_READ, response=FigureOut,
    summary="一个数值",
)  # fmt: skip
def figure(request: Called, key: int) -> Any:
    """A figure with its origin."""
    row = get_object_or_404(Figure, pk=key)
    return said(row, origins([row]))


def _projects() -> Any:
    return Project.objects.prefetch_related(Prefetch("mentions", Mention.objects.order_by("at", "pk")))


def _project(row: Project, entries: dict[str, Entry]) -> dict[str, Any]:
    told = [{"stage": m.stage, "year": m.year, "origin": origin(m, entries)} for m in row.mentions.all()]
    return {
        "id": row.pk, "name": row.name, "type": row.type, "place": row.place, "first_named": row.first_named, "mentions": told,
    }  # fmt: skip


@operation(
    router,
    "GET",
    "/projects",
    act=_see("project.see"),
    scope=Scope.PROJECTS_READ,
    response=ProjectPage,
    summary="项目和机制",
)
def projects(
    request: Called,
    type: str = "",
    place: str = "",
    text: Annotated[str, Query(max_length=60)] = "",
    stage: str = "",
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = "",
) -> Any:
    """Named projects and systems; `stage` is one that some source gives."""
    rows = _projects().filter(**{name: value for name, value in (("type", type), ("place", place)) if value})
    for word in text.split():
        rows = rows.filter(name__icontains=word)
    if stage:
        rows = rows.filter(pk__in=Mention.objects.filter(stage=stage).values("project"))
    some = page(request, rows, WRITTEN, limit, cursor)
    entries = origins([mention for row in some.rows for mention in row.mentions.all()])
    return {"items": [_project(row, entries) for row in some.rows], "next": some.next}


@operation(
    router, "GET", "/projects/{int:key}", act=_see("project.see"), scope=Scope.PROJECTS_READ, response=ProjectOut,
    summary="一个项目或机制",
)  # fmt: skip
def project(request: Called, key: int) -> Any:
    """A project with what was said of it."""
    row = get_object_or_404(_projects(), pk=key)
    return _project(row, origins(row.mentions.all()))
