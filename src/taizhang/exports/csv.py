"""CSV (RFC 4180), one table a layer, for spreadsheets and scripts alike.

UTF-8 with a byte order mark, because Excel on a Chinese Windows takes anything else for GBK. A text cell that a spreadsheet
would take for a formula gets an apostrophe in front; numbers are left alone, so declines stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from taizhang.exports import OneFileError
from taizhang.exports.layers import HEADS, Layer
from taizhang.exports.rows import rows
from taizhang.reading.types import Reading

FORMULA = ("=", "+", "-", "@", "\t", "\r")
ENCODING = "utf-8-sig"


def cell(value: Any) -> Any:
    """One cell: lists joined, truth in words, and no text that starts a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = " / ".join(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


class Sheet:
    """A CSV table under way; the head is written first."""

    def __init__(self, stream: BinaryIO, fields: Sequence[str]) -> None:
        self.fields = fields
        self._text = io.TextIOWrapper(stream, ENCODING, newline="", write_through=True)
        self._writer = csv.writer(self._text)
        self._writer.writerow(fields)

    def add(self, row: Mapping[str, Any]) -> None:
        """Append one row; fields it lacks stay empty."""
        self._writer.writerow([cell(row.get(field)) for field in self.fields])

    def done(self) -> None:
        """Hand the stream back, open."""
        self._text.detach()


def dump(readings: Iterable[Reading], layers: Sequence[Layer], stream: BinaryIO) -> None:
    """One layer as one table."""
    if len(layers) != 1:
        raise OneFileError("a CSV file holds one layer: name it with --layer, or give a folder with --out")
    sheet = Sheet(stream, _fields(layers[0]))
    for reading in readings:
        _add(sheet, reading, layers[0])
    sheet.done()


def write(readings: Iterable[Reading], layers: Sequence[Layer], folder: Path) -> None:
    """``LAYER.csv`` for each layer, all documents in it."""
    with ExitStack() as files:
        sheets = {
            layer: Sheet(files.enter_context((folder / f"{layer.value}.csv").open("wb")), _fields(layer))
            for layer in layers
        }
        for reading in readings:
            for layer, sheet in sheets.items():
                _add(sheet, reading, layer)
        for sheet in sheets.values():
            sheet.done()


def _fields(layer: Layer) -> list[str]:
    return ["document", *HEADS[layer]]


def _add(sheet: Sheet, reading: Reading, layer: Layer) -> None:
    for row in rows(reading, layer):
        sheet.add({"document": reading.source.name, **row})
