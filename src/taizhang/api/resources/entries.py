"""Entries of documents: what the reader found, and what people decide on it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from taizhang.api.cursor import Order, page
from taizhang.api.door import Called, operation
from taizhang.api.resources.documents import READ, REVIEW, SEE, WRITE, CountOut
from taizhang.api.schema import USUAL_LIMIT, Body, Cursor, Key, Limit, decimal
from taizhang.documents import actions
from taizhang.documents.models import Document, Entry
from taizhang.documents.types import Layer, State

IN_TEXT = Order(("start", "end", "pk"))
FIGURES = ("value", "value_high")
LEFT_OUT = ("confidence", "rules", "raw", "sentence", "section")
MANY = 500  # entries in one decision
router = Router(tags=["entries"])


class EntryOut(Schema):
    """One fact on its way into the ledger. `revision` goes up with each change and is sent back with a decision."""

    id: int
    document: int
    layer: str
    span: tuple[int, int] = Field(description="half-open, in characters of the document's text")
    raw: str
    sentence: str
    section: list[str]
    data: dict[str, Any] = Field(description="what holds: a person's words before the reader's; figures as text")
    offer: dict[str, Any] | None = Field(description="what a newer reader says otherwise")
    state: str
    revision: int
    confidence: float
    doubts: list[str]
    gone: bool
    by: str | None
    at: datetime | None
    published: bool


class EntryPage(Schema):
    """A page of entries in the order of the text."""

    items: list[EntryOut]
    next: str | None


class Seen(Body):
    """An entry, and the revision that was looked at."""

    id: Key
    revision: Annotated[int, Field(ge=0)]


class DecisionIn(Body):
    """What is decided on which entries."""

    state: Literal["accepted", "rejected", "pending"]
    entries: Annotated[list[Seen], Field(min_length=1, max_length=MANY)]


class FieldsIn(Body):
    """The fields of an entry, as a person writes them: all are text, of any layer those that it has."""

    indicator: str | None = None
    value: str | None = None
    value_high: str | None = None
    unit: str | None = None
    op: str | None = None
    kind: str | None = None
    stance: str | None = None
    period: str | None = None
    measurable: Literal["yes", "no"] | None = None
    name: str | None = None
    type: str | None = None
    stage: str | None = None

    def given(self) -> dict[str, str]:
        """Those that were sent."""
        return {name: value for name, value in self.model_dump(exclude_unset=True).items() if isinstance(value, str)}


class EditIn(Body):
    """What a person puts in the place of the reader's words."""

    revision: Annotated[int, Field(ge=0)]
    fields: FieldsIn


class AddIn(Body):
    """An entry that the reader did not find, on the characters from `start` up to `end`."""

    layer: Layer
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    fields: FieldsIn


class OfferIn(Body):
    """Whether what a newer reader says shall hold."""

    take: bool
    revision: Annotated[int, Field(ge=0)]


def said(entry: Entry) -> dict[str, Any]:
    """An entry as it is sent."""
    data = entry.data
    return {
        "id": entry.pk, "document": entry.document_id, "layer": entry.layer, "span": (entry.start, entry.end),
        "raw": entry.raw, "sentence": data.get("sentence") or "", "section": list(data.get("section") or ()),
        "data": _figures(data), "offer": _figures(entry.offer) if entry.offer is not None else None, "state": entry.state,
        "revision": entry.revision, "confidence": entry.confidence, "doubts": entry.doubts.split(), "gone": entry.gone,
        "by": entry.by.name if entry.by else None, "at": entry.at, "published": entry.published is not None,
    }  # fmt: skip


def _figures(data: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in data.items() if name not in LEFT_OUT}
    return shown | {name: decimal(shown[name]) for name in FIGURES if name in shown}


def _entry(key: int) -> Entry:
    return get_object_or_404(Entry.objects.select_related("document", "by"), pk=key)


@operation(router, "GET", "/documents/{int:key}/entries", act=SEE, scope=READ, response=EntryPage, summary="文件的条目")
def entries(
    request: Called,
    key: int,
    layer: Annotated[Layer | None, Query()] = None,
    state: Annotated[State | None, Query()] = None,
    doubtful: bool | None = None,
    offered: bool | None = None,
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = "",
) -> Any:
    """The entries of a document; withdrawn ones only where `state` asks for them."""
    if not Document.objects.filter(pk=key).exists():
        raise Http404
    rows = Entry.objects.filter(document=key).select_related("by")
    rows = rows.filter(state=state) if state else rows.exclude(state=State.WITHDRAWN)
    if layer:
        rows = rows.filter(layer=layer)
    if doubtful is not None:
        rows = rows.exclude(doubts="") if doubtful else rows.filter(doubts="")
    if offered is not None:
        waits = Q(offer__isnull=False) | Q(gone=True)
        rows = rows.filter(waits) if offered else rows.exclude(waits)
    some = page(request, rows, IN_TEXT, limit, cursor)
    return {"items": [said(row) for row in some.rows], "next": some.next}


@operation(router, "GET", "/entries/{int:key}", act=SEE, scope=READ, response=EntryOut, summary="一个条目")
def entry(request: Called, key: int) -> Any:
    """An entry by itself."""
    return said(_entry(key))


@operation(
    router, "POST", "/documents/{int:key}/decisions", act=REVIEW, scope=WRITE, response=CountOut, summary="审定条目"
)
def decide_entries(request: Called, key: int, given: DecisionIn) -> Any:
    """Accept or reject entries, or put them back, all of them or none: one that was changed meanwhile refuses the whole."""
    seen = {one.id: one.revision for one in given.entries}
    rows = list(Entry.objects.filter(document=key, pk__in=seen))
    if len(rows) != len(seen):
        raise Http404
    changed = actions.decide(rows, State(given.state), by=request.caller.actor, now=timezone.now(), seen=seen)
    return {"changed": changed}


@operation(
    router,
    "POST",
    "/documents/{int:key}/entries",
    act=REVIEW,
    scope=WRITE,
    response={201: EntryOut},
    summary="添加条目",
)
def add_entry(request: Called, key: int, given: AddIn) -> Any:
    """An entry that the reader did not find; it counts as accepted."""
    document = get_object_or_404(Document, pk=key)
    made = actions.add(
        document,
        given.layer,
        given.start,
        given.end,
        given.fields.given(),
        by=request.caller.actor,
        now=timezone.now(),
    )
    return Status(201, said(_entry(made.pk)))


@operation(router, "PATCH", "/entries/{int:key}", act=REVIEW, scope=WRITE, response=EntryOut, summary="改正条目")
def edit_entry(request: Called, key: int, given: EditIn) -> Any:
    """Put a person's words in the place of the reader's, and accept the entry with them."""
    actions.edit(_entry(key), given.fields.given(), by=request.caller.actor, now=timezone.now(), seen=given.revision)
    return said(_entry(key))


@operation(
    router, "POST", "/entries/{int:key}/offer", act=REVIEW, scope=WRITE, response=EntryOut, summary="采用或不用新读法"
)
def settle_offer(request: Called, key: int, given: OfferIn) -> Any:
    """Let what a newer reader says hold, or keep what a person decided."""
    settle = actions.take_offer if given.take else actions.keep_own
    settle(_entry(key), by=request.caller.actor, now=timezone.now(), seen=given.revision)
    return said(_entry(key))
