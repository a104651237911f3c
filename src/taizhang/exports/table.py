"""Facts of all layers as one Arrow table: a row a fact, the document's columns on every row.

A value is there twice: `value` as a double for reckoning, `value_text` with its exact decimal digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from taizhang.exports.layers import HEADS, Layer
from taizhang.exports.rows import Row, document_row, rows
from taizhang.reading.types import Reading

TEXTS = pa.list_(pa.string())

DOCUMENT = pa.schema(
    [
        ("document", pa.string()),
        ("digest", pa.string()),
        ("container", pa.string()),
        ("title", pa.string()),
        ("place", pa.string()),
        ("place_code", pa.string()),
        ("reviewed", pa.string()),
        ("planned", pa.string()),
    ]
)
"""Columns that say which document a row is from."""

FACT = pa.schema(
    [
        ("layer", pa.string()),
        ("id", pa.string()),
        ("at", pa.int64()),
        ("end", pa.int64()),
        ("raw", pa.string()),
        ("value", pa.float64()),
        ("value_text", pa.string()),
        ("value_high", pa.float64()),
        ("value_high_text", pa.string()),
        ("unit", pa.string()),
        ("op", pa.string()),
        ("kind", pa.string()),
        ("stance", pa.string()),
        ("period", pa.string()),
        ("period_first", pa.int16()),
        ("period_last", pa.int16()),
        ("indicator", pa.string()),
        ("code", pa.string()),
        ("region", pa.string()),
        ("section", TEXTS),
        ("sentence_at", pa.int64()),
        ("sentence_end", pa.int64()),
        ("sentence", pa.string()),
        ("confidence", pa.float64()),
        ("rules", TEXTS),
        ("task", pa.bool_()),
        ("measurable", pa.bool_()),
        ("heading", pa.bool_()),
        ("targets", pa.bool_()),
        ("quantities", TEXTS),
        ("name", pa.string()),
        ("type", pa.string()),
        ("stage", pa.string()),
        ("doubt", pa.string()),
        ("facts", TEXTS),
        ("candidates", TEXTS),
        ("fact", pa.string()),
        ("reason", pa.string()),
    ]
)
"""Columns of the facts; each layer fills its own and leaves the others null."""

SCHEMA = pa.schema([*DOCUMENT, *FACT])


OF_VALUES = ("value_text", "value_high_text", "period_first", "period_last")
"""Columns that a typed table has beside the fields of a quantity."""


def columns(layer: Layer) -> list[str]:
    """The columns of FACT that rows of `layer` fill."""
    filled = {"layer", *HEADS[layer], *(OF_VALUES if layer is Layer.QUANTITIES else ())}
    return [name for name in FACT.names if name in filled]


def typed(row: Row) -> Row:
    """A row of rows.py with the columns that only a typed table has."""
    if "value" not in row:
        return row
    period = (row["period"] or "").split("-")
    return row | {
        "value": _double(row["value"]),
        "value_text": _text(row["value"]),
        "value_high": _double(row["value_high"]),
        "value_high_text": _text(row["value_high"]),
        "period_first": int(period[0]) if period[0] else None,
        "period_last": int(period[-1]) if period[0] else None,
    }


def records(reading: Reading, layers: Sequence[Layer]) -> Iterator[Row]:
    """Every fact of one reading as a row of SCHEMA."""
    shared = document_row(reading)
    for layer in layers:
        for row in rows(reading, layer):
            yield {**shared, "layer": layer.value, **typed(row)}


def batch(found: Iterable[Row], schema: pa.Schema = SCHEMA) -> pa.RecordBatch:
    """Rows as one record batch; keys that the schema does not know are left out."""
    return pa.RecordBatch.from_pylist(list(found), schema=schema)


def _double(value: Any) -> float | None:
    return None if value is None else float(value)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
