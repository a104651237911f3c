"""What is wrong with a definition, said so that its author can mend it."""

from __future__ import annotations

from pathlib import Path


class DefinitionError(ValueError):
    """A definition file that cannot be used. ``str()`` gives ``file:line: what, and what to do``."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        super().__init__(f"{path}:{line}: {problem}")
