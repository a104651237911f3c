"""Decisions about units: codes, circles, successors."""

from __future__ import annotations

from datetime import date

import pytest

from taizhang.organisation.rules import code_fits, cycle_day, forebears, heirs, tree_on
from taizhang.organisation.types import Heritage, Link, SuccessionKind, TreeOfDay, UnitKind, Validity

MARCH, JULY, LATER = date(2026, 3, 1), date(2026, 7, 1), date(2027, 1, 1)


def link(parent: int, child: int, since: date = MARCH, until: date | None = None) -> Link:
    return Link(parent, child, Validity(since, until))


def merged(before: int, after: int, day: date = JULY) -> Heritage:
    return Heritage(before, after, day, SuccessionKind.MERGED)


@pytest.mark.parametrize(
    ("kind", "code", "parent", "problem"),
    [
        (UnitKind.COUNTY, "411599000000", "", ""),
        (UnitKind.COUNTY, "411500000000", "", "county"),  # a prefecture
        (UnitKind.COUNTY, "411599101000", "", "county"),
        (UnitKind.COUNTY, "DCX", "", "division"),
        (UnitKind.TOWN, "411599101000", "411599000000", ""),
        (UnitKind.TOWN, "411599001000", "411599000000", ""),  # a sub-district
        (UnitKind.TOWN, "411599000000", "411599000000", "town"),
        (UnitKind.TOWN, "411599600000", "411599000000", "town"),
        (UnitKind.TOWN, "411598101000", "411599000000", "prefix"),
        (UnitKind.TOWN, "4115991010", "411599000000", "division"),
        (UnitKind.VILLAGE, "411599101201", "411599101000", ""),
        (UnitKind.VILLAGE, "411599101000", "411599101000", "village"),
        (UnitKind.VILLAGE, "411599101600", "411599101000", "village"),
        (UnitKind.VILLAGE, "411599102201", "411599101000", "prefix"),
        (UnitKind.PARK, "411599400000", "411599000000", ""),
        (UnitKind.PARK, "JKQ", "411599000000", ""),
        (UnitKind.DEPARTMENT, "ZJJ", "411599000000", ""),
        (UnitKind.DEPARTMENT, "ZJJ-01", "411599000000", ""),
        (UnitKind.DEPARTMENT, "zjj", "411599000000", "own"),
        (UnitKind.DEPARTMENT, "411599101000", "411599000000", "own"),
        (UnitKind.DEPARTMENT, "=A1", "411599000000", "own"),
    ],
)
def test_a_code_fits_the_kind_of_unit_and_its_parent(kind: UnitKind, code: str, parent: str, problem: str) -> None:
    assert code_fits(kind, code, parent) == problem


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 2, 28), False), (MARCH, True), (date(2026, 6, 30), True), (JULY, False)],
)
def test_validity_has_its_first_day_and_not_its_last(day: date, holds: bool) -> None:
    assert Validity(MARCH, JULY).on(day) is holds


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Validity(MARCH, JULY), Validity(JULY), False),
        (Validity(MARCH), Validity(JULY, LATER), True),
        (Validity(MARCH, LATER), Validity(JULY), True),
        (Validity(JULY), Validity(MARCH, JULY), False),
    ],
)
def test_two_validities_meet_where_they_share_a_day(one: Validity, other: Validity, meet: bool) -> None:
    assert one.meets(other) is other.meets(one) is meet


def test_a_tree_of_a_day_knows_who_is_above_and_below() -> None:
    tree = tree_on([link(1, 2), link(2, 3), link(1, 4, MARCH, JULY)], JULY)
    assert list(tree.ancestors(3)) == [2, 1]
    assert tree.descendants(1) == {2, 3}


def test_a_walk_gives_parents_before_children_in_the_order_asked() -> None:
    assert list(TreeOfDay({2: 1, 3: 1, 4: 2}).walk([1, 3, 2, 4])) == [(1, 0), (3, 1), (2, 1), (4, 2)]


def test_a_walk_over_a_part_begins_where_no_parent_is_known() -> None:
    assert list(TreeOfDay({2: 1, 4: 2}).walk([4, 2])) == [(2, 0), (4, 1)]


@pytest.mark.parametrize(
    ("links", "new", "day"),
    [
        ([link(1, 2)], link(2, 3), None),
        ([link(1, 2)], link(2, 1), MARCH),
        ([], link(1, 1), MARCH),
        ([link(1, 2), link(2, 3)], link(3, 1), MARCH),
        ([link(1, 2, MARCH, JULY)], link(2, 1, JULY), None),  # by then it is over
        ([link(1, 2, LATER)], link(2, 1, JULY), LATER),  # a circle to come
        ([link(1, 2, LATER)], link(2, 1, MARCH, JULY), None),
    ],
)
def test_a_circle_is_found_on_its_first_day(links: list[Link], new: Link, day: date | None) -> None:
    assert cycle_day(links, new) == day


@pytest.mark.parametrize(
    ("heritage", "closed", "day", "answering"),
    [
        ([], set(), LATER, {1}),
        ([], {1}, LATER, {1}),  # nobody took over
        ([merged(1, 2)], {1}, MARCH, {1}),  # not yet
        ([merged(1, 2)], {1}, LATER, {2}),
        ([merged(1, 2), merged(2, 3, LATER)], {1, 2}, LATER, {3}),
        ([merged(1, 2), merged(1, 3)], {1}, LATER, {2, 3}),  # split up
        ([merged(1, 2)], set(), LATER, {1}),  # a part was split off
    ],
)
def test_who_answers_for_a_unit_of_then(
    heritage: list[Heritage], closed: set[int], day: date, answering: set[int]
) -> None:
    assert heirs(heritage, 1, day, closed) == answering


def test_forebears_are_the_other_way_round_of_heirs() -> None:
    heritage = [merged(1, 2), merged(2, 3, LATER), merged(4, 3)]
    assert forebears(heritage, [3], LATER, {1, 2}) == {1, 2, 3}
    assert forebears(heritage, [3], JULY, {1}) == {3}
