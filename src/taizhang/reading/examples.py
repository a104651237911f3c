"""Runs the examples that definitions carry: what each indicator must be read from, and must not."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.reading.pipeline import read_text
from taizhang.rulebook.indicators import Indicator


def unmet(indicator: Indicator) -> Iterator[str]:
    """The examples and counter-examples of `indicator` that the reader reads otherwise, one sentence each."""
    for expected, texts in ((True, indicator.examples), (False, indicator.not_this)):
        for text in texts:
            codes = {q.code for q in read_text(text).quantities}
            if (indicator.code in codes) is not expected:
                said = ", ".join(sorted(c or "none" for c in codes)) or "no quantity"
                yield f"{indicator.code}: {'must' if expected else 'must not'} be read from 「{text}」, which gives {said}"
