"""Page marks in the running text: ``— 1 —`` inside a sentence or a word, on a line of its own or not; 第3页 共20页.

A mark on a line of its own leaves a form feed, from which the next step knows that a page ended there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.reading.repair.edits import Edited, Edits

EXAMPLES = {
    "全面\n— 1 —\n贯彻新发展\n— 2 —\n理念": "全面\n\f\n贯彻新发展\n\f\n理念",
    "全面— 1 —贯彻新发— 2 —展理念": "全面贯彻新发展理念",
}
NOT_THIS = ("2023—2025年", "328国道—356省道", "电话0514-83-83", "得分-3-", "翻到第3页看")

_DASHED = re.compile(r"[—–－-][—–－-]?[ \u3000]?(\d{1,3})(?:[ \u3000]?[—–－-]{1,2}|\Z)")
_COUNTED = re.compile(r"第 ?(\d{1,3}) ?页(?:[ ，,/]{0,2}共 ?\d{1,3} ?页)?")
_BLANKS = " \t\r\u3000\xa0"


def step(text: str) -> Edited | None:
    """Drop the marks; one on its own line goes with that line."""
    edits = Edits(text)
    marks = list(_DASHED.finditer(text)) or ("页" in text and list(_COUNTED.finditer(text))) or []
    for start, end, instead in _pages(text, marks):
        edits.replace(start, end, instead)
    return edits.finish()


def _pages(text: str, marks: list[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    """What to replace, and by what: marks alone on their line, and any that counts on from the one before or to the next."""
    numbers = [int(mark[1]) for mark in marks]
    for index, mark in enumerate(marks):
        start, end = _with_blanks(text, mark)
        alone = text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
        neighbours = numbers[max(0, index - 1) : index], numbers[index + 1 : index + 2]
        if alone:
            yield start, end, "\f"
        elif mark.re is _DASHED and (numbers[index] - 1 in neighbours[0] or numbers[index] + 1 in neighbours[1]):
            yield start, end, ""


def _with_blanks(text: str, mark: re.Match[str]) -> tuple[int, int]:
    start, end = mark.span()
    while start and text[start - 1] in _BLANKS:
        start -= 1
    while text[end : end + 1] and text[end] in _BLANKS:
        end += 1
    return start, end
