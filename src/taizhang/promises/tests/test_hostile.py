"""Reports that no office writes: empty, endless, full of one phrase. Nothing may fail, and nothing may take long."""

from __future__ import annotations

import time

import pytest

from taizhang.promises import Verdict, compare
from taizhang.promises.tests.made import beside, report

DISTRICTS = "江河湖海山川林泉云雨风雪春夏秋冬东南西北"


def many(count: int, verb: str) -> str:
    """So many different counts in one plan or review."""
    said = (
        f"{verb}{DISTRICTS[i % 20]}{DISTRICTS[i // 20 % 20]}{DISTRICTS[i // 400]}片区{'养老床位停车泊位污水管网'[i % 3 * 4 : i % 3 * 4 + 4]}{i + 7}个"
        for i in range(count)
    )
    return "。".join(said) + "。"


def test_an_empty_report_answers_nothing() -> None:
    rows = beside("新建停车位500个，改造危桥12座。开工建设云坪体育中心。", "")
    assert {row.verdict for row in rows.figured} == {Verdict.DROPPED}
    assert all(row.verdict is Verdict.DROPPED for row in rows.named)


def test_an_empty_plan_promises_nothing() -> None:
    comparison = compare(report(2025, plan=""), report(2026, review="新建停车位500个。"))
    assert comparison.figured == ()
    assert comparison.tally() == {"figured": {}, "named": {}}


@pytest.mark.parametrize(
    "plan",
    [
        "增长" * 2000 + "5%。",
        "新建停车位" * 400 + "9个。",
        "“" * 3000,
        "新建停车位9" + "0" * 300 + "个。",
        "网络零售额翻九千九百番。",
        "与经济增长同步" * 300 + "。",
        "开工建设" * 800 + "大桥。",
        "新增企业0家，新增企业0.0%。",
    ],
)
def test_senseless_text_is_judged_without_failing(plan: str) -> None:
    started = time.process_time()
    beside(plan, plan)
    assert time.process_time() - started < 10


def test_three_hundred_promises_against_six_hundred_figures_take_seconds_at_most() -> None:
    first, second = report(2025, plan=many(300, "新建")), report(2026, review=many(600, "新建"))
    assert len(second.quantities) >= 600
    started = time.process_time()
    comparison = compare(first, second)
    assert len(comparison.figured) >= 300
    assert time.process_time() - started < 6  # 2 s on one core of a laptop
