"""Reads what can be read: a reading or a failure for each document, never an exception."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from taizhang.reading.pipeline import read, read_text
from taizhang.reading.sources import open_sources
from taizhang.reading.sources.errors import SourceError
from taizhang.reading.sources.types import Source
from taizhang.reading.types import Reading

UNREADABLE = "TZ-S01"
BUG = "TZ-R01"
LOST = "TZ-R02"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document was not read: a stable `code`, `where` it is, `what` is wrong, and what to do (`advice`)."""

    code: str
    where: str
    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.code}  {self.where}: {self.what}. {self.advice}."


def attempt(source: str | Path | bytes, *, name: str | None = None) -> Iterator[Reading | Failure]:
    """Every document in `source` (a file or its bytes, called `name`), in order; an archive has several."""
    where = name if name is not None else str(source)
    try:
        for opened in open_sources(source, name=name):
            yield _read(opened)
    except SourceError as error:
        yield refused(error)
    except Exception as error:
        yield bug(where, error)


def attempt_text(text: str, *, name: str) -> Reading | Failure:
    """The reading of characters that are already decoded."""
    try:
        return read_text(text, name=name)
    except Exception as error:
        return bug(name, error)


def refused(error: SourceError) -> Failure:
    """The failure of a document that could not be opened."""
    return Failure(error.code.value, error.where, error.what, error.advice)


def lost(where: str) -> Failure:
    """The failure of a document that took its process with it."""
    return Failure(LOST, where, "the process that read it died", "Read it alone to see why; more memory may help")


def gone(where: str) -> Failure:
    """The failure of a document that could not be fetched from the disk."""
    return Failure(UNREADABLE, where, "it could not be read from the disk", "Check that it is there and may be read")


def bug(where: str, error: Exception) -> Failure:
    """The failure of a document on which the reader itself went wrong."""
    what = f"the reader failed on it ({type(error).__name__}: {error})".replace("\n", " ")
    return Failure(BUG, where, what, "This is our mistake: please report it with the document")


def _read(opened: Source | SourceError) -> Reading | Failure:
    if isinstance(opened, SourceError):
        return refused(opened)
    try:
        return read(opened)
    except Exception as error:
        return bug(opened.name, error)
