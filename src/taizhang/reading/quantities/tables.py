"""Quantities of tables (表格): rows of a bulletin or an annex, laid out one line a row, cells parted by tabs or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from taizhang.ledger.types import Kind, Op, Period, Span, Stance
from taizhang.reading.form import rule_form
from taizhang.reading.outline.types import Part
from taizhang.reading.quantities.compose import Context, Draft
from taizhang.reading.quantities.meaning import AFTER, NAMES
from taizhang.reading.quantities.units import MULTIPLIER, UNIT, base_unit, multiplied

RULES: dict[str, tuple[str, tuple[str, ...]]] = {
    "table.cell": ("a number in a table's cell; unit, period and stance from the heads of its row and column", ()),
}

LAID_OUT = re.compile(r"\t|\S {2,}\S")
CELL_GAP = re.compile(r"\t|[ \u3000]{2,}")
LINE = re.compile(r"[^\n]+")
UNIT_WORDS = re.compile(rf"(?P<times>{MULTIPLIER})?(?P<unit>{UNIT})")
IN_BRACKETS = re.compile(r"（(?:单位：)?(?P<unit>[^（）]{1,12})）")
CAPTION_UNIT = re.compile(r"单位：(?P<unit>[\u4e00-\u9fff%/A-Za-z]{1,8})")
YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?")
UNIT_HEAD = re.compile("^(?:计量)?单 *位$")
SERIAL_HEAD = re.compile("^(?:序 *号|编 *号|No\\.?)$")
GROWTH_HEAD = re.compile("增长|增速|增幅|同比|比上年|±|增减|涨跌")
SHARE_HEAD = re.compile("占比|比重|完成率|率$|进度")
TARGET_HEAD = re.compile("目标|计划|预期|安排|任务")
EXPECTED_HEAD = re.compile("预计")
ENTITY_HEAD = re.compile("镇|乡|街道|县|区|市|地区|单位名称|园区|部门")
NOT_MEASURE = re.compile(
    r"（[^）]*）|(?:19|20)\d\d年?|实绩|实际|完成情况|完成(?!率)|目标|计划|预期|预计|安排|累计|上年|本年|全年|绝对数|总量|数值|指标值|值$|[： ]"
)
ROW_LEAD = re.compile(
    r"^(?:[ \u3000]*(?:其中|其)：?|[#＃]|\d{1,2}[、.．]|[一二三四五六七八九十]、|（[一二三四五六七八九十\d]）)*[ \u3000]*"
)
NUMBER = re.compile(
    r"(?P<sign>[-−－+])?(?P<bound>[≤≥<>＜＞≦≧])?(?P<word>增长|增|提高|上升|下降|降低|减少)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>%|个百分点|百分点)?"
)
BOUNDS = {"≤": Op.LE, "≦": Op.LE, "≥": Op.GE, "≧": Op.GE, "<": Op.LT, "＜": Op.LT, ">": Op.GT, "＞": Op.GT}
FALLING = ("下降", "降低", "减少")
LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as laid out: the spans of its cells row by row, and the text of the line above it."""

    span: Span
    rows: tuple[tuple[Span, ...], ...]
    caption: str


def find_tables(text: str) -> list[Grid]:
    """All tables of the clean text: three lines or more with the same number of cells, figures among them."""
    if "\t" not in text and ("  " not in text or not LAID_OUT.search(text)):
        return []
    grids: list[Grid] = []
    rows: list[tuple[Span, ...]] = []
    caption = above = ""
    for line in (*LINE.finditer(text), None):
        cells = _cells(text, *line.span()) if line else ()
        if len(cells) >= 2 and (not rows or len(cells) == len(rows[0])):
            caption = caption if rows else above
            rows.append(cells)
            continue
        if (
            len(rows) >= LEAST_ROWS
            and sum(any(c.isdigit() for c in text[s.start : s.end]) for r in rows[1:] for s in r[1:]) >= 2
        ):
            grids.append(Grid(Span(rows[0][0].start, rows[-1][-1].end), tuple(rows), caption))
        rows = [cells] if len(cells) >= 2 else []
        caption = above if rows else ""
        above = line[0].strip() if line else ""
    return grids


def _cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The cells of one line; blanks round them left out, empty cells kept between tabs."""
    cells = []
    at = start
    while at < end and text[at] in " \u3000":
        at += 1
    for gap in (*CELL_GAP.finditer(text, at, end), None):
        stop = gap.start() if gap else end
        cells.append(Span(at, stop))
        at = gap.end() if gap else end
    if len(cells) > 2 and all(c.end - c.start == 1 and text[c.start] > "\u4dff" for c in cells[:2]):
        cells[:2] = [Span(cells[0].start, cells[1].end)]  # 合  计
    return tuple(cells) if len(cells) > 1 else ()


@dataclass(slots=True)
class Column:
    """What a column's head says."""

    measure: str
    growth: bool
    share: bool
    stance: Stance | None
    period: Period | None
    times: Decimal
    unit: str | None


def read_table(text: str, grid: Grid, context: Context) -> Iterator[Draft]:
    """The quantities of one table."""
    heads = [rule_form(text[s.start : s.end]).strip() for s in grid.rows[0]]
    unit_at = next((i for i, head in enumerate(heads) if UNIT_HEAD.match(head)), None)
    columns = _columns(heads, rule_form(grid.caption), context)
    first = 1 if SERIAL_HEAD.match(heads[0]) else 0
    entities = unit_at is None and ENTITY_HEAD.search(heads[first].replace(" ", "")) is not None
    for row in grid.rows[1:]:
        name = ROW_LEAD.sub("", rule_form(text[row[first].start : row[first].end])).replace(" ", "")
        own = (
            _unit(rule_form(text[row[unit_at].start : row[unit_at].end]).strip())
            if unit_at is not None
            else _unit_in(name)
        )
        name = IN_BRACKETS.sub("", name) if own else name
        for index, span in enumerate(row):
            if (
                index > first
                and index != unit_at
                and (draft := _cell(text, span, name, columns[index], own, entities=entities))
            ):
                yield draft


def _columns(heads: list[str], caption: str, context: Context) -> list[Column]:
    columns: list[Column] = []
    whole = _unit((CAPTION_UNIT.search(caption) or {"unit": ""})["unit"])
    year = YEAR.search(caption)
    for head in heads:
        before = columns[-1] if columns else None
        growth = GROWTH_HEAD.search(head) is not None
        share = SHARE_HEAD.search(head) is not None
        measure = "" if growth else NOT_MEASURE.sub("", head)
        named = YEAR.search(head)
        stance: Stance | None = (
            Stance.TARGET if TARGET_HEAD.search(head) else Stance.ESTIMATE if EXPECTED_HEAD.search(head) else None
        )
        period = Period.year(int(named["year"])) if named else None
        if (growth or share) and before and named is None:
            stance, period = before.stance, before.period
            measure = measure or before.measure
        elif stance is None and period and context.reviewed and period.last > context.reviewed.last:
            stance = Stance.TARGET
        elif stance is None:
            stance = Stance.TARGET if context.part is Part.PLAN and not named else Stance.ACTUAL
        unit = _unit_in(head) or _unit_for(measure, caption) or whole
        period = period or (
            context.planned if stance is Stance.TARGET else Period.year(int(year["year"])) if year else context.reviewed
        )
        columns.append(
            Column(measure, growth, share, stance, period, unit[0] if unit else Decimal(1), unit[1] if unit else None)
        )
    return columns


def _unit(words: str) -> tuple[Decimal, str] | None:
    match = UNIT_WORDS.fullmatch(words)
    return (multiplied(match["times"] or ""), base_unit(match["unit"])) if match else None


def _unit_in(head: str) -> tuple[Decimal, str] | None:
    match = IN_BRACKETS.search(head)
    return _unit(match["unit"]) if match else None


def _unit_for(measure: str, caption: str) -> tuple[Decimal, str] | None:
    """The unit that a caption gives to one of several measures: 工业投资（亿元）和新签约项目（个）."""
    for match in IN_BRACKETS.finditer(caption):
        named = re.split("[和、与及 　]|\\d", caption[: match.start()].rsplit("）", 1)[-1])[-1]
        if measure and named and (measure in named or named in measure or named[-2:] == measure[-2:]):
            return _unit(match["unit"])
    return None


def _cell(
    text: str, span: Span, name: str, column: Column, own: tuple[Decimal, str] | None, *, entities: bool
) -> Draft | None:
    content = text[span.start : span.end]
    form = rule_form(content)
    match = NUMBER.search(form)
    if not match or not name or len(form.strip()) > match.end() - match.start() + 6:
        return None
    value = Decimal(match["number"].replace(",", ""))
    times, unit = (Decimal(1), None) if column.growth or column.share else (column.times, column.unit)
    if unit is None and not column.growth and not column.share and own:
        times, unit = own
    kind = Kind.LEVEL
    if match["unit"]:
        times, unit = Decimal(1), base_unit(match["unit"])
    if column.growth or (match["word"] and unit == "%"):
        kind, unit = (Kind.DELTA, unit) if unit == "个百分点" else (Kind.GROWTH, "%")
    elif unit == "个百分点":
        kind = Kind.DELTA
    elif column.share or unit in ("%", "‰"):
        kind, unit = Kind.SHARE, unit or "%"
    if unit is None:
        return None
    if match["sign"] in ("-", "−", "－") or match["word"] in FALLING:
        value = -value
    after = AFTER.match(form[match.end() :])
    op = NAMES[str(after.lastgroup)] if after else BOUNDS.get(match["bound"] or "", Op.EQ)
    measure = column.measure
    indicator = (
        name if not measure or name.endswith(measure) or (own and not column.share and not entities) else name + measure
    )
    stance = column.stance or Stance.ACTUAL
    start = span.start + match.start("number")
    end = span.start + (match.end("unit") if match["unit"] else match.end("number"))
    return Draft(start, end, value * times, None, unit, op, kind, stance, column.period, indicator, ("table.cell",))
