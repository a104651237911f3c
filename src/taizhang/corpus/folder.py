"""The files below a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from taizhang.reading.sources.archive import is_litter


@dataclass(frozen=True, slots=True)
class File:
    """One file; `name` is its path within the folder, with forward slashes, `size` in bytes."""

    name: str
    path: Path
    size: int


def list_files(folder: Path) -> list[File]:
    """Every file below `folder` in name order, without what systems and offices leave behind (hidden files, ~$ locks)."""
    found = ((path.relative_to(folder), path) for path in folder.rglob("*") if path.is_file())
    files = (File(name.as_posix(), path, path.stat().st_size) for name, path in found if not is_litter(name.as_posix()))
    return sorted(files, key=lambda file: file.name)
