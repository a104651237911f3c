"""Makes at build what is not committed: the character pairs that repair weighs readings by, and compiled translations."""

from __future__ import annotations

import runpy
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAIRS = "src/taizhang/reading/repair/mirror/bigrams.txt"


class Assets(BuildHookInterface[Any]):
    """Runs before every build, the editable install of a checkout included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the table unless it is there."""
        root = Path(self.root)
        table, maker = root / PAIRS, root / "tools" / "damage" / "bigrams.py"
        if not table.exists() and maker.exists():
            jieba = find_spec("jieba")  # found, not imported: only its word list is wanted
            if jieba is None or jieba.origin is None:
                raise ModuleNotFoundError(
                    "jieba, whose word list the table is made from, is not in the build environment"
                )
            with table.open("w", encoding="utf-8", newline="\n") as out, redirect_stdout(out):
                runpy.run_path(str(maker))["main"](str(Path(jieba.origin).parent / "dict.txt"))
        build_data["artifacts"].append(PAIRS)
        if (words := root / "tools" / "words.py").exists():
            made = runpy.run_path(str(words))["compile_all"]()
            build_data["artifacts"].extend(str(path.relative_to(root)) for path in made)
