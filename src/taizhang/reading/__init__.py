"""Reads a government work report into facts, each traced to its characters (读报告).

>>> from taizhang.reading import read_text
>>> [(q.raw, str(q.value), q.indicator) for q in read_text("新增企业87家。").quantities]
[('87家', '87', '新增企业')]

The rules are loaded with the first document that is read: importing this package costs little.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from taizhang.reading.types import Doubt, Name, Numeral, Quantity, Reading, Task

if TYPE_CHECKING:
    from taizhang.reading.sources.types import Source

__all__ = ["Doubt", "Name", "Numeral", "Quantity", "Reading", "Task", "read", "read_text"]


def read(source: str | Path | bytes | BinaryIO | Source) -> Reading:
    """Read one document: a path, its bytes, an open binary file, or a Source.

    Gives quantities, tasks and names with raw spans, doubts, and an account of every numeral. Needs no network and no
    database. Raises SourceError where the document cannot be opened.
    """
    from taizhang.reading.pipeline import read as run

    return run(source)


def read_text(text: str, *, name: str = "text") -> Reading:
    """Read characters that are already decoded; offsets are into `text`."""
    from taizhang.reading.pipeline import read_text as run

    return run(text, name=name)
