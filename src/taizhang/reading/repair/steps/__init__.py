"""One kind of damage a file, each ``step(text)`` giving the changed text with its edits, or None where it is not met."""

from __future__ import annotations

from collections.abc import Callable

from taizhang.reading.repair.edits import Edited
from taizhang.reading.repair.steps import (
    blanks,
    breaks,
    escapes,
    lost,
    misaligned,
    mojibake,
    page_marks,
    pinyin,
    script,
    token,
    twice,
    wide_blanks,
    width,
    wording,
    zero,
)

_IN_ORDER = (
    escapes,
    mojibake,
    token,
    wide_blanks,
    misaligned,
    pinyin,
    page_marks,
    breaks,
    blanks,
    zero,
    width,
    twice,
    wording,
    script,
    lost,
)
STEPS: dict[str, Callable[[str], Edited | None]] = {step.__name__.rpartition(".")[2]: step.step for step in _IN_ORDER}
"""Name → step, in the order in which they run: a later one relies on what an earlier one has put right."""
