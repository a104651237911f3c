"""Figures as a ledger prints them: grouped digits, the document's own 万 or 亿, a sign for the bound."""

from __future__ import annotations

from decimal import Decimal

from taizhang.ledger.types import Op
from taizhang.reading.types import Quantity

SCALES = ((("亿", "億"), "亿", Decimal(10**8)), (("万", "萬"), "万", Decimal(10**4)))
SIGNS = {Op.EQ: "", Op.GE: "≥", Op.GT: ">", Op.LE: "≤", Op.LT: "<", Op.ABOUT: "≈"}
HUNDRED_MILLION = Decimal(10**8)


def digits(value: Decimal) -> str:
    """``1050.50`` as ``1,050.5``, with a true minus sign."""
    shown = f"{value:,f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.replace("-", "\N{MINUS SIGN}")


def amount(q: Quantity) -> tuple[str, str]:
    """(figure with its bound, unit with its multiplier) of a quantity; ("", unit) where the figure is lost."""
    if q.value is None:
        return "", q.unit
    word, factor = _scale(q)
    shown = digits(q.value / factor)
    if q.value_high is not None:
        shown += f"\N{EN DASH}{digits(q.value_high / factor)}"
    return SIGNS[q.op] + shown, word + q.unit


def _scale(q: Quantity) -> tuple[str, Decimal]:
    """The multiplier that the text uses; for large sums of a table, whose head names it, 亿."""
    for letters, word, factor in SCALES:
        if word not in q.unit and any(letter in q.raw for letter in letters):  # not the 万 of 件/万人
            return word, factor
    if q.value is not None and abs(q.value) >= HUNDRED_MILLION:
        return "亿", HUNDRED_MILLION
    return "", Decimal(1)
