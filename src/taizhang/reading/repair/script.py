"""Traditional and simplified characters, by OpenCC, which keeps every length in these two directions."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

HALF = re.compile("[\ud800-\udfff]")


@cache
def simplified(char: str) -> str:
    """One character in its simplified form."""
    return to_simplified(char)


@cache
def traditional(char: str) -> str:
    """One character in the traditional form that a converter would give it."""
    return str(_converter("s2t").convert(char))


def to_simplified(text: str) -> str:
    """A text in simplified characters, phrase by phrase, as long as it was; half characters become U+FFFD."""
    return str(_converter("t2s").convert(HALF.sub("\ufffd", text)))


def is_traditional(text: str) -> bool:
    """Whether the document is written in traditional characters; a few in a simplified one do not make it so."""
    marked = len(_only_traditional().findall(text))
    return marked * 30 > len(text) and marked > len(_only_simplified().findall(text))


@cache
def _converter(config: str) -> Any:  # OpenCC has no types
    from opencc import OpenCC  # here, for only traditional documents need it

    return OpenCC(config)


@cache
def _only_traditional() -> re.Pattern[str]:
    return _differing("t2s")


@cache
def _only_simplified() -> re.Pattern[str]:
    return _differing("s2t")


def _differing(config: str) -> re.Pattern[str]:
    """Characters of the basic plane that a conversion changes."""
    convert = _converter(config).convert
    return re.compile("[" + "".join(char for char in map(chr, range(0x4E00, 0xA000)) if convert(char) != char) + "]")
