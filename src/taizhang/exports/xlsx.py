"""XLSX: one workbook, one sheet a layer, Chinese heads; made for the clerk who sorts and filters.

Text is stored as text whatever it starts with, so nothing in a report can become a formula or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from taizhang.exports.layers import HEADS, TITLES, WORDED, WORDS, Layer
from taizhang.exports.rows import rows
from taizhang.reading.types import Reading

FILE = "taizhang.xlsx"
ROWS = 1_048_575  # that a sheet holds under its head
CHARACTERS = 32_767  # that a cell holds
WIDTHS = {
    "document": 24,
    "raw": 16,
    "value": 18,
    "value_high": 14,
    "indicator": 30,
    "name": 30,
    "section": 36,
    "sentence": 80,
}
WIDTH = 11
NUMBERS = {"value": "#,##0.##########", "value_high": "#,##0.##########", "confidence": "0.00"}


class _Sheet:
    """The sheet of one layer; goes on in a second one when it is full."""

    def __init__(self, book: xlsxwriter.Workbook, layer: Layer) -> None:
        self.book, self.layer = book, layer
        self.fields = ("document", *HEADS[layer])
        self.formats = [book.add_format({"num_format": NUMBERS[f]}) if f in NUMBERS else None for f in self.fields]
        self.head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
        self.number = 0
        self._open()

    def _open(self) -> None:
        self.number += 1
        title = TITLES[self.layer] if self.number == 1 else f"{TITLES[self.layer]} ({self.number})"
        self.sheet, self.row = self.book.add_worksheet(title), 0
        self.sheet.freeze_panes(1, 1)
        for column, field in enumerate(self.fields):
            self.sheet.set_column(column, column, WIDTHS.get(field, WIDTH))
            self.sheet.write_string(0, column, {"document": "文档", **HEADS[self.layer]}[field], self.head)

    def add(self, reading: Reading) -> None:
        for row in rows(reading, self.layer):
            if self.row == ROWS:
                self.close()
                self._open()
            self.row += 1
            for column, field in enumerate(self.fields):
                value = reading.source.name if field == "document" else row[field]
                self._cell(column, WORDS.get(value, value) if field in WORDED else value)

    def _cell(self, column: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            self.sheet.write_string(self.row, column, "是" if value else "否")
        elif isinstance(value, int | float):
            self.sheet.write_number(self.row, column, value, self.formats[column])
        else:
            text = " / ".join(value) if isinstance(value, list) else value
            cut = text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"
            self.sheet.write_string(self.row, column, cut)

    def close(self) -> None:
        self.sheet.autofilter(0, 0, max(self.row, 1), len(self.fields) - 1)


def dump(readings: Iterable[Reading], layers: Sequence[Layer], stream: BinaryIO) -> None:
    """The workbook, all documents in it."""
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheets = [_Sheet(book, layer) for layer in layers]
    for reading in readings:
        for sheet in sheets:
            sheet.add(reading)
    for sheet in sheets:
        sheet.close()
    book.close()


def write(readings: Iterable[Reading], layers: Sequence[Layer], folder: Path) -> None:
    """``taizhang.xlsx``."""
    with (folder / FILE).open("wb") as stream:
        dump(readings, layers, stream)
