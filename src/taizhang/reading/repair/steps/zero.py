"""The sign 〇 lost or replaced in numbers written in words: 二0三五年, 二○三五年, 二\ufffd\ufffd三五年.

A zero-like sign among Chinese digits is 〇. A lost character is, only in the hundreds of a year that begins with 二.
"""

from __future__ import annotations

import re

from taizhang.reading.repair.edits import Edited, Edits

EXAMPLES = {
    "到二0三五年": "到二〇三五年",
    "二○二四年": "二〇二四年",
    "二\ufffd\ufffd三五年": "二〇三五年",
    "二??三五年": "二〇三五年",
    "二00八年": "二〇〇八年",
}
NOT_THIS = ("二〇三五年", "二十年", "一九九\ufffd年", "二〇二\ufffd年", "第二0号", "2035年")

_DIGITS = "一二三四五六七八九〇零"
_ZEROS = "0○◯OＯ"
_YEAR = re.compile(rf"[一二]([{_DIGITS}{_ZEROS}]|[\ufffd?]{{1,2}}+)[{_DIGITS}{_ZEROS}]{{2}}(?=年)")
_ZERO = re.compile(f"[{_ZEROS}]")


def step(text: str) -> Edited | None:
    """Write 〇 where nothing else can have stood."""
    edits = Edits(text)
    for year in _YEAR.finditer(text):
        if year[1][0] in "\ufffd?":
            if year[0][0] == "二":
                edits.replace(*year.span(1), "〇")
        elif _ZERO.match(year[1]):
            edits.replace(*year.span(1), "〇")
        for zero in _ZERO.finditer(text, year.end(1), year.end()):
            edits.replace(*zero.span(), "〇")
    return edits.finish()
