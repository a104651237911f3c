from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.corpus.run import read_corpus
from taizhang.corpus.table import HEADS, TableError, indicator_table

REPORT = """\
{county}人民政府工作报告
——{year}年1月12日在{county}第十七届人民代表大会第四次会议上
各位代表：
一、{last}年工作回顾
过去一年，地区生产总值完成{level}亿元，增长{growth}%。新建停车位{parking}个。
二、{year}年工作安排
今年主要预期目标是：地区生产总值增长{goal}%左右。
（一）改善民生。新建停车位{more}个。
"""
FACTS = [
    {
        "county": "海门市",
        "year": 2024,
        "last": 2023,
        "level": 500,
        "growth": 5.1,
        "goal": 6,
        "parking": 300,
        "more": 400,
    },
    {
        "county": "海门市",
        "year": 2025,
        "last": 2024,
        "level": 530,
        "growth": 6.2,
        "goal": 5.5,
        "parking": 410,
        "more": 200,
    },
]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("table")
    (base / "reports").mkdir()
    for facts in FACTS:
        (base / "reports" / f"{facts['year']}.txt").write_text(REPORT.format(**facts), encoding="utf-8")
    read_corpus(base / "reports", base / "out")
    return base / "out"


def test_a_target_stands_beside_its_result_of_a_year_later(out: Path) -> None:
    (row,) = [r for r in indicator_table(out, "地区生产总值", year=2024) if r["kind"] == "growth"]
    assert (row["target"], row["target_op"], row["result"]) == ("6", "~", "6.2")
    assert (row["target_document"], row["result_document"]) == ("2024.txt", "2025.txt")
    assert "增长6%" in row["target_sentence"]
    assert list(row) == list(HEADS)


def test_an_alias_finds_the_same_as_the_name(out: Path) -> None:
    assert indicator_table(out, "GDP") == indicator_table(out, "地区生产总值")


def test_words_that_no_catalogue_knows_are_found_as_the_reports_say_them(out: Path) -> None:
    (row,) = indicator_table(out, "新建停车位", year=2024)
    assert (row["target"], row["result"]) == ("400", "410")


def test_an_unknown_indicator_is_answered_with_the_nearest(out: Path) -> None:
    with pytest.raises(TableError, match="新建停车位"):
        indicator_table(out, "停车位")


def test_another_place_has_no_rows(out: Path) -> None:
    with pytest.raises(TableError, match="no figure"):
        indicator_table(out, "地区生产总值", place="别县")


def test_a_folder_without_facts_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="corpus read"):
        indicator_table(tmp_path, "地区生产总值")
