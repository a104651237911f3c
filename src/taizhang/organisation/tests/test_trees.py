"""Units over time: whatever is moved, merged or renamed, there is no circle and no past day changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.organisation import actions, queries
from taizhang.organisation.models import Edge, Unit
from taizhang.organisation.rules import tree_on
from taizhang.organisation.tests.county import NOW, START, unit
from taizhang.organisation.types import UnitKind
from taizhang.toolkit.actor import CLOCK
from taizhang.toolkit.errors import Refused

pytestmark = pytest.mark.django_db
SIZE = 6
MOVES = st.lists(
    st.tuples(
        st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(0, 20), st.sampled_from(("move", "merge"))
    ),
    max_size=12,
)


class _Over(Exception):
    """Ends an example."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_no_sequence_of_acts_closes_a_circle_or_changes_a_past_day(
    moves: list[tuple[int, int, int, str]], db: None
) -> None:
    try:
        with transaction.atomic():
            _play(moves)
            raise _Over
    except _Over:
        pass


def _play(moves: list[tuple[int, int, int, str]]) -> None:
    top = unit("411599000000", UnitKind.COUNTY, "砥川县", None)
    units = [unit(f"U{n}", UnitKind.DEPARTMENT, f"单位{n}", top) for n in range(SIZE)]
    day = START
    known: dict[date, dict[int, int]] = {}
    for child, parent, wait, verb in moves:
        day += timedelta(days=wait)
        try:
            if verb == "move":
                actions.move(units[child], units[parent], day=day, reason="试", by=CLOCK, now=NOW)
            else:
                actions.merge([units[child]], units[parent], day=day, reason="试", by=CLOCK, now=NOW)
        except Refused:
            pass
        for past, parents in known.items():
            assert past >= day or dict(queries.tree(past).parents) == parents
        links = queries.links(queries.ADMINISTRATIVE)
        for each in (START, day, day + timedelta(days=1), date(2027, 12, 31)):
            tree = tree_on(links, each)
            for one in tree.parents:
                assert one not in list(_bounded(tree.ancestors(one)))
            known[each] = dict(tree.parents)
    _every_standing_unit_has_one_parent(day, top)


def _bounded(ancestors: object) -> list[int]:
    found: list[int] = []
    for each in ancestors:  # type: ignore[attr-defined]
        found.append(each)
        assert len(found) <= SIZE + 1, "a circle"
    return found


def _every_standing_unit_has_one_parent(day: date, top: Unit) -> None:
    standing = set(Unit.objects.filter(queries.valid(day)).exclude(pk=top.pk).values_list("pk", flat=True))
    held = list(Edge.objects.filter(queries.valid(day)).values_list("child_id", flat=True))
    assert sorted(held) == sorted(standing)


def test_a_unit_cannot_come_below_what_is_below_it() -> None:
    top = unit("411599000000", UnitKind.COUNTY, "砥川县", None)
    one = unit("A1", UnitKind.DEPARTMENT, "甲局", top)
    two = unit("A2", UnitKind.BODY, "甲局信息中心", one)
    with pytest.raises(Refused, match="不能作为它的上级"):
        actions.move(one, two, day=date(2026, 3, 1), reason="试", by=CLOCK, now=NOW)


def test_a_move_written_down_late_does_not_overrule_a_later_one() -> None:
    top = unit("411599000000", UnitKind.COUNTY, "砥川县", None)
    one, two = unit("A1", UnitKind.DEPARTMENT, "甲局", top), unit("A2", UnitKind.DEPARTMENT, "乙局", top)
    actions.move(one, two, day=date(2026, 6, 1), reason="试", by=CLOCK, now=NOW)
    with pytest.raises(Refused, match="不能早于这一天"):
        actions.move(one, top, day=date(2026, 5, 1), reason="试", by=CLOCK, now=NOW)


def test_a_tree_in_memory_is_asked_for_again_when_it_changes(django_assert_num_queries: object) -> None:
    top = unit("411599000000", UnitKind.COUNTY, "砥川县", None)
    one, two = unit("A1", UnitKind.DEPARTMENT, "甲局", top), unit("A2", UnitKind.DEPARTMENT, "乙局", top)
    day = date(2026, 6, 1)
    assert queries.tree(day).parents[one.pk] == top.pk
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.tree(day)
    actions.move(one, two, day=day, reason="试", by=CLOCK, now=NOW)
    assert queries.tree(day).parents[one.pk] == two.pk


def test_an_assessment_tree_stands_beside_the_administrative_one() -> None:
    top = unit("411599000000", UnitKind.COUNTY, "砥川县", None)
    one, two = unit("A1", UnitKind.DEPARTMENT, "甲局", top), unit("A2", UnitKind.DEPARTMENT, "乙局", top)
    actions.found_tree("economy", "经济部门考核序列", by=CLOCK, now=NOW)
    actions.move(one, two, day=START, reason="试", by=CLOCK, now=NOW, tree="economy")
    assert queries.tree(START, "economy").parents == {one.pk: two.pk}
    assert queries.tree(START).parents == {one.pk: top.pk, two.pk: top.pk}
    actions.leave(one, tree="economy", day=date(2026, 7, 1), reason="试", by=CLOCK, now=NOW)
    assert queries.tree(date(2026, 7, 1), "economy").parents == {}
    assert queries.tree(date(2026, 6, 30), "economy").parents == {one.pk: two.pk}
