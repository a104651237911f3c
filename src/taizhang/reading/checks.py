"""Arithmetic cross-checks (勾稽关系): figures of one document that do not agree raise doubts, never corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from taizhang.ledger.types import Kind, Op, Period
from taizhang.reading.types import Quantity

TOLERANCE = Decimal("0.006")  # of a level; reports round to one decimal of a per cent
CHANGES = ("净增", "新增", "增加", "减少")  # such a figure is no total of what 其中 breaks down
HUNDRED = Decimal(100)

DOUBTS = {
    "growth": "level, growth and last year's level do not agree",
    "parts": "the parts exceed the total",
    "share": "a share above 100 per cent",
    "twice": "one indicator, one period, two values",
    "indicator": "nothing beside the figure names what it measures",
    "unit": "the unit of a number is missing",
    "damaged": "the text is damaged where the figure stands",
}


def check(quantities: Sequence[Quantity], text: str) -> Iterator[tuple[str, tuple[Quantity, ...], tuple[str, ...]]]:
    """(code of the doubt, the figures concerned, what they may be) for all that does not add up."""
    yield from _shares(quantities)
    yield from _parts(quantities, text)
    by_name: dict[tuple[str, str | None], list[Quantity]] = defaultdict(list)
    for q in quantities:
        if q.value is not None and q.indicator:
            by_name[q.code or q.indicator, q.region].append(q)
    for group in by_name.values():
        if len(group) > 1:
            yield from _growth(group)
            yield from _twice(group)


def _shares(quantities: Sequence[Quantity]) -> Iterator[tuple[str, tuple[Quantity, ...], tuple[str, ...]]]:
    for q in quantities:
        if (
            q.kind is Kind.SHARE
            and q.unit == "%"
            and q.value is not None
            and q.value > HUNDRED
            and "完成" not in q.indicator
        ):
            yield "share", (q,), ()


def _parts(quantities: Sequence[Quantity], text: str) -> Iterator[tuple[str, tuple[Quantity, ...], tuple[str, ...]]]:
    """A total followed by 其中 and parts of its own unit in the same sentence."""
    for index, total in enumerate(quantities[:-1]):
        parts = []
        for part in quantities[index + 1 : index + 8]:
            if part.sentence != total.sentence:
                break
            parts.append(part)
        first = parts[0] if parts else None
        if (
            first is None
            or "其中" not in text[total.span.end : first.span.start]
            or total.kind is not Kind.LEVEL
            or total.indicator.startswith(CHANGES)
        ):
            continue
        same = [p for p in parts if p.unit == total.unit and p.kind is Kind.LEVEL and p.value is not None]
        if total.value is not None and any(
            p.value is not None and p.value > total.value * (1 + TOLERANCE) for p in same[:1]
        ):
            yield "parts", (total, *same[:1]), ()


def _growth(group: Sequence[Quantity]) -> Iterator[tuple[str, tuple[Quantity, ...], tuple[str, ...]]]:
    """Level against growth against last year's level."""
    levels = {q.period: q for q in group if q.kind is Kind.LEVEL and q.period and q.value and q.op is Op.EQ}
    for q in group:
        if q.kind is not Kind.GROWTH or q.op is not Op.EQ or q.unit != "%" or q.period is None or q.value is None:
            continue
        now, before = levels.get(q.period), levels.get(Period.year(q.period.first - 1))
        if now and before and now.value and before.value and now.unit == before.unit:
            expected = before.value * (1 + q.value / HUNDRED)
            if abs(now.value - expected) > TOLERANCE * expected:
                yield (
                    "growth",
                    (before, now, q),
                    (_said(expected, now.unit), f"{(now.value / before.value - 1) * HUNDRED:.1f}%"),
                )


def _twice(group: Sequence[Quantity]) -> Iterator[tuple[str, tuple[Quantity, ...], tuple[str, ...]]]:
    seen: dict[tuple[object, ...], Quantity] = {}
    for q in group:
        key = (q.kind, q.unit, q.period, q.stance, q.op)
        other = seen.setdefault(key, q)
        if other is not q and other.value != q.value and q.code and q.period and q.kind in (Kind.LEVEL, Kind.GROWTH):
            yield "twice", (other, q), (other.raw, q.raw)


def _said(value: Decimal, unit: str) -> str:
    """A computed value as reports write it: 530亿元, to one decimal."""
    for scale, word in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if abs(value) >= scale:
            return f"{round(value / scale, 1).normalize():f}{word}{unit}"
    return f"{round(value, 1).normalize():f}{unit}"
