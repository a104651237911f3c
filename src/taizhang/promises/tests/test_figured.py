"""Promises with a figure, in the words of reports: plan, review, what must come of it."""

from __future__ import annotations

import pytest

from taizhang.promises import Verdict, compare
from taizhang.promises.rulewords import RULES
from taizhang.promises.tests.made import beside, only, report

ANSWERED = [  # what the plan says, what the next review says, the verdict
    ("新增规上工业企业40家。", "新增规上工业企业46家。", Verdict.EXCEEDED),
    ("新建停车位500个。", "新建停车位510个。", Verdict.KEPT),
    ("新增公共停车位600个。", "公共停车位增加612个。", Verdict.KEPT),
    ("改造农村厕所2400户。", "农村户厕改造2430户。", Verdict.KEPT),  # said otherwise, the verb behind
    ("出栏生猪26万头。", "生猪出栏22万头。", Verdict.PARTLY),
    ("改造老旧小区22个。", "22个老旧小区改造全面完成。", Verdict.KEPT),
    ("实际利用外资1.6亿美元。", "实际利用外资7000万美元。", Verdict.MISSED),  # 亿 against 万
    ("新增绿地120公顷。", "新增绿地1900亩。", Verdict.KEPT),  # hectares against mu
    ("创建省级智能工厂3—5家。", "创建省级智能工厂4家。", Verdict.KEPT),
    ("网络零售额翻一番。", "网络零售额增长41%。", Verdict.MISSED),  # twice as much is a growth of 100 %
    ("跨境电商交易额增长30%。", "跨境电商交易额增长1.6倍。", Verdict.EXCEEDED),
    ("一般性支出压减5%。", "一般性支出压减5.2%。", Verdict.KEPT),
    ("城镇登记失业率控制在3%以内。", "城镇登记失业率2.6%。", Verdict.KEPT),
    ("居民消费价格涨幅控制在3%左右。", "居民消费价格上涨1.9%。", Verdict.KEPT),
    ("PM2.5平均浓度30微克/立方米以下。", "PM2.5平均浓度31.8微克/立方米。", Verdict.MISSED),
    ("综合竞争力进入全省前40位。", "综合竞争力居全省第43位。", Verdict.MISSED),
    ("新建5G基站210个。", "累计建成5G基站530个。", Verdict.CHANGED),
    ("新增经营主体2万户。", "经营主体总量11万户。", Verdict.CHANGED),
    ("旅游综合收入增长15%。", "旅游综合收入突破30亿元。", Verdict.CHANGED),
    ("实施技改项目80个。", "技改投资增长21%。", Verdict.CHANGED),
    ("新建口袋公园6个。", "绿化造林3000亩。", Verdict.DROPPED),
    ("完成农贸市场改造6家。", "农贸市场面貌一新。", Verdict.UNVERIFIABLE),
    ("化解隐性债务18亿元。", "隐性债务化解超额完成上级任务。", Verdict.UNVERIFIABLE),
    ("改造农村户厕1500座。", "农村户厕改造未能如期完成。", Verdict.MISSED),
    ("一季度末前开通镇村公交线路8条。", "8条镇村公交线路12月全部开通。", Verdict.LATE),
    ("一季度末前开通镇村公交线路8条。", "8条镇村公交线路2月全部开通。", Verdict.KEPT),
    ("办好10件民生实事。", "10件民生实事办结8件。", Verdict.PARTLY),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "review", "verdict"), ANSWERED)
def test_a_promise_and_its_answer(plan: str, review: str, verdict: Verdict) -> None:
    row = only(plan, review)
    assert row.verdict is verdict, (row.arithmetic, row.raw_b)
    assert row.arithmetic
    assert all(rule in RULES for rule in row.rules)


def test_every_row_shows_both_sentences_at_their_raw_places() -> None:
    comparison = beside("新建停车位500个，改造危桥12座。", "改造危桥15座，新建停车位480个。")
    a, b = comparison.first.source.text, comparison.second.source.text
    for row in comparison.figured:
        assert row.answer is not None
        assert a[row.at_a :].startswith(row.raw_a)
        assert b[row.answer.span.start : row.answer.span.end] == row.raw_b
        assert str(row.raw_b) in b[row.answer.sentence.start : row.answer.sentence.end]


def test_the_arithmetic_reads_as_an_office_writes_it() -> None:
    assert (
        only("新开工亿元以上项目60个以上。", "新开工亿元以上项目61个。").arithmetic == "实际61个 / 目标≥60个 = 101.7%"
    )


def test_a_sum_that_only_qualifies_tells_two_promises_apart() -> None:
    rows = beside(
        "签约亿元以上产业项目90个，其中10亿元以上项目8个。", "签约亿元以上产业项目97个，其中10亿元以上项目5个。"
    ).figured
    assert [(r.raw_a, r.raw_b, r.verdict) for r in rows] == [
        ("90个", "97个", Verdict.KEPT),
        ("8个", "5个", Verdict.PARTLY),
    ]


def test_the_goals_of_five_years_are_no_promise_of_the_year() -> None:
    assert [r.raw_a for r in beside("到2030年森林覆盖率达到66%。新建停车位500个。", "新建停车位500个。").figured] == [
        "500个"
    ]


def test_income_that_keeps_step_with_the_economy_is_a_promise_without_figure() -> None:
    comparison = beside(
        "居民人均可支配收入增长与经济增长同步。", "地区生产总值增长6.6%，全体居民人均可支配收入增长6.7%。"
    )
    (row,) = comparison.figured
    assert (row.target.value, row.raw_b, row.verdict) == (None, "6.7%", Verdict.KEPT)


def test_a_promise_made_twice_is_answered_twice() -> None:
    rows = beside("地区生产总值增长6%。\n（一）地区生产总值增长6%，新建停车位500个。", "地区生产总值增长6.1%。").figured
    assert [r.verdict for r in rows if r.raw_a == "6%"] == [Verdict.KEPT, Verdict.KEPT]


def test_five_years_of_a_thing_do_not_answer_for_one() -> None:
    text = (
        "云坪县人民政府工作报告\n——2026年1月9日在云坪县第十八届人民代表大会第一次会议上\n"
        "一、过去五年工作回顾\n过去五年，五年来累计改造老旧小区90个。\n2025年，我们改造老旧小区21个，改造危桥9座。\n"
        "二、2026年工作安排\n2026年，改造老旧小区10个。\n"
    )
    from taizhang.reading.pipeline import read_text

    rows = compare(report(2025, plan="改造老旧小区20个，改造危桥9座。"), read_text(text)).figured
    assert [(r.raw_b, r.verdict) for r in rows] == [("21个", Verdict.KEPT), ("9座", Verdict.KEPT)]


def test_a_person_confirms_or_corrects_a_match() -> None:
    first = report(2025, plan="新建停车位500个。")
    second = report(2026, review="新建停车位480个，新建充电桩500个。")
    (row,) = compare(first, second).figured
    assert row.raw_b == "480个"
    other = next(q.id for q in second.quantities if q.raw == "500个")
    (corrected,) = compare(first, second, settled={row.target.id: other}).figured
    assert (corrected.raw_b, corrected.verdict, corrected.confidence) == ("500个", Verdict.KEPT, 1.0)
    (refused,) = compare(first, second, settled={row.target.id: None}).figured
    assert refused.outcome is None


def test_candidates_come_with_scores_best_first() -> None:
    row = only("新建停车位500个。", "新建停车位480个，新增停车位充电桩60个。")
    assert [c.score for c in row.candidates] == sorted((c.score for c in row.candidates), reverse=True)
    assert row.candidates[0].outcome.raw == "480个"
