"""What a corpus folder holds: one line of JSON for each finished part, in the order they were finished.

A part counts only once its line is here, whole; so a run may be killed at any moment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import orjson


@dataclass(frozen=True, slots=True)
class Part:
    """One set of Parquet files: its number, the reader's version, the digest of each file in it, and which failed."""

    number: int
    reader: str
    files: dict[str, str]
    failed: list[str]


def load(path: Path) -> list[Part]:
    """The finished parts. A last line cut off by a crash is not one."""
    if not path.exists():
        return []
    lines = path.read_bytes().split(b"\n")[:-1]
    return [Part(**orjson.loads(line)) for line in lines]


def save(path: Path, parts: Iterable[Part]) -> None:
    """Replace the manifest at one stroke."""
    partial = path.with_suffix(".partial")
    with partial.open("wb") as stream:
        stream.writelines(orjson.dumps(part) + b"\n" for part in parts)
        _settle(stream.fileno(), stream.flush)
    partial.replace(path)


def append(path: Path, part: Part) -> None:
    """Note one more finished part, safely on the disk when this returns."""
    with path.open("ab") as stream:
        stream.write(orjson.dumps(part) + b"\n")
        _settle(stream.fileno(), stream.flush)


def still_good(part: Part, reader: str, digest: Callable[[str], str | None], *, retry: bool) -> bool:
    """Whether this part need not be read again: same reader, and every file in it as it was (`digest` of a name).

    With `retry`, a part with failures is read again.
    """
    if part.reader != reader or (retry and part.failed):
        return False
    return all(digest(name) == known for name, known in part.files.items())


def _settle(number: int, flush: Callable[[], None]) -> None:
    flush()
    os.fsync(number)
