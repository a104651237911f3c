"""The verdicts by arithmetic: the examples of the definition, and what must hold whatever the figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.types import Kind, Op
from taizhang.promises.definition import Example, standard
from taizhang.promises.rules import verdict
from taizhang.promises.types import Verdict
from taizhang.rulebook.indicators import Better

BY = standard().on(date(2026, 1, 1))
ORDER = (Verdict.MISSED, Verdict.PARTLY, Verdict.KEPT, Verdict.EXCEEDED)
AMOUNTS = st.decimals(min_value=1, max_value=10**9, places=2)


@pytest.mark.parametrize("example", standard().examples, ids=str)
def test_the_examples_of_the_definition(example: Example) -> None:
    found, said = verdict(example.target, example.op, example.outcome, example.unit, example.kind, Better.UP, BY)
    assert found is example.verdict, said


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_more_is_never_judged_worse(target: Decimal, one: Decimal, more: Decimal) -> None:
    low, high = sorted((one, more))
    judged = [verdict(target, Op.GE, outcome, "家", Kind.LEVEL, Better.UP, BY)[0] for outcome in (low, high)]
    assert ORDER.index(judged[0]) <= ORDER.index(judged[1])


@given(AMOUNTS, AMOUNTS)
def test_a_ceiling_is_kept_or_missed(ceiling: Decimal, outcome: Decimal) -> None:
    found, _ = verdict(ceiling, Op.LE, outcome, "%", Kind.SHARE, Better.DOWN, BY)
    assert found is (Verdict.KEPT if outcome <= ceiling else Verdict.MISSED)
