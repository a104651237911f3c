"""How likely one character follows another: the page's own pairs first, then those inside the words of the language."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from taizhang.reading.repair.mirror.keys import NOTED
from taizhang.reading.repair.script import to_simplified, traditional

ENOUGH = 200_000  # characters of the page that are counted
UNSEEN = 1e-7
LEAST_BOUNDARY = 0.05  # chance that a word ends after a character, whatever the word list says
ODD_VARIANT = math.log(1e-3)  # a form of a character that neither the page nor a converter uses
_WIDEN = str.maketrans(",!?;:()", "，！？；：（）")
_DIGITS = re.compile("[0-9]")
_LETTERS = re.compile("[A-Za-z]")
_DAMAGED = re.compile("[?].{0,8}")  # no witness for what characters go together


class Language:
    """Character statistics for one page; characters are compared simplified, with wide punctuation."""

    def __init__(self, page: str, *, is_traditional: bool) -> None:
        bare = _DAMAGED.sub("\n", NOTED.sub("", page[:ENOUGH]))
        folded = _fold(bare)
        self._traditional = is_traditional
        self._forms: dict[str, set[str]] = {}  # folded character → the forms that the page uses
        for form in set(bare):
            self._forms.setdefault(_fold_one(form), set()).add(form)
        self._after: dict[str, Counter[str]] = {}  # one or two characters → what follows them on the page
        for first, second, third in zip(folded, folded[1:], folded[2:], strict=False):
            self._after.setdefault(second, Counter())[third] += 1
            self._after.setdefault(first + second, Counter())[third] += 1
        self._single = Counter(folded)
        self._length = len(folded) + 1
        self._alone: dict[str, tuple[str, float, float]] = {}

    def scorer(self, before: str) -> Callable[[str], float]:
        """Natural logarithm of the chance that a character follows `before`, of which the last two count.

        Page phrases, backed off to page pairs, to pairs inside words, to single characters (Witten and Bell 1991).
        """
        context = _fold_one(before[-2:])
        inside, words = _row(context[-1:]), max(_frequency(context[-1:]), 1)
        boundary = max(1 - inside.total() / words, LEAST_BOUNDARY)
        pairs, phrases = self._page(context[-1:]), self._page(context)
        kinds, seen = len(pairs), pairs.total() + len(pairs) or 1
        phrase_kinds, phrases_seen = len(phrases), phrases.total() + len(phrases)

        def score(char: str) -> float:
            plain, alone, cost = self._alone.get(char) or self._by_itself(char)
            chance = inside[plain] / words + boundary * alone
            if kinds:
                chance = (pairs[plain] + kinds * chance) / seen
            if phrase_kinds:
                chance = (phrases[plain] + phrase_kinds * chance) / phrases_seen
            return math.log(chance) + cost

        return score

    def knows(self, before: str, char: str) -> bool:
        """Whether the two were seen together, more than once on the page or in a word."""
        first, second = _fold_one(before), _fold_one(char)
        return self._page(first)[second] > 1 or second in _row(first)

    def followers(self, before: str) -> Iterator[str]:
        """The characters of the page that go after `before`, in the forms that the page uses."""
        first = _fold_one(before[-1:])
        for second in self._page(first) | _row(first):
            yield from self._forms.get(second, ())

    def _page(self, before: str) -> Counter[str]:
        return self._after.get(before, _NOTHING)

    def _by_itself(self, char: str) -> tuple[str, float, float]:
        """The folded character, its chance without context, and the cost of a form that the page does not use."""
        plain = _fold_one(char)
        alone = 0.7 * self._single[plain] / self._length + 0.3 * _frequency(plain) / _total() + UNSEEN
        forms = self._forms.get(plain) or {traditional(plain) if self._traditional else plain}
        found = self._alone[char] = plain, alone, 0.0 if char in forms else ODD_VARIANT
        return found


_NOTHING: Counter[str] = Counter()


def _fold(text: str) -> str:
    return _LETTERS.sub("A", _DIGITS.sub("0", to_simplified(text).translate(_WIDEN)))


_fold_one = cache(_fold)


@cache
def _lines() -> dict[str, str]:
    table = Path(__file__).with_name("bigrams.txt").read_text(encoding="utf-8")
    return {line[0]: line[1:] for line in table.splitlines()}


def _count(letter: str) -> int:
    return 1 << ord(letter) - ord("a")


def _frequency(char: str) -> int:
    line = _lines().get(char)
    return _count(line[0]) if line else 0


@cache
def _total() -> int:
    return sum(_count(line[0]) for line in _lines().values())


@cache
def _row(char: str) -> Counter[str]:
    """What follows `char` inside words, and how often."""
    found, count = Counter[str](), 0
    for sign in _lines().get(char, "")[1:]:
        if sign.isascii():
            count = _count(sign)
        else:
            found[sign] = count
    return found
