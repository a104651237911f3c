"""Makes ``repair/mirror/bigrams.txt`` from the word list of jieba (MIT): ``python tools/damage/bigrams.py DICT > bigrams.txt``.

DICT is ``jieba/dict.txt`` of jieba 0.42.1, a word and its frequency a line. A line of the result is a character, the
letter of its own frequency, then letters each followed by the characters that come after it that often inside words.
The letter for a frequency f is its binary order of magnitude: a for 1, b for 2 to 3, c for 4 to 7 …
The words of the genre in ``report_words.txt`` count as frequent, for a general word list has them too low.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

LEAST = 16
GENRE_FREQUENCY = 10_000  # of 100 million, the sum of the list
GENRE = Path(__file__).with_name("report_words.txt")


def level(count: int) -> str:
    """The letter of a frequency."""
    return chr(ord("a") + min(count.bit_length() - 1, 25))


def words(path: str) -> Iterator[tuple[str, int]]:
    """Every word written in Chinese characters only, with its frequency."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if all("一" <= char <= "\u9fff" for char in word):
            yield word, int(frequency)
    for word in GENRE.read_text(encoding="utf-8").split():
        yield word, GENRE_FREQUENCY


def main(path: str) -> None:
    """Write the table to standard output."""
    own: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for word, frequency in words(path):
        for char in word:
            own[char] += frequency
        for pair in pairwise(word):
            pairs[pair] += frequency
    after: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (first, second), count in pairs.items():
        if count >= LEAST:
            after[first][level(count)].append(second)
    for char, count in sorted(own.items()):
        if count >= LEAST:
            groups = sorted(after[char].items(), reverse=True)
            rest = "".join(letter + "".join(sorted(seconds)) for letter, seconds in groups)
            sys.stdout.write(f"{char}{level(count)}{rest}\n")


if __name__ == "__main__":
    main(sys.argv[1])
