"""The files below a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """One file; `name` is its path within the folder, with forward slashes, `size` in bytes."""

    name: str
    path: Path
    size: int


def list_files(folder: Path) -> list[File]:
    """Every file below `folder` in name order, without hidden files and the locks of office programs (~$…)."""
    found = ((path.relative_to(folder), path) for path in folder.rglob("*") if path.is_file())
    files = (File(name.as_posix(), path, path.stat().st_size) for name, path in found if not _hidden(name))
    return sorted(files, key=lambda file: file.name)


def _hidden(name: Path) -> bool:
    return name.name.startswith("~$") or any(part.startswith(".") for part in name.parts)
