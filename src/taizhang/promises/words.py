"""Figures as an office writes them: 160000000 美元 is 1.6亿美元."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from taizhang.ledger.types import Kind, Op

BOUNDS = {Op.EQ: "", Op.GE: "≥", Op.GT: ">", Op.LE: "≤", Op.LT: "<", Op.ABOUT: "≈"}
SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
TURNED = {Op.GE: Op.LE, Op.GT: Op.LT, Op.LE: Op.GE, Op.LT: Op.GT}
LONGEST = 30  # digits beyond which a number is no figure of an office


def figure(value: Decimal, unit: str, kind: Kind, op: Op = Op.EQ) -> str:
    """A value with its bound and unit, changes with 增 or 降 in front: -2.8, % → 降2.8%."""
    change = kind in (Kind.GROWTH, Kind.DELTA)
    front = ("降" if value < 0 else "增") if change else "第" if kind is Kind.RANK else ""
    if change and value < 0:
        value, op = -value, TURNED.get(op, op)
    return f"{BOUNDS[op]}{front}{number(value)}{unit}"


def number(value: Decimal) -> str:
    """Digits without needless zeros, in 万 or 亿 from one 万 on."""
    for size, word in SCALES:
        if abs(value) >= size:
            return f"{_plain(value / size)}{word}"
    return _plain(value)


def percent(ratio: Decimal) -> str:
    """A ratio in per cent with one digit: 1.0167 → 101.7%."""
    if ratio.adjusted() > LONGEST:
        return f"{ratio:.3E}"
    return f"{(ratio * 100).quantize(Decimal('0.1'), ROUND_HALF_UP):f}%"


def _plain(value: Decimal) -> str:
    if abs(value.adjusted()) > LONGEST:
        return f"{value:.6E}"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
