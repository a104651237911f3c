"""Verdicts by arithmetic: a target and an outcome on the same basis."""

from __future__ import annotations

from decimal import Decimal

from taizhang.ledger.types import Kind, Op
from taizhang.promises.definition import Thresholds
from taizhang.promises.types import Verdict
from taizhang.rulebook.indicators import Better

ZERO = Decimal(0)


def verdict(
    target: Decimal, op: Op, outcome: Decimal, unit: str, kind: Kind, better: Better, by: Thresholds
) -> tuple[Verdict, str]:
    """(verdict, its arithmetic) for `outcome` against `target`, both in the same unit and of the same kind.

    A fall that was promised is judged by its size. A ceiling is observed or not, never exceeded. `better` turns an exact
    target of something that should fall (PM2.5, unemployment) into a ceiling.
    """
    if target < ZERO:
        if outcome >= ZERO:
            return Verdict.MISSED, f"promised {target:f}, came to {outcome:f}"
        target, outcome, op = -target, -outcome, {Op.LE: Op.GE, Op.LT: Op.GT}.get(op, op)
        better = Better.UP
    said = f"{outcome:f} against {op.value if op is not Op.EQ else ''}{target:f}"
    if op in (Op.LE, Op.LT) or (better is Better.DOWN and op in (Op.EQ, Op.ABOUT)):
        slack = _slack(target, unit, by) if op is Op.ABOUT else ZERO
        return (Verdict.KEPT if outcome <= target + slack else Verdict.MISSED), f"{said}, a ceiling"
    if target == ZERO:
        return (Verdict.KEPT if outcome >= ZERO else Verdict.MISSED), said
    ratio = outcome / target
    said = f"{said}: {ratio * 100:.1f} %"
    if ratio > 1 + by.exceeded_above and not (kind is Kind.SHARE and unit == "%" and target >= 100):
        return Verdict.EXCEEDED, said
    if outcome >= target or (op is Op.ABOUT and outcome >= target - _slack(target, unit, by)):
        return Verdict.KEPT, said
    return (Verdict.PARTLY if ratio >= by.partly_from else Verdict.MISSED), said


def _slack(target: Decimal, unit: str, by: Thresholds) -> Decimal:
    """How far from `target` 左右 still reaches."""
    return by.about_points if unit in ("%", "个百分点") else abs(target) * by.about_share
