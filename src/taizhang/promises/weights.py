"""How telling each pair of characters is, in the two reports at hand: rare pairs tell, pairs that are everywhere do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log


def grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters in `text`."""
    return frozenset(a + b for a, b in pairwise(text))


class Weights:
    """Weights of character pairs by how few of `texts` hold them."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        number = 0
        for text in texts:
            counts.update(grams(text))
            number += 1
        self._known = {pair: log((number + 1) / count) + 0.2 for pair, count in counts.items()}
        self._new = log(number + 1) + 0.2

    def of(self, pair: str) -> float:
        """The weight of one pair."""
        return self._known.get(pair, self._new)

    def sum(self, pairs: Iterable[str]) -> float:
        """The weight of several."""
        return sum(self._known.get(pair, self._new) for pair in pairs)
