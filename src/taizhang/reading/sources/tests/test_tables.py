"""Heads told from figures, merged cells spread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.sources.tables import Merged, square

ROWS = st.lists(
    st.lists(st.builds(Merged, st.text(max_size=3), st.integers(-1, 5), st.integers(-1, 5)), max_size=5), max_size=6
)


def plain(*rows: str) -> list[list[Merged]]:
    return [[Merged(text) for text in row.split("|")] for row in rows]


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (("指标|2024年|2023年", "投资|58.7亿元|54.8亿元"), (1, 1)),
        (("指标|2024|2023", "投资|58.7|54.8"), (1, 1)),
        (("序号|任务|目标", "1|改造小区|23个", "2|修建公路|96公里"), (1, 2)),
        (("年份|总量|增速", "2023|294.3|5.8%", "2024|312.6|6.2%"), (1, 1)),
        (("投资|58.7亿元", "就业|2688人"), (0, 1)),
        (("任务|牵头单位", "改造小区|住建局"), (1, 1)),
    ],
)
def test_heads_are_found(rows: tuple[str, ...], heads: tuple[int, int]) -> None:
    grid = square(plain(*rows))
    assert (grid.head_rows, grid.head_columns) == heads


def test_a_title_and_a_unit_above_the_heads_are_no_rows() -> None:
    grid = square([[Merged("主要指标", columns=3)], *plain("||单位：亿元", "指标|2024年|2023年", "投资|58.7|54.8")])
    assert grid.title == ("主要指标", "单位：亿元")
    assert grid.rows[0] == ("指标", "2024年", "2023年")


@given(ROWS)
def test_every_grid_is_square_and_loses_no_text(rows: list[list[Merged]]) -> None:
    grid = square(rows)
    assert len({len(row) for row in grid.rows}) <= 1
    kept = {text for row in grid.rows for text in row} | set(grid.title)
    assert {cell.text for row in rows for cell in row} - {""} <= kept
