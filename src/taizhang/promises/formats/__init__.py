"""Writes comparisons out: one module a format, each with ``dump(comparisons, tables, stream)``.

`tables` are "figured", "named" or both. Everything is written into one binary stream.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from taizhang.promises.types import Comparison

FORMATS = ("jsonl", "xlsx", "csv", "html")
TABLES = ("figured", "named")


class Format(Protocol):
    """What every format module offers."""

    def dump(self, comparisons: Sequence[Comparison], tables: Sequence[str], stream: BinaryIO) -> None:
        """Write all comparisons as one file."""


def format_named(name: str) -> Format:
    """The format called `name`, one of FORMATS; loads its libraries only now."""
    if name not in FORMATS:
        raise ValueError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return cast(Format, import_module(f"taizhang.promises.formats.{name}"))


def format_of(path: Path) -> str | None:
    """The format that the ending of `path` names, None where it names none."""
    ending = path.suffix.removeprefix(".").lower()
    return ending if ending in FORMATS else None
