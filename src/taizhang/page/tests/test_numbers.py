"""Figures are printed as a ledger prints them."""

from __future__ import annotations

import pytest

from taizhang.page.numbers import amount
from taizhang.reading.pipeline import read_text

FRONT = "云河县2024年政府工作报告\n一、2023年工作回顾\n"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("地区生产总值1050亿元。", ("1,050", "亿元")),
        ("城镇新增就业2.35万人。", ("2.35", "万人")),
        ("一般公共预算收入增长5.50%。", ("5.5", "%")),
        ("单位能耗下降2%。", ("\N{MINUS SIGN}2", "%")),
        ("新增规模以上企业60家以上。", ("≥60", "家")),
        ("开展惠民活动60余场。", (">60", "场")),
        ("每万人口专利拥有量31.6件。", ("31.6", "件")),
        ("全体居民人均可支配收入38260元。", ("38,260", "元")),
    ],
)
def test_a_quantity_is_shown_with_the_unit_of_its_text(sentence: str, shown: tuple[str, str]) -> None:
    (quantity,) = read_text(FRONT + sentence).quantities
    assert amount(quantity) == shown
