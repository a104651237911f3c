"""YAML with every scalar kept as text, repeated keys refused, and the line of every value remembered.

Plain YAML turns ``17:30`` into 1050, ``0512`` into 330 and ``no`` into False, and lets a repeated key win silently;
here a value becomes a number or a date only where the definition's type says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from taizhang.rulebook.errors import DefinitionError

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: nested dicts, lists and strings, and the line (from 1) of each value by its path ``$.a[0].b``."""

    path: Path
    content: Any
    lines: dict[str, int]

    def line(self, path: str) -> int:
        """The line of the value at `path`, or of its nearest known parent."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["))]
        return self.lines.get(path, 1)


def parse(path: Path) -> Document:
    """Read one file. Raises DefinitionError for broken YAML, repeated keys, anchors and tags."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DefinitionError(path, mark.line + 1 if mark else 1, f"not YAML: {error.problem}") from None
    lines: dict[str, int] = {}
    return Document(path, _content(node, "$", path, lines) if node else None, lines)


def _content(node: yaml.Node, where: str, path: Path, lines: dict[str, int]) -> Any:
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return None if node.value == "" and node.style is None else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_content(item, f"{where}[{i}]", path, lines) for i, item in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key, value in node.value:
        if key.value in result:
            raise DefinitionError(path, key.start_mark.line + 1, f'key "{key.value}" is given twice')
        result[key.value] = _content(value, f"{where}.{key.value}", path, lines)
        lines[f"{where}.{key.value}"] = key.start_mark.line + 1
    return result
