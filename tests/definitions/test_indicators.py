"""The examples inside the indicator catalogue, executed by the reader."""

from __future__ import annotations

import pytest

from taizhang.reading import read_text
from taizhang.rulebook.indicators import catalogue

INDICATORS = catalogue().by_code


@pytest.mark.parametrize("code", INDICATORS)
def test_the_examples_give_the_code_and_the_others_do_not(code: str) -> None:
    indicator = INDICATORS[code]
    missed = [text for text in indicator.examples if code not in {q.code for q in read_text(text).quantities}]
    wrong = [text for text in indicator.not_this if code in {q.code for q in read_text(text).quantities}]
    assert (missed, wrong) == ([], [])


def test_every_indicator_carries_an_example() -> None:
    assert [code for code, indicator in INDICATORS.items() if not indicator.examples] == []
