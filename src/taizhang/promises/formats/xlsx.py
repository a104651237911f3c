"""XLSX: a sheet of promises with figures and a sheet of named things, Chinese heads, verdicts in words and colours.

Text is stored as text whatever it starts with, so nothing in a report can become a formula or a link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import xlsxwriter

from taizhang.exports.layers import WORDS
from taizhang.promises.rows import HEADS, PAIR, TITLES, pair_row, rows, verdict_word
from taizhang.promises.types import Comparison, Verdict

CHARACTERS = 32_767  # that a cell holds
FIRST = ("year_a", "verdict")
SHOWN = {
    "figured": (
        "indicator", "raw_a", "raw_b", "arithmetic", "confidence", "sentence_a", "sentence_b", "value", "value_high", "unit", "op", "kind",
        "value_b", "unit_b", "kind_b", "indicator_b", "candidates", "region", "section", "code", "at_a", "at_b", "rules", "report_a", "report_b", "report_c",
    ),
    "named": ("raw_a", "stage", "raw_b", "confidence", "sentence_a", "sentence_b", "type", "at_a", "at_b", "rules", "report_a", "report_b"),
}  # fmt: skip
WIDTHS = {
    "year_a": 9, "verdict": 13, "indicator": 30, "raw_a": 14, "raw_b": 18, "arithmetic": 38, "sentence_a": 60, "sentence_b": 60, "stage": 34,
    "value": 16, "value_b": 16, "candidates": 40, "section": 30, "report_a": 22, "report_b": 22, "indicator_b": 24, "rules": 24,
}  # fmt: skip
NAMED_WIDTHS = {"raw_a": 30, "raw_b": 40}
WIDTH = 10
NUMBERS = {
    "value": "#,##0.##########",
    "value_high": "#,##0.##########",
    "value_b": "#,##0.##########",
    "confidence": "0.00",
}
WRAPPED = {"sentence_a", "sentence_b", "arithmetic", "stage", "candidates", "raw_b", "indicator"}
GOOD, FAIR, BAD, OPEN = "#DCEFE3", "#FBF0D0", "#F8DAD5", "#E6E6E6"
COLOURS = {
    Verdict.EXCEEDED: GOOD, Verdict.KEPT: GOOD, Verdict.DONE: GOOD, Verdict.PARTLY: FAIR, Verdict.LATE: FAIR, Verdict.UNDERWAY: FAIR,
    Verdict.MISSED: BAD, Verdict.NOT_YET: BAD, Verdict.DROPPED: BAD, Verdict.CHANGED: OPEN, Verdict.UNVERIFIABLE: OPEN,
}  # fmt: skip


def dump(comparisons: Sequence[Comparison], tables: Sequence[str], stream: BinaryIO) -> None:
    """The workbook: one sheet a table, all comparisons in it."""
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for table in tables:
        _sheet(book, table, comparisons)
    book.close()


def _sheet(book: Any, table: str, comparisons: Sequence[Comparison]) -> None:
    sheet = book.add_worksheet(TITLES[table])
    fields = (*FIRST, *SHOWN[table])
    heads = {**PAIR, **HEADS[table], "at_a": "承诺位置", "at_b": "答复位置"}
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter"})
    top = book.add_format({"valign": "top"})
    wrap = book.add_format({"valign": "top", "text_wrap": True})
    formats = {
        f: book.add_format({"num_format": NUMBERS[f], "valign": "top"})
        if f in NUMBERS
        else wrap
        if f in WRAPPED
        else top
        for f in fields
    }
    colours = {v.value: book.add_format({"bg_color": c, "valign": "top", "bold": True}) for v, c in COLOURS.items()}
    widths = WIDTHS | (NAMED_WIDTHS if table == "named" else {})
    for column, field in enumerate(fields):
        sheet.set_column(column, column, widths.get(field, WIDTH))
        sheet.write_string(0, column, heads[field], bold)
    line = 0
    for comparison in comparisons:
        for row in rows(comparison, table):
            line += 1
            _write(sheet, line, fields, {**pair_row(comparison), **row}, formats, colours)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(line, 1), len(fields) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(
    sheet: Any,
    line: int,
    fields: Sequence[str],
    row: Mapping[str, Any],
    formats: Mapping[str, Any],
    colours: Mapping[str, Any],
) -> None:
    for column, field in enumerate(fields):
        value = row.get(field)
        if value is None:
            continue
        if field == "verdict":
            sheet.write_string(line, column, verdict_word(value), colours[value])
        elif isinstance(value, int | float):
            sheet.write_number(line, column, value, formats[field])
        else:
            sheet.write_string(line, column, _text(field, value), formats[field])


def _text(field: str, value: Any) -> str:
    if field == "candidates":
        value = "\n".join(f"{c['score']:.2f} {c['indicator']} {c['raw']}" for c in value)
    elif isinstance(value, list):
        value = " / ".join(value)
    elif field in ("kind", "kind_b", "type"):
        value = WORDS.get(value, value)
    text = str(value)
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"
