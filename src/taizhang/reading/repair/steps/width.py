"""Full-width digits, letters and signs of figures: １０５０亿元, ５．５％, ＡＡ＋. Chinese punctuation stays as it is."""

from __future__ import annotations

import re

from taizhang.reading.repair.edits import Edited, same_length

EXAMPLES = {"增长５．５％": "增长5.5%", "５Ｇ基站": "5G基站", "微克／立方米": "微克/立方米", "１．５万": "1.5万"}
NOT_THIS = ("各位代表：", "（一）", "第一，", "沙．巴特")

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋－／]")
_POINT = re.compile("(?<=[0-9])．")
_NARROW = dict(zip("％＋－／", "%+-/", strict=True))


def step(text: str) -> Edited | None:
    """Write them as ASCII; every position is kept."""
    narrow, changes = _WIDE.subn(_narrow, text)
    return same_length(text, _POINT.sub(".", narrow), changes=changes) if changes else None


def _narrow(match: re.Match[str]) -> str:
    wide = match[0]
    return _NARROW.get(wide) or chr(ord(wide) - 0xFEE0)
