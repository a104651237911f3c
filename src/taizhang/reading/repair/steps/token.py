"""One sign replaced by a token throughout a document: ``[UNK]`` for every 、, or ``□`` for every %.

The sign that a document of some length must have but has not, and whose neighbours the token has, is the one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from taizhang.reading.repair.edits import Edited, substitute

EXAMPLES = {
    "新增规上企业[UNK]专精特新企业[UNK]上市企业，" * 5: "新增规上企业、专精特新企业、上市企业，" * 5,
    "出口增长5□，投资增长7□，" * 4: "出口增长5%，投资增长7%，" * 4,
    "实施<unk>强链”行动、<unk>暖企”行动，" * 4: "实施“强链”行动、“暖企”行动，" * 4,
}
NOT_THIS = (
    "新增(GDP)指标、增长5%。" * 5,  # nothing is missing
    "建设□□□，改造□□□，" * 5,  # blanks to fill in, or characters lost: not one sign
    "一是[UNK]好，",  # too few to tell
)

NARROW = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")"}
LEAST_TIMES = 5
LEAST_SHARE = 0.8  # of a token's places that must look like the sign's
LEAST_COMMAS = 0.008  # commas per character, far below any report's
_TOKEN = re.compile(
    r"[\[<{【&#@_$*]{1,3}[A-Za-z0-9_]{1,16}[\]>}】;#@_$*]{1,3}|[□■◆◇●○★☆※▲△▼▽¤〓♦◊§¶†\ue000-\uf8ff]|\ufffd{1,2}+"
)


class Places:
    """What stands round every occurrence of a token."""

    def __init__(self, text: str, matches: list[re.Match[str]]) -> None:
        self._text = text
        self._matches = matches

    def share(self, looks_right: Callable[[str, str], bool]) -> float:
        """The share of places whose text before and after (20 characters each) looks right."""
        around = (
            (self._text[max(0, m.start() - 20) : m.start()], self._text[m.end() : m.end() + 20]) for m in self._matches
        )
        return sum(looks_right(before, after) for before, after in around) / len(self._matches)

    @property
    def density(self) -> float:
        """Occurrences per character."""
        return len(self._matches) / len(self._text)


def _ends_lines(_: str, after: str) -> bool:
    return not after or after[0] == "\n"


def _joins_words(before: str, after: str) -> bool:
    return before[-1:] not in ("", "\n") and not _ends_lines(before, after) and not before[-1:].isdigit()


FITS: dict[str, Callable[[Places], bool]] = {
    "%": lambda at: at.share(lambda before, _: before[-1:].isdigit()) >= LEAST_SHARE,
    ".": lambda at: at.share(lambda before, after: before[-1:].isdigit() and after[:1].isdigit()) >= LEAST_SHARE,
    "“": lambda at: at.share(lambda _, after: "”" in after) >= LEAST_SHARE,
    "”": lambda at: at.share(lambda before, _: "“" in before) >= LEAST_SHARE,
    "。": lambda at: at.share(_ends_lines) >= 0.1,
    "，": lambda at: at.density > LEAST_COMMAS and at.share(_ends_lines) < 0.02,
    "、": lambda at: at.share(_joins_words) >= LEAST_SHARE and at.share(_ends_lines) < 0.02,
}


def step(text: str) -> Edited | None:
    """Put the sign back, if exactly one sign fits."""
    missing = [sign for sign in FITS if sign not in text and NARROW.get(sign, sign) not in text]
    if not missing:
        return None
    places: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _TOKEN.finditer(text):
        places[match[0]].append(match)
    common = [token for token, found in places.items() if len(found) >= LEAST_TIMES and token * 2 not in text]
    fits = [(token, sign) for token in common for sign in missing if FITS[sign](Places(text, places[token]))]
    if len(fits) != 1:
        return None
    token, sign = fits[0]
    return substitute(text, re.compile(re.escape(token)), lambda _: sign)
