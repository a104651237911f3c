"""JSON Lines: one fact a line, UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

import orjson

from taizhang.exports.files import Stems
from taizhang.exports.layers import Layer
from taizhang.exports.rows import rows
from taizhang.reading.types import Reading


def dump(readings: Iterable[Reading], layers: Sequence[Layer], stream: BinaryIO) -> None:
    """One stream for all; each line says its `document` and its `layer` first."""
    for reading in readings:
        for layer in layers:
            for row in rows(reading, layer):
                stream.write(orjson.dumps({"document": reading.source.name, "layer": layer.value, **row}) + b"\n")


def write(readings: Iterable[Reading], layers: Sequence[Layer], folder: Path) -> None:
    """``LAYER/STEM.jsonl`` for each document, as the annotation contract lays them out."""
    stems = Stems()
    for layer in layers:
        (folder / layer.value).mkdir(exist_ok=True)
    for reading in readings:
        stem = stems.of(reading.source.name)
        for layer in layers:
            with (folder / layer.value / f"{stem}.jsonl").open("wb") as stream:
                stream.writelines(orjson.dumps(row) + b"\n" for row in rows(reading, layer))
