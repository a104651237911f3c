"""The words of scopes, standings and of what is wrong with a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as N

from taizhang.api.types import Scope, Standing

SCOPES = {
    Scope.DOCUMENTS_READ: N("读取文件和条目"),
    Scope.DOCUMENTS_WRITE: N("上传、审核和发布文件"),
    Scope.FIGURES_READ: N("读取指标数值"),
    Scope.PROJECTS_READ: N("读取项目和机制"),
    Scope.TASKS_READ: N("读取任务"),
    Scope.TASKS_WRITE: N("办理任务"),
    Scope.PROMISES_READ: N("读取承诺和判定"),
    Scope.PROMISES_WRITE: N("确认和改判承诺"),
    Scope.ORGANISATION_READ: N("读取单位、职务和人员"),
    Scope.JOURNAL_READ: N("读取办理记录"),
}
STANDINGS = {
    Standing.ACTIVE: N("可用"),
    Standing.EXPIRED: N("已到期"),
    Standing.REVOKED: N("已吊销"),
    Standing.VACANT: N("岗位已变动"),
}
WRONG = {
    "missing": N("缺少这个字段。"),
    "extra_forbidden": N("没有这个字段，请核对拼写。"),
    "enum": N("只能是：%(expected)s。"),
    "literal_error": N("只能是：%(expected)s。"),
    "string_too_short": N("不能为空。"),
    "string_too_long": N("太长，最多 %(max_length)s 字。"),
    "less_than_equal": N("不能大于 %(le)s。"),
    "greater_than_equal": N("不能小于 %(ge)s。"),
    "string_pattern_mismatch": N("格式不对，应符合 %(pattern)s。"),
    "too_long": N("太多，最多 %(max_length)s 项。"),
    "too_short": N("至少要有 %(min_length)s 项。"),
}
KINDS = (
    ("int", N("应为整数。")),
    ("date", N("应为日期，例如 2026-11-24。")),
    ("decimal", N('应为数字，写成文本，例如 "12.5"。')),
    ("bool", N("应为 true 或 false。")),
    ("string", N("应为文本。")),
    ("list", N("应为数组。")),
    ("model", N("应为对象。")),
)
OTHER = N("这个值不对。")
BODY = frozenset(("body", "query", "path", "form", "file", "header", "given", "data"))


def invalid(error: Mapping[str, Any]) -> dict[str, str]:
    """One thing wrong with a request (as pydantic has it): the field, and what to write, in both languages."""
    place = [str(part) for part in error["loc"]]
    while len(place) > 1 and place[0] in BODY:
        place = place[1:]
    with override("zh-hans"):
        chinese = _said(error)
    with override("en"):
        english = _said(error)
    return {"field": ".".join(place), "detail": chinese, "detail_en": english}


def _said(error: Mapping[str, Any]) -> str:
    kind, given = error["type"], error.get("ctx") or {}
    if kind in WRONG:
        return gettext(WRONG[kind]) % given
    for start, words in KINDS:
        if kind.startswith(start):
            return gettext(words)
    return gettext(OTHER)
