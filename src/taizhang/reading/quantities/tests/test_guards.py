"""A pattern is searched for only where its guard, a set of characters, allows: the guard must never hide a match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.reading.quantities import exclude, indicator, meaning, verbs
from taizhang.reading.quantities.numerals import ARABIC
from taizhang.reading.quantities.units import _OVER, _WORDS, LONGEST_UNIT

OPENS = (
    (exclude.OPENS_SPECIAL, exclude.TIME_UNIT),
    (exclude.OPENS_SPECIAL, exclude.TIME_AFTER),
    (exclude.OPENS_SPECIAL, exclude.DURATION_AFTER),
    (exclude.OPENS_SPECIAL, exclude.CODE_AFTER),
    (exclude.OPENS_SPECIAL, exclude.LATIN_AFTER),
    (exclude.OPENS_THRESHOLD, exclude.THRESHOLD),
    (exclude.OPENS_WORK, exclude.WORK_AFTER),
    (indicator.OPENS_LINK, indicator.LINK),
    (indicator.OPENS_SCOPE, indicator.SCOPE_ONLY),
    (meaning.OPENS_AFTER, meaning.AFTER),
    (verbs.OPENS_COUNTED, verbs.VERBS_ONLY),
    (verbs.OPENS_LEAD, verbs.LEAD),
)
ENDS = (
    (exclude.ENDS_LATIN, exclude.LATIN_BEFORE),
    (exclude.ENDS_ROAD, exclude.ROAD_BEFORE),
    (exclude.ENDS_AMONG, exclude.AMONG_BEFORE),
    (meaning.ENDS_BEFORE, meaning.BEFORE),
    (verbs.ENDS_TAIL, verbs.TAIL),
    (verbs.ENDS_GROWTH_TAIL, verbs.GROWTH_TAIL),
)


@pytest.mark.parametrize(("guard", "pattern"), OPENS)
@settings(max_examples=50)
@given(st.data())
def test_what_a_pattern_matches_opens_as_its_guard_says(
    guard: frozenset[str], pattern: re.Pattern[str], data: st.DataObject
) -> None:
    found = data.draw(st.from_regex(pattern))
    match = pattern.match(found)
    if match and match[0] and not found[0].isspace():
        assert found[0] in guard


@pytest.mark.parametrize(("guard", "pattern"), ENDS)
@settings(max_examples=50)
@given(st.data())
def test_what_a_pattern_matches_ends_as_its_guard_says(
    guard: frozenset[str], pattern: re.Pattern[str], data: st.DataObject
) -> None:
    assert data.draw(st.from_regex(pattern))[-1] in guard


def test_a_unit_that_ends_in_a_condition_or_in_what_may_be_left_out_gives_its_last_characters() -> None:
    assert verbs.last_characters("达到了?|超过?了?|近(?<![附邻]近)|(?<!自然)增长率?") == frozenset("到了超过近长率")


def test_the_longest_unit_may_stand_before_the_dash_of_a_range() -> None:
    over = _OVER.removeprefix("(?:").removesuffix(")").split("|")
    longest = f"{max(_WORDS, key=len)}/{max(over, key=len)}"
    assert len(longest) == LONGEST_UNIT
    match = ARABIC.match(f"3 {longest}-5{longest}")
    assert match is not None
    assert match["high"] == "5"
