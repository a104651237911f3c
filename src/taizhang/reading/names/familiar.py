"""How strange the characters of a name stand to each other: the pairs of a proper name are not those of the genre.

``familiar.txt`` holds the pairs of neighbouring characters that three or more of 27 work reports of different places
and years have in common: a line is a character and those that follow it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from operator import add


@cache
def pairs() -> frozenset[str]:
    """The familiar pairs."""
    table = files("taizhang.reading.names").joinpath("familiar.txt").read_text(encoding="utf-8")
    return frozenset(line[0] + second for line in table.splitlines() for second in line[1:])


def strange_pairs(text: str) -> int:
    """How many neighbouring Chinese characters of `text` do not stand so in the reports of other places."""
    strange = set(map(add, text, text[1:])) - pairs()
    return sum("一" <= pair[0] <= "\u9fff" and "一" <= pair[1] <= "\u9fff" for pair in strange)
