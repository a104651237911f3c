"""Names of the files that a format lays out in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|\x00\n\r\t', "_"))


class Stems:
    """Gives each document a file name of its own: its own name without extension, numbered where two are alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, name: str) -> str:
        """The stem for the document called `name` (a path, or "a.zip!/b.docx")."""
        stem = PurePath(name.replace("\\", "/").rsplit("!/", 1)[-1]).stem.translate(UNSAFE) or "document"
        free = next(candidate for candidate in _numbered(stem) if candidate.casefold() not in self._taken)
        self._taken.add(free.casefold())
        return free


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in range(2, 1_000_000):
        yield f"{stem}-{number}"
