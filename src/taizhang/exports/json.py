"""JSON: one object a document, with its layers as lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

import orjson

from taizhang.exports.files import Stems
from taizhang.exports.layers import Layer
from taizhang.exports.rows import Row, document_row, rows
from taizhang.reading.types import Reading


def document(reading: Reading, layers: Sequence[Layer]) -> Row:
    """Everything about one document as one JSON object."""
    return {
        **document_row(reading),
        "account": reading.account(),
        "damaged": [[span.start, span.end] for span in reading.damaged],
        **{layer.value: list(rows(reading, layer)) for layer in layers},
    }


def dump(readings: Iterable[Reading], layers: Sequence[Layer], stream: BinaryIO) -> None:
    """A list of documents."""
    before = b"[\n"
    for reading in readings:
        stream.write(before + orjson.dumps(document(reading, layers), option=orjson.OPT_INDENT_2))
        before = b",\n"
    stream.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def write(readings: Iterable[Reading], layers: Sequence[Layer], folder: Path) -> None:
    """``STEM.json`` for each document."""
    stems = Stems()
    for reading in readings:
        content = orjson.dumps(document(reading, layers), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        (folder / f"{stems.of(reading.source.name)}.json").write_bytes(content)
