"""Archives (ZIP): each member is a document, or an archive of documents, one level deep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.sniff import kind_of
from taizhang.reading.sources.zipped import Zipped

_LEFT_BY_SYSTEMS = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one document, where they came from, and which opener they need."""

    name: str
    kind: str
    data: bytes


def is_litter(path: str) -> bool:
    """Whether a path is what systems and offices leave behind: hidden files, ``~$`` locks, ``__MACOSX``."""
    return any(part.startswith((".", "~$")) or part in _LEFT_BY_SYSTEMS for part in path.split("/"))


def documents(
    data: bytes, name: str, limits: Limits, *, within: Zipped | None = None
) -> Iterator[Document | SourceError]:
    """The document that the bytes are or, of an archive, its members by name; an error for each that is of no use."""
    try:
        kind = kind_of(data, name, limits.max_members)
        if kind != "archive":
            yield Document(name, kind, data)
            return
        if within is not None and within.within is not None:
            what = "it is an archive in an archive in an archive"
            raise SourceError(Code.ARCHIVE, name, what, "Unpack the outer ones into a folder")
        archive = Zipped(data, name, limits, within=within)
        for part in sorted(archive.parts):
            if not is_litter(part):
                yield from _member(archive, part, limits)
    except SourceError as error:
        yield error


def _member(archive: Zipped, part: str, limits: Limits) -> Iterator[Document | SourceError]:
    name = f"{archive.name}!/{part}"
    try:
        data = archive.read(part, at_most=limits.max_bytes)
    except SourceError as error:
        if error.code == Code.BOMB:  # of no use to go on: the archive as a whole has used up its room
            raise
        yield SourceError(error.code, name, error.what, error.advice)
    else:
        yield from documents(data, name, limits, within=archive)
