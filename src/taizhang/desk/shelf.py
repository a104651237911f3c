"""The documents that a server shows: which there are, what came of each, and the readings held in memory."""

from __future__ import annotations

import glob
import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePath

from taizhang.corpus.attempt import Failure, attempt
from taizhang.corpus.folder import list_files
from taizhang.reading.types import Reading

UPLOADS = 100  # files read through the page that are kept; the oldest makes room
ID = 16  # hex digits of a document's digest in addresses

logger = logging.getLogger("taizhang.desk")


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list shows of a reading."""

    id: str
    title: str
    place: str
    code: str
    reviewed: str
    planned: str
    characters: int
    quantities: int
    tasks: int
    names: int
    doubts: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the list: read (`summary`), not readable (`failure`), or waiting (neither)."""

    name: str
    summary: Summary | None = None
    failure: Failure | None = None


class Shelf:
    """All documents of one server. Safe to use from several threads; one document is read at a time."""

    def __init__(self, sources: Sequence[str], *, kept: int, uploads: Path | None) -> None:
        self.kept, self.uploads = kept, uploads
        self._files: OrderedDict[Path, str] = OrderedDict((path, str(path)) for path in _files(sources))
        self._entries: dict[Path, tuple[Entry, ...]] = {}
        self._origin: dict[str, Path] = {}
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._state = threading.Lock()
        self._busy = threading.Lock()

    def start(self) -> None:
        """Read everything in the background."""
        threading.Thread(target=self.read_all, name="reader", daemon=True).start()

    def read_all(self) -> None:
        """Read what was not read yet, in order."""
        for path in list(self._files):
            with self._busy:
                if path in self._files and path not in self._entries:
                    self._read(path)

    def entries(self) -> list[Entry]:
        """Every document in order, those of an archive each by itself; files read through the page come first."""
        with self._state:
            found = [self._entries.get(path, (Entry(name),)) for path, name in self._files.items()]
        return [entry for entries in found for entry in entries]

    def reading(self, id: str) -> Reading | None:
        """The reading called `id`, read again where it was dropped from memory; None where there is none."""
        if (found := self._held(id)) is not None:
            return found
        with self._busy:
            if (found := self._held(id)) is None and (path := self._origin.get(id)) is not None:
                found = self._read(path).get(id)
        return found

    def add(self, name: str, data: bytes) -> tuple[Entry, ...]:
        """Read a file that came through the page; what came of it."""
        if self.uploads is None:
            raise PermissionError("this server takes no files")
        name = PurePath(name.replace("\\", "/")).name or "file"
        path = self.uploads / blake2b(data + name.encode("utf-8", "replace"), digest_size=16).hexdigest()
        path.write_bytes(data)
        with self._busy:
            with self._state:
                self._files[path] = name
                self._files.move_to_end(path, last=False)
            self._read(path)
            self._make_room()
        return self._entries[path]

    def _held(self, id: str) -> Reading | None:
        with self._state:
            if id in self._readings:
                self._readings.move_to_end(id)
            return self._readings.get(id)

    def _read(self, path: Path) -> dict[str, Reading]:
        """Read one file, with all that an archive holds."""
        readings, entries = {}, []
        for outcome in attempt(path, name=self._files[path]):
            entry = _entry(outcome)
            entries.append(entry)
            if isinstance(outcome, Reading) and entry.summary:
                readings[entry.summary.id] = outcome
        logger.info("read", extra={"fields": {"documents": len(entries), "failed": len(entries) - len(readings)}})
        with self._state:
            self._entries[path] = tuple(entries)
            for id, reading in readings.items():
                self._origin.setdefault(id, path)
                self._readings[id] = reading
            while len(self._readings) > self.kept:
                self._readings.popitem(last=False)
        return readings

    def _make_room(self) -> None:
        """Forget the oldest of the files that came through the page."""
        with self._state:
            ours = [path for path in self._files if path.parent == self.uploads]
            for path in ours[UPLOADS:]:
                del self._files[path]
                for entry in self._entries.pop(path, ()):
                    if entry.summary and self._origin.get(entry.summary.id) == path:
                        del self._origin[entry.summary.id]
                        self._readings.pop(entry.summary.id, None)
                path.unlink(missing_ok=True)


def _files(sources: Iterable[str]) -> Iterator[Path]:
    """The files that paths, folders and patterns name; a path that leads nowhere stays, to be reported."""
    for source in sources:
        path = Path(source)
        if path.is_dir():
            yield from (file.path for file in list_files(path))
        elif not path.exists() and glob.has_magic(source):
            yield from (Path(match) for match in sorted(glob.glob(source, recursive=True)) if Path(match).is_file())
        else:
            yield path


def _entry(outcome: Reading | Failure) -> Entry:
    if isinstance(outcome, Failure):
        return Entry(outcome.where, failure=outcome)
    source, outline = outcome.source, outcome.outline
    summary = Summary(
        id=source.digest[:ID],
        title=outline.title.strip(),
        place=outline.place.name if outline.place else "、".join(dict.fromkeys(r.place.name for r in outline.regions)),
        code=outline.place.code or "" if outline.place else "",
        reviewed=str(outline.reviewed or ""),
        planned=str(outline.planned or ""),
        characters=len(source.text),
        quantities=len(outcome.quantities),
        tasks=sum(t.task for t in outcome.tasks),
        names=len(outcome.names),
        doubts=len(outcome.doubts),
    )
    return Entry(source.name, summary=summary)
