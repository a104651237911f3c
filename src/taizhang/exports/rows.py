"""Facts as plain rows: the only place where a fact becomes a dict.

The fields of the annotation contract come first, then what the reader adds. All offsets are into the raw text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from taizhang.exports.layers import Layer
from taizhang.ledger.types import Period, Span
from taizhang.reading.types import Doubt, Name, Numeral, Quantity, Reading, Task

Row = dict[str, Any]
"""Strings, ints, floats, bools, None, and lists of strings: what JSON can hold."""

EXACT = 1 << 53  # beyond it not every program that reads JSON keeps a whole number
AROUND = 500  # characters kept on either side of a fact in a sentence too long to be one


def number(value: Decimal | None) -> int | float | str | None:
    """A JSON number where that says exactly the same, else the decimal's own digits as a string."""
    if value is None or not value.is_finite():
        return None if value is None else str(value)
    if value == value.to_integral_value() and abs(value) <= EXACT:
        return int(value)
    return near if Decimal(repr(near := float(value))) == value else f"{value:f}"


def _period(period: Period | None) -> str | None:
    return None if period is None else str(period)


def _said(text: str, sentence: Span, fact: Span) -> str:
    """The raw sentence; of one that runs on (a document without marks), what stands around the fact."""
    if len(sentence) <= 2 * AROUND:
        return text[sentence.start : sentence.end]
    start, end = max(sentence.start, fact.start - AROUND), min(sentence.end, fact.start + AROUND)
    return f"{'…' if start > sentence.start else ''}{text[start:end]}{'…' if end < sentence.end else ''}"


def quantity_row(q: Quantity, text: str) -> Row:
    """A quantity; `sentence` is the raw sentence it stands in, cut where it is longer than 1,000 characters."""
    return {
        "at": q.span.start,
        "raw": q.raw,
        "value": number(q.value),
        "value_high": number(q.value_high),
        "unit": q.unit,
        "op": q.op.value,
        "kind": q.kind.value,
        "stance": q.stance.value,
        "period": _period(q.period),
        "indicator": q.indicator,
        "id": q.id,
        "end": q.span.end,
        "code": q.code,
        "region": q.region,
        "section": list(q.section),
        "sentence_at": q.sentence.start,
        "sentence_end": q.sentence.end,
        "confidence": q.confidence,
        "rules": list(q.rules),
        "sentence": _said(text, q.sentence, q.span),
    }


def task_row(t: Task, text: str) -> Row:
    """A sentence of the plan, task or not; `quantities` are the ids of the targets in it."""
    return {
        "at": t.span.start,
        "end": t.span.end,
        "task": t.task,
        "measurable": t.measurable,
        "heading": t.heading,
        "targets": t.targets,
        "id": t.id,
        "quantities": list(t.quantities),
        "region": t.region,
        "section": list(t.section),
        "confidence": t.confidence,
        "rules": list(t.rules),
        "sentence": _said(text, t.span, t.span),
    }


def name_row(n: Name, text: str) -> Row:
    """A named project or system."""
    return {
        "at": n.span.start,
        "raw": n.raw,
        "name": n.name,
        "type": n.type,
        "stage": n.stage,
        "id": n.id,
        "end": n.span.end,
        "region": n.region,
        "section": list(n.section),
        "confidence": n.confidence,
        "rules": list(n.rules),
    }


def doubt_row(d: Doubt, text: str) -> Row:
    """A doubt: its sort, the ids of the facts concerned, what the truth may be."""
    return {
        "at": d.span.start,
        "end": d.span.end,
        "raw": text[d.span.start : d.span.end],
        "doubt": d.code,
        "facts": list(d.facts),
        "candidates": list(d.candidates),
        "id": d.id,
    }


def numeral_row(n: Numeral, text: str) -> Row:
    """A numeral with the fact that claims it, or the reason why none does."""
    return {"at": n.span.start, "end": n.span.end, "raw": n.raw, "fact": n.fact, "reason": n.reason}


MAKERS: dict[Layer, Callable[[Any, str], Row]] = {
    Layer.QUANTITIES: quantity_row,
    Layer.TASKS: task_row,
    Layer.NAMES: name_row,
    Layer.DOUBTS: doubt_row,
    Layer.NUMERALS: numeral_row,
}


def rows(reading: Reading, layer: Layer) -> Iterator[Row]:
    """The rows of one layer, in reading order."""
    make, text = MAKERS[layer], reading.source.text
    for fact in getattr(reading, layer.value):
        yield make(fact, text)


def document_row(reading: Reading) -> Row:
    """What the document is: where it came from, whose report, which years."""
    source, outline = reading.source, reading.outline
    return {
        "document": source.name,
        "digest": source.digest,
        "container": source.kind,
        "encoding": source.encoding,
        "title": outline.title,
        "place": outline.place.name if outline.place else None,
        "place_code": outline.place.code if outline.place else None,
        "reviewed": _period(outline.reviewed),
        "planned": _period(outline.planned),
        "characters": len(source.text),
        "numerals": len(reading.numerals),
        "notes": list(source.notes),
    }
