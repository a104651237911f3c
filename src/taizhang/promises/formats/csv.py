"""CSV: both kinds of promises in one table, for spreadsheets and scripts alike; columns that a row lacks stay empty.

Safe to open: text that a spreadsheet would take for a formula gets an apostrophe in front, as in ``exports/csv.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from taizhang.exports.csv import Sheet
from taizhang.promises.rows import HEADS, PAIR, pair_row, rows
from taizhang.promises.types import Comparison

NESTED = "candidates"


def dump(comparisons: Sequence[Comparison], tables: Sequence[str], stream: BinaryIO) -> None:
    """One table; `table` says which kind of promise a row is."""
    fields = list(dict.fromkeys(["table", *PAIR, *(field for table in tables for field in HEADS[table])]))
    sheet = Sheet(stream, fields)
    for comparison in comparisons:
        for table in tables:
            for row in rows(comparison, table):
                if NESTED in row:
                    row[NESTED] = [f"{c['raw']} {c['indicator']} {c['score']}" for c in row[NESTED]]
                sheet.add({"table": table, **pair_row(comparison), **row})
    sheet.done()
