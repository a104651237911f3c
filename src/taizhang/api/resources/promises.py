"""Promises beside their outcomes: the verdicts, and what people say to them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from taizhang.api.cursor import Order, page
from taizhang.api.door import Called, operation
from taizhang.api.resources.entries import Seen
from taizhang.api.schema import USUAL_LIMIT, Body, Cursor, Limit, Year, decimal
from taizhang.api.types import Scope
from taizhang.promises import actions, queries
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.states import Sort
from taizhang.promises.types import Verdict

SEE, DECIDE = "promise.see", actions.DECIDE
READ, WRITE = Scope.PROMISES_READ, Scope.PROMISES_WRITE
IN_TEXT, NEWEST = Order(("start", "pk")), Order(("pk",), down=True)
FIGURES = ("value", "high", "value_high")
router = Router(tags=["promises"])


class PairingOut(Schema):
    """Two reports of a place and of consecutive years, laid beside each other. `problem` says why they cannot be compared."""

    id: int
    year: int
    place: str
    earlier: int | None
    earlier_title: str
    later: int | None
    later_title: str
    compared_at: datetime | None
    problem: str
    promises: int
    decided: int
    verdicts: dict[str, int]


class PairingPage(Schema):
    """A page of pairings."""

    items: list[PairingOut]
    next: str | None


class SideOut(Schema):
    """Where a report speaks of a promise."""

    document: int | None
    span: tuple[int, int] | None
    raw: str
    sentence: str
    section: str


class PromiseOut(Schema):
    """A promise, its answer, and the verdict. `holds` is what counts: `by_hand`, else what the `arithmetic` gives."""

    id: int
    pairing: int
    sort: str
    indicator: str
    promised: SideOut
    answered: SideOut | None
    target: dict[str, Any]
    outcome: dict[str, Any] | None
    holds: str
    verdict: str
    by_hand: str
    arithmetic: str
    confidence: float
    rules: list[str]
    candidates: list[dict[str, Any]]
    state: str
    reason: str
    by: str | None
    at: datetime | None
    revision: int
    differs: bool


class PromisePage(Schema):
    """A page of promises in the order of the first report."""

    items: list[PromiseOut]
    next: str | None


class ConfirmIn(Body):
    """Which verdicts are taken over as they stand."""

    promises: Annotated[list[Seen], Field(min_length=1, max_length=500)]


class VerdictIn(Body):
    """A verdict by hand, the revision that was looked at, and why."""

    verdict: Verdict
    reason: Annotated[str, Field(min_length=2, max_length=500)]
    revision: Annotated[int, Field(ge=0)]


class FigureIn(Body):
    """Another figure of the later report that answers, by its id; "" for none."""

    figure: Annotated[str, Field(max_length=40)]
    reason: Annotated[str, Field(max_length=500)] = ""
    revision: Annotated[int, Field(ge=0)]


class ReopenIn(Body):
    """Why a decision is taken back."""

    reason: Annotated[str, Field(min_length=2, max_length=500)]
    revision: Annotated[int, Field(ge=0)]


class OfferIn(Body):
    """Whether what the comparison says now shall hold."""

    take: bool
    revision: Annotated[int, Field(ge=0)]


class ConfirmedOut(Schema):
    """How many were confirmed."""

    confirmed: int


def said(row: Promise, pairing: Pairing) -> dict[str, Any]:
    """A promise as it is sent."""
    answers = pairing.third_id if row.third_answers else pairing.later_id
    there = row.answer_start is not None and row.answer_end is not None
    return {
        "id": row.pk, "pairing": row.pairing_id, "sort": row.sort, "indicator": row.indicator,
        "promised": {
            "document": pairing.earlier_id, "span": (row.start, row.end), "raw": row.raw, "sentence": row.sentence,
            "section": row.section,
        },
        "answered": {
            "document": answers, "span": (row.answer_start, row.answer_end), "raw": row.answer_raw,
            "sentence": row.answer_sentence, "section": "",
        } if there else None,
        "target": _figures(row.target), "outcome": _figures(row.outcome) if row.outcome is not None else None,
        "holds": row.holds, "verdict": row.verdict, "by_hand": row.hand, "arithmetic": row.arithmetic,
        "confidence": row.confidence, "rules": row.rules, "candidates": row.candidates, "state": row.state,
        "reason": row.reason, "by": row.by.name if row.by else None, "at": row.at, "revision": row.revision,
        "differs": row.differs,
    }  # fmt: skip


def _figures(data: dict[str, Any]) -> dict[str, Any]:
    return data | {name: decimal(data[name]) for name in FIGURES if name in data}


def _one(key: int) -> Promise:
    found = queries.one(key)
    if found is None:
        raise Http404
    return found


def _told(key: int) -> dict[str, Any]:
    row = _one(key)
    return said(row, row.pairing)


@operation(router, "GET", "/pairings", act=SEE, scope=READ, response=PairingPage, summary="承诺比对")
def pairings(
    request: Called, year: Year | None = None, place: str = "", limit: Limit = USUAL_LIMIT, cursor: Cursor = ""
) -> Any:
    """The pairs of reports that stand, each with how its promises ended."""
    rows = Pairing.objects.filter(current=True)
    rows = rows.filter(year=year) if year else rows
    rows = rows.filter(place=place) if place else rows
    some = page(request, rows, NEWEST, limit, cursor)
    tallies = queries.tallies(some.rows)
    items = [
        {
            "id": row.pk, "year": row.year, "place": row.place, "earlier": row.earlier_id,
            "earlier_title": row.earlier_title, "later": row.later_id, "later_title": row.later_title,
            "compared_at": row.compared_at, "problem": row.problem, "promises": tallies[row.pk].all,
            "decided": tallies[row.pk].decided, "verdicts": dict(tallies[row.pk].verdicts),
        }
        for row in some.rows
    ]  # fmt: skip
    return {"items": items, "next": some.next}


@operation(
    router, "GET", "/pairings/{int:key}/promises", act=SEE, scope=READ, response=PromisePage, summary="承诺和判定"
)
def promises(
    request: Called,
    key: int,
    verdict: Annotated[Verdict | None, Query()] = None,
    sort: Annotated[Sort | None, Query()] = None,
    state: Annotated[Literal["", "open", "confirmed", "corrected", "unsure", "differs"], Query()] = "",
    unit: int | None = None,
    text: Annotated[str, Query(max_length=60)] = "",
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = "",
) -> Any:
    """The promises of a pairing; `unit` leads the task that was made from one."""
    pairing = get_object_or_404(Pairing, pk=key)
    filters = queries.Filters(verdict=verdict or "", sort=sort or "", unit=unit, state=state, text=text)
    rows = queries.matching(pairing, filters).select_related("by")
    some = page(request, rows, IN_TEXT, limit, cursor)
    return {"items": [said(row, pairing) for row in some.rows], "next": some.next}


@operation(router, "GET", "/promises/{int:key}", act=SEE, scope=READ, response=PromiseOut, summary="一条承诺")
def promise(request: Called, key: int) -> Any:
    """A promise beside its answer."""
    return _told(key)


@operation(
    router, "POST", "/promises/confirmations", act=DECIDE, scope=WRITE, response=ConfirmedOut, summary="确认判定"
)
def confirm_verdicts(request: Called, given: ConfirmIn) -> Any:
    """Take verdicts over as they stand, all of them or none."""
    seen = {one.id: one.revision for one in given.promises}
    rows = list(Promise.objects.filter(pk__in=seen))
    if len(rows) != len(seen):
        raise Http404
    return {"confirmed": actions.confirm(rows, by=request.caller.actor, now=timezone.now(), seen=seen)}


@operation(router, "PUT", "/promises/{int:key}/verdict", act=DECIDE, scope=WRITE, response=PromiseOut, summary="改判")
def overrule_verdict(request: Called, key: int, given: VerdictIn) -> Any:
    """Set the verdict by hand, with a reason; the computed one stays beside it."""
    actions.overrule(
        _one(key), given.verdict, given.reason, by=request.caller.actor, now=timezone.now(), seen=given.revision
    )
    return _told(key)


@operation(
    router, "PUT", "/promises/{int:key}/answer", act=DECIDE, scope=WRITE, response=PromiseOut, summary="另选答复的数字"
)
def choose_answer(request: Called, key: int, given: FigureIn) -> Any:
    """Let another figure of the later report answer; the verdict follows by arithmetic."""
    actions.choose(
        _one(key), given.figure, given.reason, by=request.caller.actor, now=timezone.now(), seen=given.revision
    )
    return _told(key)


@operation(
    router, "POST", "/promises/{int:key}/reopen", act=DECIDE, scope=WRITE, response=PromiseOut, summary="重新打开"
)
def reopen_promise(request: Called, key: int, given: ReopenIn) -> Any:
    """Take a decision back; what the comparison says holds again."""
    actions.reopen(_one(key), given.reason, by=request.caller.actor, now=timezone.now(), seen=given.revision)
    return _told(key)


@operation(
    router,
    "POST",
    "/promises/{int:key}/offer",
    act=DECIDE,
    scope=WRITE,
    response=PromiseOut,
    summary="采用或不用新的比对",
)
def settle_comparison(request: Called, key: int, given: OfferIn) -> Any:
    """Let what the comparison says now hold, or keep what was decided."""
    settle = actions.take_offer if given.take else actions.keep_own
    settle(_one(key), by=request.caller.actor, now=timezone.now(), seen=given.revision)
    return _told(key)
