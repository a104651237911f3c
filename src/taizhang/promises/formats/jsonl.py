"""JSON Lines: one promise a line, UTF-8; each line says its `table` and the two reports first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import orjson

from taizhang.promises.rows import pair_row, rows
from taizhang.promises.types import Comparison


def dump(comparisons: Sequence[Comparison], tables: Sequence[str], stream: BinaryIO) -> None:
    """Every row of every comparison."""
    for comparison in comparisons:
        for table in tables:
            for row in rows(comparison, table):
                stream.write(orjson.dumps({"table": table, **pair_row(comparison), **row}) + b"\n")
