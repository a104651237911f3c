"""Parquet: one file, one row a fact, every column typed (table.py)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

import pyarrow.parquet as pq

from taizhang.exports.layers import Layer
from taizhang.exports.rows import Row
from taizhang.exports.table import SCHEMA, batch, records
from taizhang.reading.types import Reading

FILE = "taizhang.parquet"
ROWS_A_GROUP = 50_000


def dump(readings: Iterable[Reading], layers: Sequence[Layer], stream: BinaryIO) -> None:
    """The file, row group by row group."""
    waiting: list[Row] = []
    with pq.ParquetWriter(stream, SCHEMA, compression="zstd") as writer:
        for reading in readings:
            waiting.extend(records(reading, layers))
            if len(waiting) >= ROWS_A_GROUP:
                writer.write_batch(batch(waiting))
                waiting.clear()
        writer.write_batch(batch(waiting))


def write(readings: Iterable[Reading], layers: Sequence[Layer], folder: Path) -> None:
    """``taizhang.parquet``."""
    with (folder / FILE).open("wb") as stream:
        dump(readings, layers, stream)
