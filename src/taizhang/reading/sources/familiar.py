"""How much a text looks like Chinese: the measure by which a right decoding is told from a wrong one."""

from __future__ import annotations

from collections import Counter
from functools import cache

_SAMPLE = 200_000  # characters looked at
_PUNCTUATION = "　、。，；：？！“”‘’《》〈〉（）【】「」『』—…·－～％"


def familiarity(text: str) -> float:
    """The share of a text's non-ASCII characters that are everyday Chinese, 0 to 1; 1 where there are none."""
    counted = Counter(text[:_SAMPLE])
    foreign = {character: count for character, count in counted.items() if not character.isascii()}
    if not foreign:
        return 1.0
    everyday = _everyday()
    return sum(count for character, count in foreign.items() if character in everyday) / sum(foreign.values())


@cache
def _everyday() -> frozenset[str]:
    """The first levels of GB/T 2312 (3,755 characters) and Big5 (5,401): each standard sets the everyday ones apart."""
    simplified = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(byte for lead in range(0xA4, 0xC7) for trail in trails for byte in (lead, trail))
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore") + _PUNCTUATION)
