"""Names of states, lights and kinds, and the sentences of rules, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext, gettext_noop

from taizhang.ledger.types import Op
from taizhang.tasks.types import Because, Decision, Light, ListKind, RequestKind, Satisfaction, State

STATES = {
    State.DRAFTED: gettext_noop("拟办"),
    State.ASSIGNED: gettext_noop("待签收"),
    State.ARBITRATION: gettext_noop("退回待裁"),
    State.UNDERWAY: gettext_noop("办理中"),
    State.REOPENED: gettext_noop("反弹重办"),
    State.CLOSING: gettext_noop("申请销号"),
    State.CLOSED: gettext_noop("已销号"),
    State.CANCELLED: gettext_noop("已予撤销"),
}
LIGHTS = {
    Light.RED: gettext_noop("红"),
    Light.YELLOW: gettext_noop("黄"),
    Light.BLUE: gettext_noop("蓝"),
    Light.GREY: gettext_noop("灰"),
    Light.WATCH: gettext_noop("浅绿"),
    Light.GREEN: gettext_noop("绿"),
}
LISTS = {
    ListKind.REPORT: gettext_noop("政府工作报告任务分解"),
    ListKind.RESPONSIBILITY: gettext_noop("责任清单"),
    ListKind.PRACTICAL: gettext_noop("民生实事"),
}
REQUESTS = {
    RequestKind.RETURN: gettext_noop("退回"),
    RequestKind.EXTENSION: gettext_noop("延期"),
    RequestKind.CHANGE: gettext_noop("调整目标"),
    RequestKind.CANCEL: gettext_noop("撤销任务"),
    RequestKind.CLOSE: gettext_noop("销号"),
}
DECISIONS = {
    Decision.PENDING: gettext_noop("待批"),
    Decision.APPROVED: gettext_noop("同意"),
    Decision.REFUSED: gettext_noop("不同意"),
}
RATINGS = {
    Satisfaction.GOOD: gettext_noop("满意"),
    Satisfaction.FAIR: gettext_noop("基本满意"),
    Satisfaction.POOR: gettext_noop("不满意"),
}
OPS = {
    Op.EQ: gettext_noop("达到"),
    Op.GE: gettext_noop("不少于"),
    Op.GT: gettext_noop("超过"),
    Op.LE: gettext_noop("不超过"),
    Op.LT: gettext_noop("低于"),
    Op.ABOUT: gettext_noop("左右"),
}
REASONS = {
    "cancelled": gettext_noop("任务已撤销。"),
    "drafted": gettext_noop("尚未交办。"),
    "closed": gettext_noop("%(day)s 销号。"),
    "closed-late": gettext_noop("%(day)s 销号，晚于时限 %(days)s 天。"),
    "no-complaint": gettext_noop("没有逾期的步骤和进展。"),
    "overdue": gettext_noop("时限 %(due)s，逾期 %(days)s 天。"),
    "asked": gettext_noop("%(day)s 申请销号，待核查。"),
    "soon": gettext_noop("时限 %(due)s，还剩 %(days)s 天。"),
    "unsigned": gettext_noop("交办 %(days)s 天未签收，应在 %(limit)s 天内签收。"),
    "waiting": gettext_noop("待签收，交办 %(days)s 天，应在 %(limit)s 天内签收。"),
    "step-late": gettext_noop("%(all)s 个步骤中逾期 %(late)s 个，占 %(points)s%%，最早的是“%(step)s”。"),
    "step-soon": gettext_noop("步骤“%(step)s”应在 %(due)s 前完成。"),
    "steps": gettext_noop("%(all)s 个步骤已完成 %(done)s 个，无逾期。"),
    "silent": gettext_noop("自 %(month)s 起 %(months)s 个月未报进展。"),
    "no-figure": gettext_noop("“%(name)s”尚无数据。"),
    "ceiling-kept": gettext_noop("%(name)s（至 %(month)s）：%(actual)s%(unit)s，未超过 %(target)s%(unit)s。"),
    "ceiling-broken": gettext_noop(
        "%(name)s（至 %(month)s）：%(actual)s%(unit)s，超过 %(target)s%(unit)s 的 %(points)s%%。"
    ),
    "about": gettext_noop("%(name)s（至 %(month)s）：%(actual)s%(unit)s，在 %(target)s%(unit)s 左右。"),
    "pace-kept": gettext_noop(
        "%(name)s（至 %(month)s）：%(actual)s ÷ %(target)s%(unit)s = %(ratio)s%%，序时 %(share)s%%，超前 %(points)s 个百分点。"
    ),
    "pace-behind": gettext_noop(
        "%(name)s（至 %(month)s）：%(actual)s ÷ %(target)s%(unit)s = %(ratio)s%%，序时 %(share)s%%，落后 %(points)s 个百分点。"
    ),
    "rate-kept": gettext_noop("%(name)s（至 %(month)s）：%(actual)s%(unit)s，达到目标 %(target)s%(unit)s。"),
    "rate-behind": gettext_noop(
        "%(name)s（至 %(month)s）：%(actual)s%(unit)s，为目标 %(target)s%(unit)s 的 %(ratio)s%%，差 %(points)s 个百分点。"
    ),
    "not-started": gettext_noop("计划 %(month)s 启动，至 %(reported)s 连续 %(months)s 个月未启动。"),
}
UNFIT = {
    "empty": gettext_noop("是空文件，请重新选择。"),
    "kind": gettext_noop("不是可收的佐证材料：请用 JPG、PNG、WebP 图片，或 PDF、DOCX、XLSX 文件。"),
    "heic": gettext_noop("是 HEIC 照片，多数电脑打不开：请在手机相机设置中选“兼容性最佳”，或另存为 JPG 再传。"),
    "macro": gettext_noop("带有宏，不能收：请另存为不带宏的文件，或导出为 PDF。"),
    "broken": gettext_noop("已损坏，读不完整：请从原处重新取一份。"),
    "large-picture": gettext_noop("超过 10 MB：请压缩图片后再传。"),
    "large-paper": gettext_noop("超过 20 MB：请拆分或压缩后再传。"),
}


def sentence(one: Because) -> str:
    """The rule's sentence with its figures."""
    return gettext(REASONS[one.rule]) % one.figures


def reasons(stored: Iterable[tuple[str, str, dict[str, str]]]) -> list[Because]:
    """What `Task.because` holds, typed again."""
    return [Because(Light(light), rule, figures) for light, rule, figures in stored]


def month_words(month: date) -> str:
    """2026年6月."""
    return gettext("%(year)s年%(month)s月") % {"year": month.year, "month": month.month}
