"""The examples inside the indicator catalogue, executed by the reader."""

from __future__ import annotations

import pytest

from taizhang.reading.examples import unmet
from taizhang.rulebook.indicators import catalogue

INDICATORS = catalogue().by_code


@pytest.mark.parametrize("code", INDICATORS)
def test_the_examples_give_the_code_and_the_others_do_not(code: str) -> None:
    assert list(unmet(INDICATORS[code])) == []


def test_every_indicator_carries_an_example() -> None:
    assert [code for code, indicator in INDICATORS.items() if not indicator.examples] == []
