from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from taizhang.cli.terminal import cut, table, width


def test_a_chinese_character_is_two_columns_wide() -> None:
    assert width("GDP增长") == 7


@given(st.text(alphabet="ab增长，"), st.integers(1, 20))
def test_what_is_cut_fits(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= max(columns, 1)


def test_columns_line_up_and_numbers_stand_to_the_right() -> None:
    lines = list(table([{"a": "增长", "b": 5}, {"a": "x", "b": 1500}], {"a": "名", "b": "值"}))
    assert lines == ["名       值", "增长      5", "x     1,500"]


def test_control_characters_of_a_document_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in "".join(table([{"a": "\x1b[2J"}], {"a": "名"}))
