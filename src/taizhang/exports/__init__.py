"""Writes readings out: one module a format, all of the same two functions, chosen by name.

``dump(readings, layers, stream)`` puts everything into one binary stream; ``write(readings, layers, folder)`` lays files
out in a folder, as docs/cli.md says for each format. Both take the readings one at a time and keep none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from taizhang.exports.layers import Layer
    from taizhang.reading.types import Reading

FORMATS = ("jsonl", "json", "csv", "xlsx", "parquet", "html")


class Format(Protocol):
    """What every format module offers."""

    def dump(self, readings: Iterable[Reading], layers: Sequence[Layer], stream: BinaryIO) -> None:
        """Write all readings as one file. Raises OneFileError where the format cannot."""

    def write(self, readings: Iterable[Reading], layers: Sequence[Layer], folder: Path) -> None:
        """Write all readings into `folder`, which exists."""


class OneFileError(ValueError):
    """This format cannot hold that much in one file; the message says what to do."""


def format_named(name: str) -> Format:
    """The format called `name`, one of FORMATS; loads its libraries only now."""
    if name not in FORMATS:
        raise ValueError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return cast(Format, import_module(f"taizhang.exports.{name}"))


def format_of(path: Path) -> str | None:
    """The format that the ending of `path` names, None where it names none."""
    ending = path.suffix.removeprefix(".").lower()
    return ending if ending in FORMATS else None
