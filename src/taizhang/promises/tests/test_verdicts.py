"""The verdicts by arithmetic: the examples of the definition, and what must hold whatever the figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.types import Kind, Op
from taizhang.promises.definition import Example, standard
from taizhang.promises.rules import tied, verdict
from taizhang.promises.types import Verdict
from taizhang.rulebook.indicators import Better

BY = standard().on(date(2026, 1, 1))
ORDER = (Verdict.MISSED, Verdict.PARTLY, Verdict.KEPT, Verdict.EXCEEDED)
AMOUNTS = st.decimals(min_value=1, max_value=10**9, places=2)
SCALES = st.sampled_from([Decimal(10) ** n for n in range(-4, 9)])
FLOORS = st.sampled_from([Op.EQ, Op.GE, Op.GT])


def judged(target: Decimal, op: Op, outcome: Decimal, unit: str = "家", kind: Kind = Kind.LEVEL) -> Verdict:
    return verdict(target, op, outcome, unit, kind, Better.UP, BY)[0]


@pytest.mark.parametrize("example", standard().examples, ids=str)
def test_the_examples_of_the_definition(example: Example) -> None:
    found, said = verdict(example.target, example.op, example.outcome, example.unit, example.kind, Better.UP, BY)
    assert found is example.verdict, said


@given(AMOUNTS, AMOUNTS, AMOUNTS, FLOORS)
def test_more_is_never_judged_worse(target: Decimal, one: Decimal, more: Decimal, op: Op) -> None:
    low, high = sorted((one, more))
    assert ORDER.index(judged(target, op, low)) <= ORDER.index(judged(target, op, high))


@given(AMOUNTS, AMOUNTS, SCALES, FLOORS)
def test_the_unit_of_measure_changes_no_verdict(target: Decimal, outcome: Decimal, scale: Decimal, op: Op) -> None:
    assert judged(target, op, outcome) is judged(target * scale, op, outcome * scale)


@given(AMOUNTS, AMOUNTS)
def test_a_ceiling_is_kept_or_missed(ceiling: Decimal, outcome: Decimal) -> None:
    found, _ = verdict(ceiling, Op.LE, outcome, "%", Kind.SHARE, Better.DOWN, BY)
    assert found is (Verdict.KEPT if outcome <= ceiling else Verdict.MISSED)


@given(AMOUNTS, AMOUNTS)
def test_a_promised_fall_is_judged_by_its_size_as_a_rise_is(size: Decimal, came: Decimal) -> None:
    fell = verdict(-size, Op.LE, -came, "%", Kind.GROWTH, Better.UP, BY)[0]
    assert fell is judged(size, Op.GE, came, "%", Kind.GROWTH)


@given(AMOUNTS, AMOUNTS)
def test_about_is_never_stricter_than_exact(target: Decimal, outcome: Decimal) -> None:
    about, exact = (judged(target, op, outcome) for op in (Op.ABOUT, Op.EQ))
    assert ORDER.index(about) >= ORDER.index(exact)


@given(AMOUNTS, AMOUNTS, st.decimals(min_value=0, max_value=1, places=3))
def test_anywhere_within_a_promised_range_keeps_it(one: Decimal, other: Decimal, share: Decimal) -> None:
    low, high = sorted((one, other))
    inside = low + (high - low) * share
    assert verdict(low, Op.EQ, inside, "家", Kind.LEVEL, Better.UP, BY, high=high)[0] is Verdict.KEPT


def test_a_whole_share_cannot_be_exceeded() -> None:
    assert judged(Decimal(100), Op.EQ, Decimal(118), "%", Kind.SHARE) is Verdict.KEPT


@pytest.mark.parametrize(
    ("outcome", "economy", "above", "expected"),
    [
        ("6.7", "6.6", False, Verdict.KEPT),
        ("6.2", "6.6", False, Verdict.KEPT),  # 同步 allows as much as 左右 does
        ("6.6", "6.6", True, Verdict.PARTLY),
        ("5", "6.6", False, Verdict.PARTLY),
        ("1", "6.6", False, Verdict.MISSED),
    ],
)
def test_what_is_tied_to_the_economy_is_kept_when_it_keeps_step(
    outcome: str, economy: str, above: bool, expected: Verdict
) -> None:
    assert tied(Decimal(outcome), Decimal(economy), above=above, by=BY)[0] is expected
