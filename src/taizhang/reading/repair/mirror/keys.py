"""Which characters of a page carry a pinyin note, learned from the page itself: 現(xiàn), or on spam pages 想(xiang).

The set differs by page; on one page a character has its note always or never, and always the same reading. Genuine
brackets such as (COD), (GDP), (一期), or a single gloss of a rare character, are not it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict

from taizhang.reading.repair.readings import SYLLABLES

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
READING = f"[a-zü]{{0,5}}[{TONED}][a-z]{{0,3}}"
NOTED = re.compile(rf"(?<=([\u3400-\u9fff]))[(（]({READING})[)）]")
LEAST_NOTES = 5
MOST_BARE = 0.2  # of a key's occurrences may lack the note, or two of a rare one: they were damaged, or read back


def learn(text: str) -> dict[str, str]:
    """Key character → its reading with tone; empty where the page has no such habit."""
    readings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for match in NOTED.finditer(text):
        if plain(match[2]) in SYLLABLES:
            readings[match[1]][match[2]] += 1
    if sum(map(Counter.total, readings.values())) < LEAST_NOTES:
        return {}
    occurrences = Counter(text)
    return {
        char: reading
        for char, counts in readings.items()
        for reading, count in counts.most_common(1)
        if count > (bare := occurrences[char] - count) and bare <= max(2, MOST_BARE * occurrences[char])
    }


def plain(reading: str) -> str:
    """A reading without its tone: xiàn → xian, lǜ → lü."""
    bare = "".join(part for part in unicodedata.normalize("NFD", reading) if part not in "\u0300\u0301\u0304\u030c")
    return unicodedata.normalize("NFC", bare)
