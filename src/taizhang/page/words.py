"""Every string of the pages, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
TAGS = {"zh": "zh-Hans", "en": "en"}

WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "brand": ("台账", "Taizhang"),
    "language": ("English", "中文"),
    "language.switch": ("Switch to English", "切换为中文"),
    "skip": ("跳到台账", "Skip to the ledger"),
    "close": ("关闭", "Close"),
    "untitled": ("（无标题）", "(no title)"),
    "no-place": ("未识别地区", "place not found"),
    "several-places": ("多个地区", "several places"),
    "reviewed": ("回顾", "reviews"),
    "planned": ("安排", "plans"),
    "year-unknown": ("年度未识别", "year not found"),
    "characters": ("字", "characters"),
    "digest": ("文件摘要", "digest"),
    "notes": ("读入说明", "notes on opening"),
    "search": ("查找指标、原文、项目…", "Search indicators, text, projects…"),
    "search.label": ("查找", "Search"),
    "outline": ("篇章", "Outline"),
    "glossary": ("名词解释", "Glossary"),
    "help": ("按键", "Keys"),
    "download": ("下载", "Download"),
    "download.xlsx": ("Excel 台账", "Excel workbook"),
    "download.csv.quantities": ("CSV 数量", "CSV, quantities"),
    "download.csv.tasks": ("CSV 任务", "CSV, tasks"),
    "download.csv.names": ("CSV 名称", "CSV, names"),
    "download.jsonl": ("JSONL", "JSONL"),
    "download.json": ("JSON", "JSON"),
    "download.parquet": ("Parquet", "Parquet"),
    "download.document": ("原文文本", "Document text"),
    "export": ("导出", "Export"),
    "export.shown": ("把所示各条导出为 CSV", "Export the rows shown as CSV"),
    "view.clean": ("修复后", "Repaired"),
    "view.raw": ("原样", "As found"),
    "view.label": ("正文显示方式", "How the text is shown"),
    "view.same": ("此文无需修复，原样与修复后相同。", "Nothing had to be repaired: both texts are the same."),
    # the account of numerals
    "account": ("数字清点", "Numerals"),
    "account.of": ("个数字，全部有去向", "numerals, all accounted for"),
    "account.open": ("未说明去向", "unaccounted for"),
    "claimed": ("计入台账", "In the ledger"),
    # layers
    "quantities": ("数量", "Quantities"),
    "tasks": ("任务", "Tasks"),
    "names": ("名称", "Names"),
    "doubts": ("疑点", "Doubts"),
    "numerals": ("未计数字", "Not counted"),
    "damaged": ("残损", "Damaged"),
    "document": ("原文", "Text"),
    "ledger": ("台账", "Ledger"),
    "layers": ("标记", "Marks"),
    "places": ("处", "places"),
    # fields
    "indicator": ("指标", "Indicator"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "kind": ("性质", "Kind"),
    "stance": ("口径", "Stance"),
    "period": ("所属期", "Period"),
    "section": ("章节", "Section"),
    "region": ("地区", "Region"),
    "confidence": ("把握", "Confidence"),
    "confidence.low": ("把握较低", "low confidence"),
    "sentence": ("原句", "Sentence"),
    "judged": ("判定", "Judged"),
    "figures": ("数量", "Figures"),
    "name": ("名称", "Name"),
    "type": ("类别", "Type"),
    "stage": ("阶段", "Stage"),
    "doubt": ("疑点", "Doubt"),
    "raw": ("原文", "As written"),
    "facts": ("涉及", "About"),
    "candidates": ("可能取值", "Candidates"),
    "numeral": ("数字", "Numeral"),
    "reason": ("去向", "Reason"),
    "exact": ("基本单位", "Base units"),
    "bound": ("界限", "Bound"),
    "code": ("指标目录", "Catalogue"),
    "code.none": ("目录中没有此名称", "no such name in the catalogue"),
    "offsets": ("位置", "Offsets"),
    "page": ("页", "page"),
    "id": ("编号", "Id"),
    "rules": ("依据", "Decided by"),
    "in-task": ("所在任务", "Task"),
    "lost": ("残缺", "lost"),
    "none": ("—", "—"),
    "part.review": ("工作回顾", "Review"),
    "part.plan": ("工作安排", "Plan"),
    "part.back": ("附注", "Back matter"),
    # values
    "stance.actual": ("实际", "actual"),
    "stance.estimate": ("预计", "estimate"),
    "stance.target": ("目标", "target"),
    "kind.level": ("总量", "level"),
    "kind.growth": ("增速", "growth"),
    "kind.delta": ("增量", "change"),
    "kind.share": ("占比", "share"),
    "kind.rank": ("位次", "rank"),
    "op.=": ("等于", "equal to"),
    "op.>=": ("不低于", "at least"),
    "op.>": ("超过", "more than"),
    "op.<=": ("不高于", "at most"),
    "op.<": ("低于", "less than"),
    "op.~": ("约", "about"),
    "judged.measured": ("可量化任务", "measurable task"),
    "judged.task": ("任务", "task"),
    "judged.goals": ("预期目标", "goals"),
    "judged.heading": ("标题", "heading"),
    "judged.other": ("非任务", "not a task"),
    "type.project": ("项目", "project"),
    "type.system": ("制度", "system"),
    "doubt.growth": ("总量、增速与上年总量不合", "level, growth and last year's level do not agree"),
    "doubt.parts": ("分项之和超过总数", "the parts exceed the total"),
    "doubt.share": ("占比超过100%", "a share above 100 per cent"),
    "doubt.twice": ("同一指标、同一时期有两个数", "one indicator, one period, two values"),
    "doubt.indicator": ("近旁没有指明所计何物", "nothing beside the figure names what it measures"),
    "doubt.unit": ("数字缺少单位", "the unit of the number is missing"),
    "doubt.damaged": ("数字所在处残损", "the text is damaged where the figure stands"),
    # filters
    "any": ("不限", "any"),
    "clear": ("清除", "Clear"),
    "clear.filters": ("清除筛选，显示全部", "Clear the filters, show all"),
    "sort": ("按此列排序", "Sort by this column"),
    # empty states
    "empty.quantities": (
        "没有读到数量。数量是说明工作的数字，如“新增企业20家”；若正文中有而此处没有，请看“未计数字”中的原因。",
        "No quantities were found. A quantity is a figure about what is governed; see “Not counted” for the reasons.",
    ),
    "empty.tasks": (
        "没有读到任务。任务取自工作安排部分；此文可能只有回顾，或没有识别出安排部分，请看“篇章”。",
        "No tasks were found. Tasks come from the plan; this text may have none: see the outline.",
    ),
    "empty.names": (
        "没有读到名称。名称是有名有姓的项目、平台、机制，在首次出现处列一行。",
        "No names were found. Names are projects, platforms and schemes, listed at their first mention.",
    ),
    "empty.doubts": (
        "没有疑点：各数互不矛盾，也没有残损。仍请抽查几条数量，再据以分解任务。",
        "No doubts: no figures contradict each other and nothing is damaged. Do check a few rows before use.",
    ),
    "empty.numerals": ("所有数字都已计入台账。", "Every numeral is in the ledger."),
    "empty.text": (
        "这份文件里没有文字。若是扫描件，请安装 taizhang[ocr] 后重读。",
        "The document holds no text. If it is a scan, install taizhang[ocr] and read it again.",
    ),
    "empty.filtered": (
        "没有符合条件的条目。请放宽条件，或清除筛选。",
        "No row meets these conditions. Relax or clear them.",
    ),
    "empty.outline": ("没有识别出标题。", "No headings were found."),
    "empty.glossary": ("文末没有名词解释。", "There is no glossary at the end."),
    # keys
    "key.next": ("下一条、上一条", "next, previous row"),
    "key.enter": ("展开或收起明细", "open or close details"),
    "key.doubt": ("下一个疑点", "next doubt"),
    "key.search": ("查找；回车跳到正文下一处", "search; Enter goes to the next place in the text"),
    "key.tabs": ("数量、任务、名称、疑点、未计数字", "quantities, tasks, names, doubts, not counted"),
    "key.raw": ("原样与修复后切换", "as found, repaired"),
    "key.outline": ("篇章", "outline"),
    "key.glossary": ("名词解释", "glossary"),
    "key.help": ("本页", "this sheet"),
    "key.escape": ("收起", "close"),
    "copied": ("已复制链接", "Link copied"),
    "copy": ("复制链接", "Copy link"),
}
"""Key → (Chinese, English)."""


class Say:
    """Speaks one language; `more` are strings that one page has besides WORDS."""

    def __init__(self, language: Language, more: Mapping[str, tuple[str, str]] | None = None) -> None:
        self.language = language
        self.words = WORDS | dict(more or {})
        self._index = LANGUAGES.index(language)

    def __call__(self, key: str) -> str:
        """The string called `key`; a rule that nobody put into words is called by its id."""
        said = self.words.get(key)
        if said is None and key.startswith("rule."):
            return key.removeprefix("rule.")
        return WORDS[key][self._index] if said is None else said[self._index]
