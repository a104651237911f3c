"""From what was typed to documents read: folders and patterns become files, files become readings or failures."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard
from zipfile import BadZipFile, ZipFile

from taizhang.corpus.attempt import Failure, attempt, gone, lost, refused
from taizhang.corpus.folder import list_files
from taizhang.corpus.pool import in_processes
from taizhang.reading.sources.archive import documents
from taizhang.reading.sources.errors import SourceError
from taizhang.reading.sources.limits import Limits
from taizhang.reading.types import Reading

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Held:
    """A document whose bytes are in memory already: from stdin, or a member of an archive."""

    name: str
    data: bytes


Task = Path | Held | Failure
Outcomes = Iterable[Reading | Failure]


def gather(sources: Sequence[str]) -> list[Task]:
    """The files that `sources` name, each once, in the order given; a name that leads nowhere stays, to be reported."""
    found = {task: None for source in sources for task in _expand(source)}
    return list(found)


def count(found: Iterable[Task]) -> int:
    """How many documents are to be read, the members of archives included."""
    return sum(_members(task) for task in found)


def read_all(
    found: Sequence[Task], *, jobs: int, watch: Callable[[Iterable[Outcomes]], Iterable[Outcomes]]
) -> Iterator[Reading | Failure]:
    """Every document in `found`, in order, read by `jobs` processes. `watch` is handed what each gives, as it is done."""
    tasks = (task for entry in found for task in _documents(entry))
    if jobs == 1:
        each: Iterable[Outcomes] = map(_read, tasks)
    else:
        each = in_processes(_read, tasks, jobs=jobs, split=lambda task: [task], lost=_lost)
    for outcomes in watch(each):
        yield from outcomes


def _expand(source: str) -> Iterable[Task]:
    if source == STDIN:
        return [Held("stdin", sys.stdin.buffer.read())]
    if not source:  # an unset variable of a script; as a path it would be the working folder
        return [gone('""')]
    path = Path(source)
    if path.is_dir():
        return [file.path for file in list_files(path)] or [path]
    if path.exists() or not glob.has_magic(source):
        return [path]
    matches = sorted(glob.glob(source, recursive=True))
    return [task for match in matches if Path(match).is_file() for task in _expand(match)] or [path]


def _documents(task: Task) -> Iterator[Task]:
    """The members of an archive, one after the other; anything else as it is."""
    if not _is_archive(task):
        yield task
        return
    for member in documents(task.read_bytes(), str(task), Limits()):
        yield refused(member) if isinstance(member, SourceError) else Held(member.name, member.data)


def _members(task: Task) -> int:
    if _is_archive(task):
        with suppress(OSError, BadZipFile), ZipFile(task) as archive:
            return len(archive.infolist())
    return 1


def _is_archive(task: Task) -> TypeGuard[Path]:
    return isinstance(task, Path) and task.suffix.lower() == ".zip" and task.is_file()


def _read(task: Task) -> list[Reading | Failure]:
    if isinstance(task, Failure):
        return [task]
    return list(attempt(task.data, name=task.name) if isinstance(task, Held) else attempt(task))


def _lost(task: Task) -> list[Reading | Failure]:
    return [task if isinstance(task, Failure) else lost(task.name if isinstance(task, Held) else str(task))]
