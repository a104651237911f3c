"""Indents that a converter could not write: ``????`` at the start of paragraph after paragraph, for two wide blanks."""

from __future__ import annotations

import re

from taizhang.reading.repair.edits import Edited, Edits

EXAMPLES = {"????各位代表\n????现在报告工作\n??一、回顾": "各位代表\n现在报告工作\n一、回顾"}
NOT_THIS = ("????各位代表\n现在报告工作", "怎么办??\n真的吗??\n好吗??")

_INDENT = re.compile(r"^(?:\?\?)++(?!\?)", re.M)
LEAST_LINES = 3  # a single one may be something else that was lost


def step(text: str) -> Edited | None:
    """Drop the marks; an indent says nothing that the line break does not."""
    if "??" not in text:
        return None
    indents = list(_INDENT.finditer(text))
    edits = Edits(text)
    for indent in indents if len(indents) >= LEAST_LINES else ():
        edits.drop(indent.start(), indent.end())
    return edits.finish()
