"""Words and shapes of verdicts, states and sorts, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N

from taizhang.promises.rulewords import RULES
from taizhang.promises.states import Sort, State
from taizhang.promises.types import Verdict

VERDICTS: dict[str, str] = {
    Verdict.EXCEEDED: N("超额完成"), Verdict.KEPT: N("完成"), Verdict.DONE: N("已落实"), Verdict.LATE: N("逾期完成"), Verdict.PARTLY: N("部分完成"),
    Verdict.UNDERWAY: N("推进中"), Verdict.CHANGED: N("口径变化"), Verdict.UNVERIFIABLE: N("提及而无数据"), Verdict.NOT_YET: N("未启动"),
    Verdict.MISSED: N("未完成"), Verdict.DROPPED: N("未再提及"),
}  # fmt: skip
"""What an office calls each verdict, from the best to the worst, in the order of charts."""
MEANT: dict[str, str] = {
    Verdict.EXCEEDED: N("超出目标10%以上，或超过下限10%以上"), Verdict.KEPT: N("达到目标；上限未突破"), Verdict.DONE: N("达到所承诺的阶段"),
    Verdict.LATE: N("晚于承诺的日期，或隔年方完成"), Verdict.PARTLY: N("完成一半以上而未达目标"), Verdict.UNDERWAY: N("有进展而未达所承诺的阶段"),
    Verdict.CHANGED: N("答复换了口径，不作计算"), Verdict.UNVERIFIABLE: N("再次提及，但没有数字"), Verdict.NOT_YET: N("未能实施或仍在前期"),
    Verdict.MISSED: N("不足一半，或突破上限，或报告自称未完成"), Verdict.DROPPED: N("后一年报告再未提及"),
}  # fmt: skip
STATES: dict[str, str] = {State.OPEN: N("待确认"), State.CONFIRMED: N("已确认"), State.CORRECTED: N("已改判")}
CHOICES: dict[str, str] = {**STATES, "differs": N("与新比对有出入"), "unsure": N("把握低的待确认")}
"""What the list can be narrowed to by state."""
SORTS: dict[str, str] = {Sort.FIGURED: N("数量承诺"), Sort.NAMED: N("事项承诺")}
KINDS: dict[str, str] = {
    "level": N("总量"), "growth": N("增速"), "delta": N("增量"), "share": N("占比"), "rank": N("位次"), "project": N("项目"), "system": N("机制"),
}  # fmt: skip


def verdict(value: str) -> str:
    """The word for a verdict."""
    return gettext(VERDICTS[value])


def rule(key: str, *, english: bool) -> str:
    """What a rule says; its id where it has no words."""
    return RULES[key][english] if key in RULES else key
