"""How many questions each page asks of the database, and that filters narrow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from taizhang.tasks import actions, queries
from taizhang.tasks.queries import Filters
from taizhang.tasks.tests.county import County, at, county, drafted, underway
from taizhang.tasks.types import Light, State

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 3)


@pytest.fixture
def place() -> County:
    made = county()
    for number in range(1, 4):
        task = underway(made, number)
        key = task.measures.get().pk
        actions.report(
            task.pk,
            made.transport.pk,
            date(2026, 6, 1),
            by=made.driver,
            now=at(7, 2),
            figures={key: (Decimal(30 - 9 * number), "")},
        )
    drafted(made, "改造老旧小区18个。", 9)
    return made


def of(place: County, **filters: Any) -> list[str]:
    """The numbers of the tasks that filters leave the clerk."""
    return [task.number for task in queries.shown(queries.matching(Filters(2026, **filters), place.clerk, TODAY))]


def test_the_list_takes_three_questions(place: County, django_assert_num_queries: Any) -> None:
    rows = queries.matching(Filters(2026), place.clerk, TODAY)
    with django_assert_num_queries(3):
        for task in queries.shown(rows, "light"):
            assert [*task.measures.all(), *task.assisting.all(), task.lead, task.leader, task.list]


@pytest.mark.parametrize("who", ["clerk", "driver"])
def test_tallies_units_and_states_take_one_each(place: County, django_assert_num_queries: Any, who: str) -> None:
    actor = getattr(place, who)
    rows = queries.matching(Filters(2026), actor, TODAY)
    queries.tallies(rows)  # the tree is in memory from here on
    rows = queries.matching(Filters(2026), actor, TODAY)
    with django_assert_num_queries(3):
        assert queries.tallies(rows)["light_yellow"] == 1
        assert [row.tasks for row in queries.by_unit(rows)] == [3]
        assert queries.by_state(rows)["underway"] == 3


def test_the_page_of_a_task_takes_nine_questions(place: County, django_assert_num_queries: Any) -> None:
    pk = queries.find("公路", place.clerk)[0].pk
    with django_assert_num_queries(9):
        task = queries.task(pk, place.clerk)
    assert task


def test_a_month_of_a_unit_takes_five(place: County, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(5):
        rows = list(queries.month_tasks([place.transport.pk], date(2026, 6, 1)))
    assert len(rows) == 3


def test_tasks_are_summed_by_unit_leader_and_section(place: County) -> None:
    rows = queries.matching(Filters(2026), place.clerk, TODAY)
    assert [(row.key, row.tasks) for row in queries.by_unit(rows)] == [(place.transport.pk, 3)]
    assert [(row.name, row.tasks) for row in queries.by_leader(rows)] == [("周远", 3)]
    (row,) = queries.by_section(rows)
    assert (row.key, row.tasks, sum(row.lights)) == ("二、2026年工作安排 / （三）城乡建设", 4, 4)
    assert len(of(place, section=str(row.key))) == 4


def test_sections_are_chosen_by_their_first_two_levels(place: County) -> None:
    found = queries.choices(2026, place.clerk).sections
    assert found == (
        ("二、2026年工作安排", "二、2026年工作安排", False),
        ("二、2026年工作安排 / （三）城乡建设", "（三）城乡建设", True),
    )


def test_filters_narrow(place: County) -> None:
    assert len(of(place)) == 4
    assert of(place, light=Light.YELLOW) == ["2026-002"]
    assert of(place, state=State.DRAFTED) == ["2026-004"]
    assert of(place, unit=place.town.pk) == ["2026-001", "2026-002", "2026-003"]
    assert of(place, unit=place.housing.pk) == []
    assert of(place, leader=place.leader.person) == ["2026-001", "2026-002", "2026-003"]
    assert of(place, section="二、2026年工作安排", text="老旧小区") == ["2026-004"]
    assert of(place, text="2026-002") == ["2026-002"]
    assert of(place, due="2026-12") == of(place)
    assert of(place, due="overdue") == []


def test_the_lists_are_ordered_by_urgency(place: County) -> None:
    rows = queries.shown(queries.matching(Filters(2026, state="open"), place.clerk, TODAY), "light")
    assert [task.light for task in rows][:2] == [Light.RED, Light.YELLOW]


def test_assisting_units_see_the_task_and_others_do_not(place: County) -> None:
    assert len(queries.matching(Filters(2026), place.farmer, TODAY)) == 3
    assert len(queries.matching(Filters(2026), place.builder, TODAY)) == 0
    assert len(queries.find("农村公路", place.farmer)) == 3
    assert queries.find("农村公路", place.outsider) == []
