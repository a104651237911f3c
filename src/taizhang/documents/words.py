"""The words of states, fields and choices, in the language of the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as N

from taizhang.documents.rules import Unfit
from taizhang.page.rules import rule_words
from taizhang.page.words import Language, Say

FIELDS = {
    "indicator": N("指标"), "value": N("数值"), "value_high": N("数值上限"), "unit": N("单位"), "op": N("界限"), "kind": N("性质"),
    "stance": N("口径"), "period": N("所属期"), "measurable": N("可量化"), "name": N("名称"), "type": N("类别"), "stage": N("阶段"),
}  # fmt: skip
CHOICES = {
    "op": {"=": N("等于"), ">=": N("不低于"), ">": N("超过"), "<=": N("不高于"), "<": N("低于"), "~": N("左右")},
    "kind": {"level": N("总量"), "growth": N("增速"), "delta": N("增量"), "share": N("占比"), "rank": N("位次")},
    "stance": {"actual": N("实际"), "estimate": N("预计"), "target": N("目标")},
    "type": {"project": N("项目"), "system": N("机制")},
}
STATES = {"pending": N("待定"), "accepted": N("采用"), "rejected": N("不采用"), "withdrawn": N("已撤回")}
CONDITIONS = {"waiting": N("待读"), "read": N("待审"), "failed": N("读不了"), "published": N("已发布")}
LAYERS = {"quantities": N("数量"), "tasks": N("任务"), "names": N("名称")}
OTHERS = {"doubts": N("疑点"), "numerals": N("未入账数字")}
UNFIT = {
    "choice": N("“%(field)s”只能从所列的几项里选。"),
    "number": N("“%(field)s”要写成数字，例如 1050 或 5.5。"),
    "year": N("“%(field)s”要写成年份，例如 2025 或 2021-2025。"),
    "long": N("“%(field)s”太长。"),
    "empty": N("“%(field)s”不能为空。"),
}


def unfit(wrong: Unfit) -> str:
    """What is wrong with a field, and how to write it."""
    return gettext(UNFIT[wrong.why]) % {"field": gettext(FIELDS[wrong.field])}


def told(key: str) -> str:
    """What a doubt (``doubt.growth``) or a rule (``rule.not.date``) is about, as the reading page says it."""
    language: Language = "en" if (get_language() or "").startswith("en") else "zh"
    return Say(language, rule_words({key.removeprefix("rule.")}))(key)


def choice(field: str, value: Any) -> str:
    """The word for a value of a field with choices; other values as they are."""
    words = CHOICES.get(field, {})
    return gettext(words[value]) if value in words else str(value or "")
