"""Small readings made by hand, so that the writers are tested without the reader."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from taizhang.ledger.types import Kind, Op, Period, Span, Stance
from taizhang.reading.outline.types import Outline, Place
from taizhang.reading.repair.offsets import OffsetMap
from taizhang.reading.sources.types import Source
from taizhang.reading.types import Doubt, Name, Numeral, Quantity, Reading, Task

TEXT = "去年地区生产总值512亿元，下降1.5%。今年新建停车位400个，推进“湖畔通”平台建设。"


def span(part: str, text: str = TEXT) -> Span:
    """Where `part` first stands in `text`."""
    return Span(at := text.index(part), at + len(part))


def quantity(raw: str, value: str | None, **changed: object) -> Quantity:
    """A figure of TEXT, as the reader would give it."""
    sentence = span("去年地区生产总值512亿元，下降1.5%。")
    made = Quantity(
        id=f"q-{raw}",
        span=span(raw),
        raw=raw,
        value=None if value is None else Decimal(value),
        value_high=None,
        unit="元",
        op=Op.EQ,
        kind=Kind.LEVEL,
        stance=Stance.ACTUAL,
        period=Period.year(2025),
        indicator="地区生产总值",
        code="output.gdp",
        region="堤川县",
        section=("一、工作回顾",),
        sentence=sentence,
        confidence=0.99,
        rules=("indicator.before",),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def reading(name: str = "堤川/2026.txt", *, quantities: tuple[Quantity, ...] | None = None) -> Reading:
    """A reading of TEXT with a fact of every layer."""
    figures = quantities if quantities is not None else (
        quantity("512亿元", "51200000000"),
        quantity("1.5%", "-1.5", unit="%", kind=Kind.GROWTH),
        quantity(
            "400个", "400", unit="个", stance=Stance.TARGET, period=Period.year(2026), indicator="新建停车位", code=None,
            sentence=span("今年新建停车位400个，推进“湖畔通”平台建设。"),
        ),
    )  # fmt: skip
    task = span("今年新建停车位400个，推进“湖畔通”平台建设。")
    return Reading(
        source=Source(name=name, kind="text", text=TEXT, digest=sha256(TEXT.encode()).hexdigest(), encoding="utf-8"),
        clean=TEXT,
        map=OffsetMap(),
        outline=Outline(
            "政府工作报告", Place("堤川县", None), Period.year(2025), Period.year(2026), (), (), (), (), ()
        ),
        quantities=figures,
        tasks=(
            Task(
                "t-1", task, True, True, False, False, ("q-400个",), "堤川县", ("二、工作安排",), 0.9, ("task.target",)
            ),
        ),
        names=(
            Name(
                "n-1",
                span("“湖畔通”平台"),
                "“湖畔通”平台",
                "“湖畔通”平台",
                "system",
                None,
                "堤川县",
                (),
                0.8,
                ("name.quoted",),
            ),
        ),
        doubts=(Doubt("d-1", span("1.5%"), "growth", ("q-1.5%",), ("-1.2",)),),
        numerals=(
            Numeral(span("512"), "512", "q-512亿元", None),
            Numeral(span("1.5"), "1.5", "q-1.5%", None),
            Numeral(span("400"), "400", "q-400个", None),
        ),
        damaged=(),
    )
