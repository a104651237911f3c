"""Which documents are laid beside each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from taizhang.promises.standing import Report, pairs

DAY = datetime(2026, 1, 10, 9, tzinfo=UTC)
FIRST = Report(1, "云河县", "", 2024, DAY, None)
NEXT = replace(FIRST, key=2, year=2025)
THIRD = replace(FIRST, key=3, year=2026)


def test_consecutive_years_of_one_place_are_a_pair_with_the_year_after_beside() -> None:
    found = pairs([THIRD, FIRST, NEXT])
    assert [(p.year, p.earlier, p.later, p.third) for p in found] == [(2024, 1, 2, 3), (2025, 2, 3, None)]


def test_a_gap_of_a_year_is_no_pair() -> None:
    assert pairs([FIRST, THIRD]) == []


def test_two_places_are_no_pair() -> None:
    assert pairs([FIRST, replace(NEXT, place="青山县")]) == []


def test_a_report_that_says_no_place_or_no_year_stands_for_none() -> None:
    assert pairs([replace(FIRST, place=""), NEXT]) == pairs([replace(FIRST, year=None), NEXT]) == []


def test_a_report_whose_place_has_no_code_joins_the_one_code_of_its_name() -> None:
    assert [p.place_key for p in pairs([FIRST, replace(NEXT, code="320999")])] == ["320999"]


def test_places_of_one_name_and_two_codes_are_kept_apart() -> None:
    here, there = replace(NEXT, code="320106"), replace(NEXT, key=5, code="410204")
    assert pairs([replace(FIRST, code="320106"), there]) == []
    assert [p.later for p in pairs([replace(FIRST, code="320106"), here, there])] == [2]


def test_of_two_documents_of_one_year_the_published_one_stands() -> None:
    newer = replace(FIRST, key=9, added=DAY + timedelta(days=1))
    assert pairs([FIRST, newer, NEXT])[0].earlier == 9
    assert pairs([replace(FIRST, published=DAY), newer, NEXT])[0].earlier == 1


def test_what_stood_before_stays_until_another_is_published() -> None:
    newer = replace(FIRST, key=9, added=DAY + timedelta(days=1))
    assert pairs([FIRST, newer, NEXT], frozenset((1, 2)))[0].earlier == 1
    assert pairs([FIRST, replace(newer, published=DAY), NEXT], frozenset((1, 2)))[0].earlier == 9
