"""From what was typed to documents read: folders and patterns become files, files become readings or failures."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from taizhang.corpus.attempt import Failure, attempt, lost
from taizhang.corpus.folder import list_files
from taizhang.corpus.pool import in_processes
from taizhang.reading.types import Reading

STDIN = "-"
Found = Path | bytes
"""A file, or the bytes of stdin."""


def gather(sources: Sequence[str]) -> list[Found]:
    """The files that `sources` name, each once, in the order given; a name that leads nowhere stays, to be reported."""
    found = {entry: None for source in sources for entry in _expand(source)}
    return list(found)


def _expand(source: str) -> Iterable[Found]:
    if source == STDIN:
        return [sys.stdin.buffer.read()]
    path = Path(source)
    if path.is_dir():
        return [file.path for file in list_files(path)]
    if path.exists() or not glob.has_magic(source):
        return [path]
    matches = sorted(glob.glob(source, recursive=True))
    return [entry for match in matches for entry in _expand(match)] or [path]


def read_all(
    found: Sequence[Found],
    *,
    jobs: int,
    watch: Callable[[Iterable[Iterable[Reading | Failure]]], Iterable[Iterable[Reading | Failure]]],
) -> Iterator[Reading | Failure]:
    """Every document in `found`, in order, read by `jobs` processes. `watch` is handed what each file gives, as it is done."""
    if jobs == 1 or len(found) < 2:
        each: Iterable[Iterable[Reading | Failure]] = (_read(entry) for entry in found)
    else:
        each = in_processes(_read_whole, found, jobs=min(jobs, len(found)), split=lambda entry: [entry], lost=_lost)
    for documents in watch(each):
        yield from documents


def _read(entry: Found) -> Iterator[Reading | Failure]:
    return attempt(entry, name="stdin") if isinstance(entry, bytes) else attempt(entry)


def _read_whole(entry: Found) -> list[Reading | Failure]:
    return list(_read(entry))


def _lost(entry: Found) -> list[Reading | Failure]:
    return [lost("stdin" if isinstance(entry, bytes) else str(entry))]
