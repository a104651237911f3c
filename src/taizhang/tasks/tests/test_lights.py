"""The light of a task: the examples of the definition, and what holds whatever the facts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.types import Op
from taizhang.tasks.definition import LightExample, lights
from taizhang.tasks.lights import completion, judge, pace
from taizhang.tasks.types import SEVERITY, Facts, Goal, Light, Measured, State, StepFact

BY = lights().on(date(2026, 1, 1))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MONTHS = st.integers(1, 12).map(lambda m: date(2026, m, 1))
STEPS = st.builds(StepFact, st.just("步骤"), DAYS, st.none() | DAYS, st.none())
MEASURES = st.builds(
    Measured,
    st.builds(
        Goal, st.just("公路"), st.sampled_from(Op), st.decimals(-50, 50, places=1), st.sampled_from(("公里", "%", "位"))
    ),
    st.none() | st.decimals(-90, 90, places=1),
    MONTHS,
)
FACTS = st.builds(
    Facts,
    state=st.sampled_from(State),
    start=DAYS,
    due=DAYS,
    measures=st.lists(MEASURES, max_size=2).map(tuple),
    steps=st.lists(STEPS, max_size=3).map(tuple),
    assigned=st.none() | DAYS,
    signed=st.none() | DAYS,
    reported=st.none() | MONTHS,
    excused=st.booleans(),
    asked=st.none() | DAYS,
    closed=st.none() | DAYS,
)


@pytest.mark.parametrize("example", lights().examples, ids=lambda example: example.says)
def test_the_examples_of_the_definition(example: LightExample) -> None:
    found = judge(example.facts(), example.today, BY)
    assert (found.light, found.because[0].rule) == (example.light, example.rule), found.because


@given(FACTS, DAYS)
def test_nothing_changes_before_the_moment_that_is_stored(facts: Facts, today: date) -> None:
    found = judge(facts, today, BY)
    end = min(found.changes or date.max, today + timedelta(days=70))
    day = today
    while day < end:
        again = judge(facts, day, BY)
        assert (again.light, again.because) == (found.light, found.because)
        day += timedelta(days=1)


@given(FACTS, DAYS)
def test_the_light_is_the_worst_of_its_reasons(facts: Facts, today: date) -> None:
    found = judge(facts, today, BY)
    assert found.because
    assert found.light == min((one.light for one in found.because), key=SEVERITY.index)


def test_the_pace_is_even_over_the_days_of_the_task() -> None:
    assert pace(date(2026, 1, 1), date(2026, 12, 31), (), date(2026, 6, 30)) == Decimal("49.6")
    assert pace(date(2026, 1, 1), date(2026, 12, 31), (), date(2026, 12, 31)) == 100


def test_the_pace_follows_the_shares_of_the_steps() -> None:
    steps = (StepFact("开工", date(2026, 6, 30), share=20),)
    assert pace(date(2026, 1, 1), date(2026, 12, 31), steps, date(2026, 6, 30)) == 20
    assert pace(date(2026, 1, 1), date(2026, 12, 31), steps, date(2026, 9, 30)) == 60


def test_the_completion_is_that_of_the_measure_furthest_behind() -> None:
    roads = Goal("公路", Op.GE, Decimal(50), "公里")
    bridges = Goal("危桥", Op.GE, Decimal(12), "座")
    measured = (Measured(roads, Decimal(40), date(2026, 6, 1)), Measured(bridges, Decimal(3), date(2026, 6, 1)))
    assert completion(measured, ()) == 25


def test_a_task_asked_to_close_in_time_is_not_late_while_the_office_checks() -> None:
    facts = Facts(State.CLOSING, date(2026, 1, 1), date(2026, 6, 30), asked=date(2026, 6, 30))
    assert judge(facts, date(2026, 9, 1), BY).light is Light.GREEN
