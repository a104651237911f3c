"""The rules of the reader in words: Chinese from here, English from the RULES tables of the reader itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from taizhang import reading

CHINESE = {
    "indicator.before": "取数字前的短语作指标",
    "indicator.behind": "取数字后的名词，连同前面的动词",
    "indicator.carried": "自身无短语，沿用前一个数字的指标",
    "indicator.verb-carried": "并列各项共用首个动词",
    "indicator.noun-carried": "只有动词，沿用前面的名词",
    "indicator.of": "“总投资”“面积”归于前面所说的事物",
    "indicator.heads": "“分别”使各主语与各数字一一对应",
    "indicator.industries": "三次产业结构的比重",
    "indicator.clause": "别无所指，取前面的分句",
    "op.after": "数字后的“以上”“左右”“以内”",
    "op.before": "数字前的“超”“突破”“不低于”“近”",
    "op.inside": "数字中的“余”“多”",
    "kind.rank": "次序中的位置",
    "kind.points": "百分点是变化量",
    "kind.growth": "变化词之后的百分数",
    "kind.share": "没有变化词的百分数",
    "kind.delta": "绝对量的变化",
    "kind.level": "总量或件数",
    "sign.fall": "下降记作负数",
    "stance.part": "按所在部分：回顾为实际，安排为目标",
    "stance.expected": "对回顾期的“预计”",
    "stance.future": "回顾中说将来的词",
    "stance.done": "安排中说已完成的词",
    "period.part": "取所在部分的年度",
    "period.before": "“由……到……”的前一个数属上一年",
    "period.state": "多年回顾中的现状属最后一年",
    "period.until": "“到某年”",
    "period.plan": "“十四五”等规划期",
    "period.each": "“每年”不属于某一年",
    "period.named": "分句中写明的年份",
    "period.none": "单个项目的总投资不属于某一年",
    "table.cell": "表格单元格：单位、年度、口径取自行、列表头",
    "not.date": "日期、年份、时刻",
    "not.duration": "时长、年龄",
    "not.ordinal": "序次：届、次、批",
    "not.code": "型号、道路、线路、等级、热线的编号",
    "not.quoted-name": "引号内的名称或口号",
    "not.threshold": "只用来限定事物的门槛",
    "not.class": "规模等级，如百亿级",
    "not.grouping": "某一组事物的固定项数",
    "not.vague": "不计数的数词",
    "not.numbering": "标题、条目、注释、页码的编号",
    "not.word": "词语中的数字",
    "not.no-unit": "没有单位的数",
    "not.front": "标题、文头中的数字",
    "not.back": "名词解释、文尾中的数字",
    "not.unread": "句子之外的数字",
    "task.heading": "标题",
    "task.targets": "全年主要预期目标",
    "task.address": "对会议的称呼，或结束语",
    "task.requirement": "全年总体要求",
    "task.year": "说明这一年的意义",
    "task.preamble": "位于目标之前，或目标与第一节之间",
    "task.peroration": "一节或全文的收束",
    "task.transition": "引出下文各项",
    "task.ideology": "思想、忠诚、作风，没有要办的事",
    "task.description": "描述现状或应有的样子",
    "task.present": "正在进行或已经完成的事",
    "task.lead": "一节的开头语",
    "task.target": "含有目标数字",
    "task.aspiration": "本节的原则或口号",
    "task.own-conduct": "政府自身作风，没有要建立的事物",
    "task.action": "对明确事物的行动",
    "task.none": "没有行动",
}
"""Rule id → what it saw. A rule that is not here is shown in English."""

PLAIN = {
    "number.arabic": ("阿拉伯数字", "digits"),
    "number.chinese": ("汉字数词", "a numeral in characters"),
    "number.multiplier": ("“万”“亿”作单位", "a bare 万 or 亿"),
    "number.round": ("“百”“千”等整数", "a round number in characters"),
    "number.shared-unit": ("与后一个数共用单位", "shares the unit of the figure behind it"),
    "number.index": ("指数，本无单位", "an index, which has no unit"),
    "number.time": ("以时间计量", "measured in time"),
    "number.industry-1": ("第一产业", "the primary sector"),
    "number.industry-2": ("第二产业", "the secondary sector"),
    "number.industry-3": ("第三产业", "the tertiary sector"),
    "rank.ordinal": ("“第”字的位次", "an ordinal"),
    "rank.front": ("“前”字的位次", "among the first"),
}
"""Rules too plain for a row in the tables, in both languages."""


@cache
def english() -> dict[str, str]:
    """Rule id → what it saw: the first entry of each row of the RULES tables."""
    found: dict[str, str] = {}
    for module in walk_packages(reading.__path__, f"{reading.__name__}."):
        if ".sources." not in module.name and ".tests" not in module.name:
            table: dict[str, tuple[str, ...]] = getattr(import_module(module.name), "RULES", {})
            found |= {rule: row[0] for rule, row in table.items()}
    return found


def rule_words(rules: set[str]) -> dict[str, tuple[str, str]]:
    """``rule.ID`` → (Chinese, English) for each of `rules` that is described somewhere."""
    known = english()
    words = {
        rule: (CHINESE.get(rule) or known[rule], known.get(rule) or CHINESE[rule])
        for rule in CHINESE.keys() | known.keys()
    }
    words = PLAIN | words
    return {f"rule.{rule}": words[rule] for rule in sorted(rules & words.keys())}
