"""Numerals (数词): where figures stand in the text, in Arabic or in Chinese characters, and what they are worth."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from taizhang.reading.quantities.units import LONGEST_UNIT, MULTIPLIER, UNIT

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
CHINESE = "〇零一二三四五六七八九十百千万亿两"

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
ARABIC = re.compile(
    rf"(?P<low>{NUMBER})"
    rf"(?:(?=[^-—~～至]{{0,{LONGEST_UNIT + 1}}}[-—~～至])"  # a range: looked for only where a dash is near
    rf"(?P<lowmul>{MULTIPLIER}(?=[-—~至]\d))?(?:[ ]?(?:%|{UNIT})?[-—~～至]{{1,2}}(?P<high>{NUMBER}))?)?"
    rf"(?P<more>[余多])?(?P<times>{MULTIPLIER})?(?P<more2>[余多])?(?P<gap>[ \n]?)(?P<unit>{UNIT})?"
)
CHINESE_RUN = re.compile(
    rf"(?P<fraction>百分之)?(?P<digits>[{CHINESE}]+)(?P<point>点[{CHINESE}]+)?(?P<more>[余多])?(?P<times>[万亿])?(?P<unit>{UNIT})?"
)
LONGEST = 18  # characters; a longer run is no number
ANY = re.compile(  # NUMBER or a run of CHINESE; opening with one class of characters, it is searched for twice as fast
    rf"[\d{CHINESE}](?:(?<=\d)\d*(?:,\d{{3}})*(?:\.\d+)?|[{CHINESE}]*)"
)


def arabic_value(digits: str) -> Decimal:
    """The value of an Arabic numeral, thousands separators allowed: ``1,050.5``."""
    return Decimal(digits.replace(",", ""))


@lru_cache(1024)
def chinese_value(run: str) -> int | None:
    """The value of a Chinese numeral: 一百二十 → 120, 二〇二四 → 2024, 百 → 100. None where the run is not a number."""
    if len(run) > LONGEST:
        return None
    if len(run) > 1 and all(c in DIGITS for c in run):
        return int("".join(str(DIGITS[c]) for c in run))
    total = section = 0
    digit: int | None = None
    for char in run:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
            continue
        size = PLACES[char]
        if size < 10_000:
            section += (1 if digit is None else digit) * size
        else:
            total = (total + section + (digit or 0) or 1) * size
            section = 0
        digit = None
    return total + section + (digit or 0)
