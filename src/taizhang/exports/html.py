"""HTML: the page of one document, complete in one file, to be opened without a server.

The page shows all layers and filters them itself, so `layers` selects nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from taizhang.exports import OneFileError
from taizhang.exports.files import Stems
from taizhang.exports.layers import Layer
from taizhang.page import render
from taizhang.reading.types import Reading


def dump(readings: Iterable[Reading], layers: Sequence[Layer], stream: BinaryIO) -> None:
    """The page of the only document."""
    for number, reading in enumerate(readings):
        if number:
            raise OneFileError("an HTML page shows one document: give a folder with --out")
        stream.write(render(reading, standalone=True).encode("utf-8"))


def write(readings: Iterable[Reading], layers: Sequence[Layer], folder: Path) -> None:
    """``STEM.html`` for each document."""
    stems = Stems()
    for reading in readings:
        (folder / f"{stems.of(reading.source.name)}.html").write_text(
            render(reading, standalone=True), encoding="utf-8"
        )
