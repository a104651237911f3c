"""A reading as its reviewers left it: rejected facts are none, edited ones say what a person put there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from taizhang.ledger.types import Kind, Op, Period, Span, Stance
from taizhang.promises.types import Comparison, Named
from taizhang.reading.types import Name, Quantity, Reading
from taizhang.rulebook.indicators import catalogue

BY_HAND = "match.person"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a reviewer said of one fact: `data` is what holds, `layer` one of quantities, tasks, names."""

    fact: str
    layer: str
    span: Span
    rejected: bool
    edited: bool
    data: Mapping[str, Any]


def as_reviewed(reading: Reading, said: Iterable[Reviewed]) -> Reading:
    """`reading` without the facts that were rejected, with those that were edited or added."""
    by_fact = {one.fact: one for one in said}
    quantities = [q for fact in reading.quantities for q in _quantity(fact, by_fact.get(fact.id))]
    quantities += [
        _added(reading, one)
        for one in by_fact.values()
        if one.layer == "quantities" and one.fact.startswith("p-") and not one.rejected
    ]
    names = [n for fact in reading.names for n in _name(fact, by_fact.get(fact.id))]
    return replace(reading, quantities=tuple(sorted(quantities, key=lambda q: q.span)), names=tuple(names))


def without_rejected(comparison: Comparison, said: Iterable[Reviewed]) -> Comparison:
    """`comparison` without promises on words that reviewers of the first report rejected.

    A name that was rejected is no promise, however it was found. What has no entry of its own, a tie to the economy or a
    thing known by its clause alone, goes with its sentence.
    """
    said = list(said)
    names = [(one.span, one.rejected) for one in said if one.layer == "names"]
    sentences = [one.span for one in said if one.layer == "tasks" and one.rejected]
    own = {one.fact for one in said if one.layer == "quantities"}

    def lies_in(span: Span) -> bool:
        return any(sentence.start <= span.start < sentence.end for sentence in sentences)

    def stays(row: Named) -> bool:
        met = [rejected for span, rejected in names if span.overlaps(row.promise.span)]
        return not all(met) if met else not lies_in(row.promise.span)

    return replace(
        comparison,
        figured=tuple(row for row in comparison.figured if row.target.id in own or not lies_in(row.target.span)),
        named=tuple(row for row in comparison.named if stays(row)),
    )


def _quantity(q: Quantity, said: Reviewed | None) -> Iterator[Quantity]:
    if said is None or not (said.rejected or said.edited):
        yield q
    elif not said.rejected:
        yield _changed(q, said.data)


def _changed(q: Quantity, data: Mapping[str, Any]) -> Quantity:
    indicator = str(data["indicator"])
    known = catalogue().find(indicator) if indicator != q.indicator else None
    code = q.code if indicator == q.indicator else known.code if known else None
    return replace(
        q,
        value=_decimal(data.get("value")),
        value_high=_decimal(data.get("value_high")),
        unit=str(data.get("unit") or ""),
        op=Op(data["op"]),
        kind=Kind(data["kind"]),
        stance=Stance(data["stance"]),
        period=_period(data.get("period")),
        indicator=indicator,
        code=code,
    )


def _added(reading: Reading, one: Reviewed) -> Quantity:
    """A figure that the reader had missed."""
    at = reading.map.to_clean(one.span.start) or 0
    outline = reading.outline
    sentence = next((s for s in outline.sentences if s.span.start <= at < s.span.end), None)
    q = Quantity(
        id=one.fact,
        span=one.span,
        raw=reading.source.text[one.span.start : one.span.end],
        value=None,
        value_high=None,
        unit="",
        op=Op.EQ,
        kind=Kind.LEVEL,
        stance=Stance.ACTUAL,
        period=None,
        indicator="",
        code=None,
        region=outline.place.name if outline.place else None,
        section=outline.sections[sentence.section].path if sentence and sentence.section >= 0 else (),
        sentence=reading.map.span_to_raw(sentence.span.start, sentence.span.end) if sentence else one.span,
        confidence=1.0,
        rules=(BY_HAND,),
    )
    return _changed(q, one.data)


def _name(n: Name, said: Reviewed | None) -> Iterator[Name]:
    if said is None or not (said.rejected or said.edited):
        yield n
    elif not said.rejected:
        yield replace(n, name=said.data["name"], type=said.data["type"], stage=said.data.get("stage") or None)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))


def _period(said: str | None) -> Period | None:
    if not said:
        return None
    first, _dash, last = said.partition("-")
    return Period(int(first), int(last or first))
