"""Figures that do not agree raise a doubt; those that agree, or only look alike, do not."""

from __future__ import annotations

import pytest

from taizhang.reading import read_text

REVIEW = "一、2025年工作回顾\n"
PLAN = "二、2026年工作安排\n"


def doubts(text: str) -> set[str]:
    return {d.code for d in read_text(text).doubts}


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        ("a share above a hundred", "城乡污水处理率达到132%。", {"share"}),
        ("a completion above a hundred", "完成年度任务的132%。", set()),
        ("parts above their total", "签约项目60个，其中亿元以上项目75个。", {"parts"}),
        ("parts below their total", "签约项目60个，其中亿元以上项目25个。", set()),
        ("one indicator, two values", "新增规上工业企业87家。县城更新提速。新增规上工业企业78家。", {"twice"}),
        ("one indicator, the same value twice", "新增规上工业企业87家。县城更新提速。新增规上工业企业87家。", set()),
        ("a year beside five years", "城镇新增就业6900人。五年来，城镇新增就业累计3.4万人。", set()),
        ("a number without its unit", "实现项目投资12亿级突破。", {"unit"}),
    ],
)
def test_a_review_is_doubted_where_its_figures_do_not_agree(case: str, text: str, expected: set[str]) -> None:
    assert doubts(REVIEW + text + "\n") == expected, case


def test_a_level_that_does_not_follow_from_last_years_and_its_growth_is_doubted() -> None:
    text = "2024年地区生产总值500亿元。\n2025年地区生产总值600亿元，增长{}%。\n"
    (doubt,) = read_text(REVIEW + text.format("6")).doubts
    assert (doubt.code, doubt.candidates) == ("growth", ("530亿元", "20.0%"))
    assert doubts(REVIEW + text.format("20")) == set()


def test_a_doubt_gives_its_candidates_and_changes_nothing() -> None:
    reading = read_text(REVIEW + "新增规上工业企业87家。县城更新提速。新增规上工业企业78家。\n")
    (doubt,) = reading.doubts
    assert doubt.candidates == ("87家", "78家")
    assert [str(q.value) for q in reading.quantities] == ["87", "78"]


def test_target_and_result_of_one_indicator_are_no_contradiction() -> None:
    assert doubts(f"{REVIEW}新增规上工业企业87家。\n{PLAN}新增规上工业企业95家。\n") == set()
