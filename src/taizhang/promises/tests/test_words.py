"""Rule tables in the trade's words: what is compared when wording, dates, units and figures are compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taizhang.ledger.types import Kind, Op
from taizhang.promises.basis import alike
from taizhang.promises.dates import AFTER_THE_YEAR, came, due
from taizhang.promises.naming import short
from taizhang.promises.stages import Stage, meant, seen
from taizhang.promises.wording import core, marks, thresholds, topic
from taizhang.promises.words import figure, number, percent

CORES = [
    ("新增规模以上工业企业", "规上工业"), ("改造农村户厕", "农村厕所"), ("农村户厕改造", "农村厕所"), ("一般公共预算收入", "预算收入"),
    ("提档升级农村公路", "农村公路"), ("拓宽乡道村道", "农村公路"), ("改造提升养殖水面", "养殖池塘"), ("研发经费支出", "研发投入"), ("10亿元以上", "项目"),
]  # fmt: skip


@pytest.mark.parametrize(("indicator", "said"), CORES)
def test_the_core_of_an_indicator(indicator: str, said: str) -> None:
    found = core(indicator)
    assert said in found
    assert len(found) <= len(said) + 2


def test_the_topic_leaves_the_measure_out() -> None:
    assert topic("研发投入占比") == "研发投入"
    assert topic("占比") == "占比"


def test_marks_that_exclude_each_other() -> None:
    assert marks("城镇居民收入") != marks("农村居民收入")
    assert marks("省级智能工厂") != marks("市级智能工厂")
    assert thresholds("签约1亿元以上项目") == thresholds("签约亿元以上项目") != thresholds("签约10亿元以上项目")


@pytest.mark.parametrize(
    ("clause", "month"),
    [
        ("一季度末前开通公交线路", 3), ("上半年交付使用", 6), ("6月底前投产", 6), ("“五一”前建成开放", 4), ("秋学期启用", 9),
        ("年内建成", None), ("12月底前建成", None), ("建成公园", None),
    ],
)  # fmt: skip
def test_by_when_a_clause_promises(clause: str, month: int | None) -> None:
    assert due(clause) == month


@pytest.mark.parametrize(
    ("clause", "month"),
    [
        ("12月全部开通", 12), ("国庆前开门迎客", 10), ("2026年1月建成", AFTER_THE_YEAR), ("今年1月投用", AFTER_THE_YEAR), ("全部开通", None),
    ],
)  # fmt: skip
def test_when_a_clause_says_that_it_came(clause: str, month: int | None) -> None:
    assert came(clause, 2025) == month


@pytest.mark.parametrize(
    ("value", "unit", "kind", "op", "said"),
    [
        (160_000_000, "美元", Kind.LEVEL, Op.EQ, "1.6亿美元"), (32_000, "亩", Kind.LEVEL, Op.GE, "≥3.2万亩"), ("-2.8", "%", Kind.GROWTH, Op.LE, "≥降2.8%"),
        ("6.5", "%", Kind.GROWTH, Op.ABOUT, "≈增6.5%"), (43, "位", Kind.RANK, Op.EQ, "第43位"), ("100.0", "%", Kind.SHARE, Op.EQ, "100%"),
    ],
)  # fmt: skip
def test_a_figure_as_an_office_writes_it(value: object, unit: str, kind: Kind, op: Op, said: str) -> None:
    assert figure(Decimal(str(value)), unit, kind, op) == said


def test_figures_beyond_all_sense_stay_short() -> None:
    assert len(number(Decimal(10) ** 4000)) < 30
    assert len(percent(Decimal(10) ** 4000)) < 30


def test_counting_words_that_stand_for_each_other() -> None:
    assert alike("个", "家")
    assert alike("人", "名")
    assert not alike("个", "元")
    assert not alike("人", "户")


@pytest.mark.parametrize(
    ("behind", "stage"),
    [
        ("正式投产", Stage.DONE), ("主体封顶", Stage.HALFWAY), ("完成七成工程量", Stage.GOING_ON), ("仍在办理前期手续", Stage.PREPARED), ("破土动工", Stage.BEGUN),
        ("因用地指标未能开工", Stage.HELD_UP), ("延期举办", Stage.HELD_UP), ("选址报告获批", Stage.PREPARED), ("扎实推进", Stage.GOING_ON), ("", Stage.UNSAID),
    ],
)  # fmt: skip
def test_how_far_a_thing_is_said_to_be(behind: str, stage: Stage) -> None:
    assert seen(behind).stage is stage


@pytest.mark.parametrize(
    ("before", "behind", "stage"),
    [
        ("", "主体封顶", Stage.HALFWAY), ("开工建设", "", Stage.BEGUN), ("谋划", "", Stage.PREPARED), ("推动", "前期工作", Stage.PREPARED), ("建成", "", Stage.DONE),
        ("加快", "建设", Stage.GOING_ON), ("", "年内建成开放", Stage.DONE), ("", "", Stage.UNSAID),
    ],
)  # fmt: skip
def test_how_far_a_thing_was_to_come(before: str, behind: str, stage: Stage) -> None:
    assert meant(before, behind).stage is stage


@pytest.mark.parametrize(
    ("name", "said"),
    [("“荻惠贷”", "荻惠贷"), ("做响“荻田鲜”区域公用品牌", "荻田鲜区域公用品牌"), ("第三届荻商发展大会", "荻商发展大会"), ("汀湖水厂深度处理工程", "汀湖水厂深度处理")],
)  # fmt: skip
def test_what_a_thing_is_called_in_short(name: str, said: str) -> None:
    assert short(name) == said
