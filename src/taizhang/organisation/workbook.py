"""The one XLSX format of units, posts and people: what its sheets and columns are, reading it, writing it. No database."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import python_calamine
import xlsxwriter

from taizhang.organisation.types import Problem

MOST_BYTES = 64 << 20  # of a workbook, unpacked
MOST_ROWS = 50_000  # of a sheet
UNITS, POSTS, PEOPLE = "单位", "职务", "人员"
SHEETS: Mapping[str, tuple[str, ...]] = {
    UNITS: ("代码", "名称", "简称", "类别", "上级代码", "生效日"),
    POSTS: ("单位代码", "职务", "角色", "生效日"),
    PEOPLE: ("登录名", "姓名", "电话", "单位代码", "职务", "任职方式", "任职起", "任职止"),
}
DATES = frozenset(("生效日", "任职起", "任职止"))
WIDTHS = {"名称": 34, "上级代码": 16, "代码": 16, "单位代码": 16, "职务": 22, "电话": 16}
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
)  # what a spreadsheet takes for a formula where text is pasted or saved as CSV


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its number from 1, and the text of each column by its head. Dates are as ISO has them."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def problem(self, head: str, rule: str, fix: str) -> Problem:
        """What is wrong with the cell under `head`."""
        column = chr(ord("A") + SHEETS[self.sheet].index(head))
        return Problem(self.sheet, self.number, column, head, self.cells[head], rule, fix)


class Unreadable(ValueError):
    """Not a workbook that can be read; the message says what to do."""


def written(rows: Mapping[str, Iterable[Sequence[str]]]) -> bytes:
    """A workbook with these rows, all cells as text, so that codes keep their zeros and nothing is taken for a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime(2000, 1, 1)})  # the same rows give the same bytes
    head, text = book.add_format({"bold": True, "bottom": 1, "num_format": "@"}), book.add_format({"num_format": "@"})
    for name, heads in SHEETS.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(heads):
            sheet.set_column(column, column, WIDTHS.get(title, 14), text)
            sheet.write_string(0, column, title, head)
        number = 0
        for number, row in enumerate(rows.get(name, ()), start=1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, _guarded(value), text)
        sheet.autofilter(0, 0, max(number, 1), len(heads) - 1)
    book.close()
    return out.getvalue()


def read(data: bytes) -> tuple[list[Row], list[Problem]]:
    """The rows of a workbook and what is wrong with its shape. A sheet may be missing. Raises Unreadable."""
    _refuse_bombs(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:  # calamine's errors have no common class
        raise Unreadable("not-xlsx") from error
    rows: list[Row] = []
    problems: list[Problem] = []
    known = [name for name in book.sheet_names if name in SHEETS]
    if not known:
        raise Unreadable("no-sheet")
    for name in SHEETS:
        if name in known:
            _sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False), rows, problems)
    return rows, problems


def _sheet(name: str, table: Sequence[Sequence[object]], rows: list[Row], problems: list[Problem]) -> None:
    heads = SHEETS[name]
    first = [_text(value) for value in table[0]] if table else []
    places = {head: first.index(head) for head in heads if head in first}
    for index, head in enumerate(heads):
        if head not in places:
            problems.append(Problem(name, 1, chr(ord("A") + index), head, "", "head-missing", head))
    for index, head in enumerate(first):
        if head and head not in heads:
            problems.append(
                Problem(name, 1, chr(ord("A") + min(index, 25)), head, head, "head-unknown", "、".join(heads))
            )
    if len(table) > MOST_ROWS:
        raise Unreadable("too-many-rows")
    for number, values in enumerate(table[1:], start=2):
        cells = {
            head: _text(values[at]) if (at := places.get(head)) is not None and at < len(values) else ""
            for head in heads
        }
        if any(cells.values()):
            rows.append(Row(name, number, cells))


def _text(value: object) -> str:
    """A cell as text: codes that became numbers are whole again, dates are ISO, the guard against formulas is taken off."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = "" if value is None else str(value).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _guarded(text: str) -> str:
    return "'" + text if text.startswith(FORMULA) else text


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
                raise Unreadable("too-large")
    except zipfile.BadZipFile as error:
        raise Unreadable("not-xlsx") from error
