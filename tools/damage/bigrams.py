"""Makes ``repair/bigrams.txt`` from the word list of jieba (MIT): ``python tools/damage/bigrams.py DICT > bigrams.txt``.

DICT is ``jieba/dict.txt`` of jieba 0.42.1, a word and its frequency a line. A line of the result is a character, the
letter of its own frequency, then letters each followed by the characters that come after it that often inside words.
The letter for a frequency f is the f's binary order of magnitude: a for 1, b for 2 to 3, c for 4 to 7 …
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

LEAST = 16


def level(count: int) -> str:
    """The letter of a frequency."""
    return chr(ord("a") + min(count.bit_length() - 1, 25))


def main(path: str) -> None:
    """Write the table to standard output."""
    own: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if all("一" <= char <= "\u9fff" for char in word):
            for char in word:
                own[char] += int(frequency)
            for pair in zip(word, word[1:], strict=False):
                pairs[pair] += int(frequency)
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
