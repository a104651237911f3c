"""Opens one document, or all of a folder, a pattern or an archive."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from taizhang.reading.sources import guard, registry
from taizhang.reading.sources.archive import Document, documents, is_litter
from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.sniff import kind_of
from taizhang.reading.sources.types import Source
from taizhang.reading.sources.zipped import too_large

Where = str | Path | bytes | BinaryIO

_USUAL = Limits()


def open_source(where: Where, *, name: str | None = None, limits: Limits = _USUAL) -> Source:
    """Open one document: a path, "-" for standard input, the bytes themselves or a binary stream.

    `name` is what the source and errors call it, by default its path. Raises ``SourceError``, also for a folder or an
    archive, which hold many.
    """
    data, name = _read(where, name, limits)
    kind = kind_of(data, name, limits.max_members)
    if kind == "archive":
        raise SourceError(Code.ARCHIVE, name, "it is an archive of documents", "Unpack it, or use open_sources")
    return _opened(Document(name, kind, data), limits)


def open_sources(where: Where, *, name: str | None = None, limits: Limits = _USUAL) -> Iterator[Source | SourceError]:
    """Open all there is: besides what ``open_source`` takes, a folder with its folders, a pattern, a ZIP.

    In order of their names. A document that cannot be opened comes as a ``SourceError`` in its place; none is raised.
    """
    for file in _files(where):
        if isinstance(file, SourceError):
            yield file
            continue
        try:
            data, called = _read(file, name if file is where else None, limits)
        except SourceError as error:
            yield error
            continue
        for document in documents(data, called, limits):
            yield document if isinstance(document, SourceError) else _tried(document, limits)


def _tried(document: Document, limits: Limits) -> Source | SourceError:
    try:
        return _opened(document, limits)
    except SourceError as error:
        return error


def _opened(document: Document, limits: Limits) -> Source:
    """Plain text is decoded here: it needs no parser. All else is opened in a process of its own."""
    opened = registry.opened if document.kind == "text" else guard.opened
    return opened(document.kind, document.data, document.name, limits)


def _files(where: Where) -> Iterator[Where | SourceError]:
    if not isinstance(where, str | Path) or where == "-":
        yield where
        return
    path = Path(where)
    if path.is_dir():
        found = [file for file in _walk(path) if not is_litter(file.relative_to(path).as_posix())]
        advice = "Put the reports into it"
    elif not path.exists() and glob.has_magic(str(where)):
        found = sorted(file for file in map(Path, glob.glob(str(where), recursive=True)) if file.is_file())
        advice = "Check the pattern"
    else:
        yield where
        return
    yield from found
    if not found:
        yield SourceError(Code.NOT_FOUND, str(where), "there is no file in it", advice)


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(parent, file) for file in sorted(files))


def _read(where: Where, name: str | None, limits: Limits) -> tuple[bytes, str]:
    """The bytes of one document and its name, never more than the limit."""
    if isinstance(where, bytes):
        data, name = where, name or "bytes"
    elif where == "-":
        data, name = sys.stdin.buffer.read(limits.max_bytes + 1), name or "stdin"
    elif isinstance(where, str | Path):
        name = name or str(where)
        data = _file(Path(where), name, limits)
    else:
        data, name = where.read(limits.max_bytes + 1), name or str(getattr(where, "name", "stream"))
    if len(data) > limits.max_bytes:
        raise too_large(name, limits.max_bytes)
    return data, name


def _file(path: Path, name: str, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(Code.ARCHIVE, name, "it is a folder", "Name one of its files, or use open_sources")
        if path.exists() and not path.is_file():  # a pipe or a device may never end
            raise SourceError(Code.NOT_FOUND, name, "it is no ordinary file", 'Use "-" to read standard input')
        with path.open("rb") as file:
            return file.read(limits.max_bytes + 1)
    except OSError as error:
        what = f"it cannot be read ({error.strerror or error})"
        raise SourceError(Code.NOT_FOUND, name, what, "Check the path and your rights to it") from error
