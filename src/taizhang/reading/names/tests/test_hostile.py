"""Any text is read: in order, within its bounds, each name once, and long runs of the same do not hold it up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.form import rule_form
from taizhang.reading.names import find_names
from taizhang.reading.outline.build import build

PIECES = (
    "实施 开展 推进 建成 开工建设 获评 围绕 深入 扎实 “ ” 《 》 （ ） 、 和 与 等 的 ， 。 \n 机制 项目 工程 专项行动 公园 路 改造 建设 工作 "
    "21个 一批 （3） 河长制 茗溪 柳溪 阳城 为代表 三大 保卫战 2024年 年底前 —— 12 % 《某办法》 “某码”"
).split(" ")
RUNS = (
    "“",
    "”",
    "《",
    "（",
    "）",
    "、",
    "等",
    "和",
    "的",
    "实施",
    "深入",
    "机制",
    "项目",
    "建设",
    "1",
    "1个",
    "一批",
    "为",
    "“某”",
    "某、",
    "某等项目",
    "推进机制、",
)


def read(text: str) -> list[tuple[int, int, str]]:
    """(start, end, name) of the names of `text`, its rule form made first."""
    form = rule_form(text)
    return [(draft.start, draft.end, draft.name) for draft in find_names(form, build(form))]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_names_stand_in_order_within_the_text_and_come_once(text: str) -> None:
    found = read(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert [start for start, _, _ in found] == sorted(start for start, _, _ in found)
    assert len({name for _, _, name in found}) == len(found)


@given(st.text(max_size=80))
def test_no_text_makes_the_finder_fail(text: str) -> None:
    read(text)


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("around", ["{}", "实施{}机制", "加快{}等项目建设。"])
def test_a_hundred_thousand_of_the_same_are_read_through(run: str, around: str) -> None:
    assert len(read(around.format(run * (100_000 // len(run))))) <= 2
