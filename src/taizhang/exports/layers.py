"""The layers of a reading, and the Chinese head of every column."""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """One layer of a reading."""

    QUANTITIES = "quantities"
    TASKS = "tasks"
    NAMES = "names"
    DOUBTS = "doubts"
    NUMERALS = "numerals"


FACTS = (Layer.QUANTITIES, Layer.TASKS, Layer.NAMES)
"""The layers that state facts; doubts and the account of numerals are about them."""

TITLES = {
    Layer.QUANTITIES: "数量",
    Layer.TASKS: "任务",
    Layer.NAMES: "名称",
    Layer.DOUBTS: "疑点",
    Layer.NUMERALS: "数字清点",
}

HEADS: dict[Layer, dict[str, str]] = {
    Layer.QUANTITIES: {
        "at": "起",
        "raw": "原文",
        "value": "数值",
        "value_high": "数值上限",
        "unit": "单位",
        "op": "界限",
        "kind": "性质",
        "stance": "口径",
        "period": "所属期",
        "indicator": "指标",
        "id": "编号",
        "end": "止",
        "code": "指标代码",
        "region": "地区",
        "section": "章节",
        "sentence_at": "句起",
        "sentence_end": "句止",
        "confidence": "把握",
        "rules": "规则",
        "sentence": "原句",
    },
    Layer.TASKS: {
        "at": "起",
        "end": "止",
        "task": "任务",
        "measurable": "可量化",
        "heading": "标题句",
        "targets": "预期目标",
        "id": "编号",
        "quantities": "所含数量",
        "region": "地区",
        "section": "章节",
        "confidence": "把握",
        "rules": "规则",
        "sentence": "原句",
    },
    Layer.NAMES: {
        "at": "起",
        "raw": "原文",
        "name": "名称",
        "type": "类别",
        "stage": "阶段",
        "id": "编号",
        "end": "止",
        "region": "地区",
        "section": "章节",
        "confidence": "把握",
        "rules": "规则",
    },
    Layer.DOUBTS: {
        "at": "起",
        "end": "止",
        "raw": "原文",
        "doubt": "疑点",
        "facts": "相关条目",
        "candidates": "可能取值",
        "id": "编号",
    },
    Layer.NUMERALS: {"at": "起", "end": "止", "raw": "原文", "fact": "归属条目", "reason": "不计原因"},
}
"""Field name → Chinese head, in the order of the columns, for each layer."""

WORDS = {
    "actual": "实际",
    "estimate": "预计",
    "target": "目标",
    "level": "总量",
    "growth": "增速",
    "delta": "增量",
    "share": "占比",
    "rank": "位次",
    "project": "项目",
    "system": "制度",
}
WORDED = {"stance", "result_stance", "kind", "type"}
"""The columns whose values people are shown in words (WORDS)."""
