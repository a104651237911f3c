"""How strange the characters of a name stand to each other: the pairs of a proper name are not those of the genre.

``familiar.txt`` holds the pairs of neighbouring characters that three or more of 27 work reports of different places
and years have in common: a line is a character and those that follow it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import pairwise


@cache
def followers() -> dict[str, str]:
    """The characters that are familiar after each character."""
    table = files("taizhang.reading.names").joinpath("familiar.txt").read_text(encoding="utf-8")
    return {line[0]: line[1:] for line in table.splitlines()}


def strange_pairs(text: str) -> int:
    """How many neighbouring Chinese characters of `text` do not stand so in the reports of other places."""
    familiar = followers()
    strange = {
        first + second
        for first, second in pairwise(text)
        if second not in familiar.get(first, "") and "一" <= first <= "\u9fff" and "一" <= second <= "\u9fff"
    }
    return len(strange)
