"""Characters that are plainly lost and that nothing brought back: U+FFFD, 〓, private-use signs, a ``?`` at a figure."""

from __future__ import annotations

import re

from taizhang.ledger.types import Span
from taizhang.reading.repair.edits import Edited, Edits

EXAMPLES = {"县\ufffd长": "县\ufffd长", "?24年": "?24年", "新增3?个": "新增3?个"}
NOT_THIS = ("怎么办?", "增长多少？5%。")

_SUSPECT = re.compile("[?\ufffd〓\ue000-\uf8ff]")
_LOST = re.compile(r"[\ufffd〓\ue000-\uf8ff]|(?<=[0-9])\?|\?(?=[0-9])")


def step(text: str) -> Edited | None:
    """Change nothing, mark the places."""
    if not _SUSPECT.search(text):
        return None
    edits = Edits(text)
    for lost in _LOST.finditer(text):
        edits.lose(Span(*lost.span()), "unknown character")
    return edits.finish()
