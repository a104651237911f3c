"""The rules of the reader, in words."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from taizhang import reading


@cache
def rule_words() -> dict[str, str]:
    """What each rule sees, by its id: the first entry of each row of the RULES tables of the reader's modules."""
    words: dict[str, str] = {}
    for module in walk_packages(reading.__path__, f"{reading.__name__}."):
        if ".sources." not in module.name and ".tests" not in module.name:
            table = getattr(import_module(module.name), "RULES", {})
            words |= {rule: row[0] for rule, row in table.items()}
    return words
