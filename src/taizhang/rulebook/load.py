"""From a definition file to typed, frozen objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from taizhang.rulebook.errors import DefinitionError
from taizhang.rulebook.yaml import Document, parse

T = TypeVar("T")

UNKNOWN_KEY = re.compile(r"Object contains unknown field `(?P<key>.*?)`")
AT_PATH = re.compile(r" - at `(?P<path>\$.*?)`$")


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every definition type: immutable, and closed to keys it does not know."""


@cache
def root() -> Path:
    """The folder of definitions: beside the package when installed, at the repository's root in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "definitions"
    return installed if installed.is_dir() else package.parents[1] / "definitions"


def load(path: Path, type_: type[T]) -> T:
    """Read `path` as a `type_` (a Definition). Raises DefinitionError with file, line and the nearest known key."""
    document = parse(path)
    try:
        return msgspec.convert(document.content, type_, strict=False)
    except msgspec.ValidationError as error:
        raise _explain(document, type_, str(error)) from None


def load_folder(folder: Path, type_: type[T]) -> Iterator[tuple[Path, T]]:
    """Every ``*.yaml`` below `folder` in name order."""
    for path in sorted(folder.rglob("*.yaml")):
        yield path, load(path, type_)


def _explain(document: Document, type_: type, message: str) -> DefinitionError:
    where = AT_PATH.search(message)
    path = where["path"] if where else "$"
    problem = message[: where.start()] if where else message
    unknown = UNKNOWN_KEY.search(message)
    if not unknown:
        return DefinitionError(document.path, document.line(path), f"{problem} (at {path})")
    key = unknown["key"]
    near = get_close_matches(key, _keys(type_), n=1)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return DefinitionError(document.path, document.line(f"{path}.{key}"), f'unknown key "{key}"{hint}')


def _keys(type_: type) -> set[str]:
    """All keys that the definition type and the types inside it know."""
    known: set[str] = set()
    todo: list[Any] = [type_]
    seen: list[Any] = []
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.append(current)
        if isinstance(current, type) and issubclass(current, msgspec.Struct):
            for field in msgspec.structs.fields(current):
                known.add(field.name)
                todo.append(field.type)
        todo.extend(getattr(current, "__args__", ()))
    return known
