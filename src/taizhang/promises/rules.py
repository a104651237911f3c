"""Verdicts by arithmetic: a target and an outcome on the same basis."""

from __future__ import annotations

from decimal import Decimal

from taizhang.ledger.types import Kind, Op
from taizhang.promises.definition import Thresholds
from taizhang.promises.types import Verdict
from taizhang.promises.words import figure, percent
from taizhang.rulebook.indicators import Better

ZERO = Decimal(0)
WHOLE = Decimal(100)
FALLS = {Op.LE: Op.GE, Op.LT: Op.GT, Op.GE: Op.LE, Op.GT: Op.LT}


def verdict(
    target: Decimal, op: Op, outcome: Decimal, unit: str, kind: Kind, better: Better, by: Thresholds,
    *, high: Decimal | None = None,
) -> tuple[Verdict, str]:  # fmt: skip
    """(verdict, its arithmetic in Chinese) for `outcome` against `target`, both in one unit and of one kind.

    A fall that was promised is judged by its size. A ceiling is observed or not, never exceeded; so is a place in an
    order. `better` turns an exact target of something that should fall (PM2.5, unemployment) into a ceiling. `high` is the
    upper end of a promised range: anywhere within keeps it.
    """
    said = f"实际{figure(outcome, unit, kind)} / 目标{figure(target, unit, kind, op)}"
    if high is not None:
        said += f"至{figure(high, unit, kind)}"
        if min(target, high) <= outcome <= max(target, high):
            return Verdict.KEPT, f"{said}，在区间内"
        target = high if outcome > high else target
    if target < ZERO:
        if outcome >= ZERO:
            return Verdict.MISSED, f"{said}，应降未降"
        target, outcome, op, better = -target, -outcome, FALLS.get(op, op), Better.UP
    if kind is Kind.RANK or op in (Op.LE, Op.LT) or (better is Better.DOWN and op in (Op.EQ, Op.ABOUT)):
        slack = _slack(target, unit, by) if op is Op.ABOUT else ZERO
        kept = outcome < target + slack if op is Op.LT else outcome <= target + slack
        return (Verdict.KEPT, f"{said}，未超上限") if kept else (Verdict.MISSED, f"{said}，超过上限")
    if target == ZERO:
        return (Verdict.KEPT if outcome >= ZERO else Verdict.MISSED), said
    ratio = outcome / target
    said = f"{said} = {percent(ratio)}"
    if ratio > 1 + by.exceeded_above and not (kind is Kind.SHARE and unit == "%" and target >= WHOLE):
        return Verdict.EXCEEDED, said
    if outcome >= target:
        return Verdict.KEPT, said
    if op is Op.ABOUT and outcome >= target - _slack(target, unit, by):
        return Verdict.KEPT, f"{said}，在“左右”之内"
    return (Verdict.PARTLY if ratio >= by.partly_from else Verdict.MISSED), said


def tied(outcome: Decimal, economy: Decimal, *, above: bool, by: Thresholds) -> tuple[Verdict, str]:
    """(verdict, arithmetic) of a growth that was to keep step with the economy's, or to be above it."""
    said = f"实际{figure(outcome, '%', Kind.GROWTH)}，经济{figure(economy, '%', Kind.GROWTH)}"
    if outcome > economy if above else outcome >= economy - by.about_points:
        return Verdict.KEPT, said
    return (Verdict.PARTLY if economy > 0 and outcome >= economy * by.partly_from else Verdict.MISSED), said


def _slack(target: Decimal, unit: str, by: Thresholds) -> Decimal:
    """How far from `target` 左右 still reaches."""
    return by.about_points if unit in ("%", "个百分点") else abs(target) * by.about_share
