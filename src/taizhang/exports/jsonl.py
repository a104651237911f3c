"""JSON Lines: one fact a line, UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

import orjson

from taizhang.exports.files import Stems
from taizhang.exports.layers import FACTS, Layer
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
    for reading in readings:
        write_layers(reading, folder, stems.of(reading.source.name), layers)


def write_layers(reading: Reading, folder: Path, stem: str, layers: Sequence[Layer] = FACTS) -> None:
    """One document's files; empty ones where a layer has no facts."""
    for layer in layers:
        (folder / layer.value).mkdir(parents=True, exist_ok=True)
        with (folder / layer.value / f"{stem}.jsonl").open("wb") as stream:
            stream.writelines(orjson.dumps(row) + b"\n" for row in rows(reading, layer))
