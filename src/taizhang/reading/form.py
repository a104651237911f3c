"""The form that the rules read: the same characters in the same places, spelt one way.

Full-width digits and letters become ASCII, narrow Chinese punctuation becomes wide where it stands in Chinese text,
straight quotes become paired ones. The length never changes, so every offset stays what it was.
"""

from __future__ import annotations

import re

SPELT = {
    **{chr(0xFF10 + i): chr(0x30 + i) for i in range(10)},
    **{chr(0xFF21 + i): chr(0x41 + i) for i in range(26)},
    **{chr(0xFF41 + i): chr(0x61 + i) for i in range(26)},
    "％": "%", "＋": "+", "．": ".", "～": "~", "〜": "~", "﹪": "%", "＆": "&", "／": "/", "　": " ", "\t": " ",
    "\u2002": " ", "\u2003": " ", "\xa0": " ", "\r": " ", "!": "！", "?": "？", ";": "；", "(": "（", ")": "）",
    "「": "“", "」": "”", "『": "‘", "』": "’", "﹔": "；", "﹐": "，", "﹑": "、", "＂": '"', "–": "—", "―": "—",
}  # fmt: skip
OTHERWISE = re.compile("[" + re.escape("".join(SPELT)) + "\ud800-\udfff]")  # half characters become U+FFFD
NARROW = re.compile(r"(?<!\d)[,:]|[,:](?!\d)")
WIDE = {",": "，", ":": "："}
STRAIGHT = re.compile('"')


ITEM = re.compile(r"(?m)(?<=^\d)．|(?<=^\d\d)．|(?<=\n\d)．|(?<=[ \u3000]\d)．(?=\d)")


def rule_form(text: str) -> str:
    """`text` as the rules read it, of the same length."""
    if "．" in text:
        text = ITEM.sub("、", text)  # 9．14家 is item 9, not a decimal
    text = OTHERWISE.sub(lambda match: SPELT.get(match[0], "\ufffd"), text)
    if "," in text or ":" in text:
        text = NARROW.sub(lambda m: WIDE[m[0]], text)
    if '"' in text:
        marks = iter(range(text.count('"')))
        text = STRAIGHT.sub(lambda m: "“”"[next(marks) % 2], text)
    return text
