"""Named things of the plan, in the words of reports: what was promised, what is told, what must come of it."""

from __future__ import annotations

import pytest

from taizhang.promises import Verdict
from taizhang.promises.rulewords import RULES
from taizhang.promises.tests.made import beside, thing

SPOKEN = [  # the plan, the next review, a part of the name, the verdict
    ("确保云坪大桥年底前建成通车。", "云坪大桥于11月建成通车。", "云坪大桥", Verdict.DONE),
    ("确保云坪大桥年底前建成通车。", "云坪大桥完成主体结构。", "云坪大桥", Verdict.UNDERWAY),
    ("开工建设云坪体育中心。", "云坪体育中心打下首桩。", "云坪体育中心", Verdict.DONE),
    ("开工建设云坪体育中心。", "云坪体育中心因用地指标未能开工。", "云坪体育中心", Verdict.NOT_YET),
    ("推动云坪通用机场前期工作。", "云坪通用机场选址报告获批。", "云坪通用机场", Verdict.UNDERWAY),
    ("规划建设云坪邻里中心。", "云坪邻里中心刚刚完成选址。", "云坪邻里中心", Verdict.NOT_YET),
    ("建立“双月赛”项目推进机制。", "“双月赛”项目推进机制评出红榜项目36个。", "双月赛", Verdict.DONE),
    ("建立“双月赛”项目推进机制。", "各项工作都有起色。", "双月赛", Verdict.DROPPED),
    ("建成“智慧云坪”综合指挥平台。", "“智慧云坪”指挥平台上线运行。", "智慧云坪", Verdict.DONE),
    ("启动安全生产治本攻坚三年行动。", "安全生产治本攻坚三年行动扎实推进。", "三年行动", Verdict.UNDERWAY),
    ("启用云坪二中渚北校区。", "渚北校区9月迎来首批新生。", "渚北校区", Verdict.DONE),
    ("举办第六届云坪采茶节。", "采茶节因疫情取消。", "采茶节", Verdict.NOT_YET),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "review", "name", "verdict"), SPOKEN)
def test_a_named_thing_and_what_is_told_of_it(plan: str, review: str, name: str, verdict: Verdict) -> None:
    row = thing(plan, review, name)
    assert row.verdict is verdict, (row.stage, row.raw_b)
    assert (row.answer is None) == (verdict is Verdict.DROPPED)
    assert all(rule in RULES for rule in row.rules)


def test_a_name_first_mentioned_in_the_review_is_found_again_in_the_plan() -> None:
    from taizhang.promises import compare
    from taizhang.promises.tests.made import report

    first = report(2025, review="云坪港二期泊位完成六成。", plan="云坪港二期泊位建成投用。")
    rows = compare(first, report(2026, review="云坪港二期泊位建成投用。")).named
    (row,) = [r for r in rows if "泊位" in r.name]
    assert row.at_a > first.source.text.index("二、2025年")
    assert row.verdict is Verdict.DONE


def test_what_is_only_planned_again_is_not_dropped_and_not_sure() -> None:
    from taizhang.promises import compare
    from taizhang.promises.tests.made import report

    first, second = report(2025, plan="建设“云数通”数据平台。"), report(2026, plan="加快建设“云数通”数据平台。")
    (row,) = [r for r in compare(first, second).named if "云数通" in r.name]
    assert row.verdict in (Verdict.UNDERWAY, Verdict.NOT_YET)
    assert row.confidence < 0.5


def test_a_count_of_things_is_no_name() -> None:
    assert [r.name for r in beside("新建社区食堂12个。", "新建社区食堂12个。").named if "食堂" in r.name] == []
