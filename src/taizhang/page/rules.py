"""The rules of the reader in words: Chinese from ``rulewords``, English from the RULES tables of the reader itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from taizhang import reading
from taizhang.page.rulewords import CHINESE, PLAIN


@cache
def english() -> dict[str, str]:
    """Rule id → what it saw, for every rule of the RULES tables."""
    found: dict[str, str] = {}
    for module in walk_packages(reading.__path__, f"{reading.__name__}."):
        if ".sources." not in module.name and ".tests" not in module.name:
            found |= _told(getattr(import_module(module.name), "RULES", {}))
    return found


def _told(table: Any) -> Iterator[tuple[str, str]]:
    """(id, words) of a table: a mapping to rows that begin with the words, or rules that know both."""
    if isinstance(table, dict):
        yield from ((rule, row[0]) for rule, row in table.items())
    else:
        yield from ((rule.id, rule.says) for rule in table)


def rule_words(rules: set[str]) -> dict[str, tuple[str, str]]:
    """``rule.ID`` → (Chinese, English) for each of `rules` that is described somewhere."""
    known = english()
    words = {
        rule: (CHINESE.get(rule) or known[rule], known.get(rule) or CHINESE[rule])
        for rule in CHINESE.keys() | known.keys()
    }
    words = PLAIN | words
    return {f"rule.{rule}": words[rule] for rule in sorted(rules & words.keys())}
