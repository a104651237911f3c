"""The longest word of a table that a stretch ends in is found, within the stretch only."""

from __future__ import annotations

import pytest

from taizhang.reading.names.endings import Endings

ENDINGS = Endings(("行动", "专项行动", "制", "机制"))


@pytest.mark.parametrize(
    ("text", "start", "end", "word"),
    [
        ("清障专项行动", 0, 6, "专项行动"),
        ("清障专项行动", 3, 6, "行动"),
        ("清障专项行动", 5, 6, ""),
        ("清障专项行动", 0, 5, ""),
        ("清障专项行动", 6, 6, ""),
        ("林长制", 0, 3, "制"),
        ("制", 0, 0, ""),
        ("", 0, 0, ""),
    ],
)
def test_the_longest_word_within_the_stretch_is_found(text: str, start: int, end: int, word: str) -> None:
    assert ENDINGS.longest(text, start, end) == word


def test_it_tells_the_characters_that_words_end_in() -> None:
    assert ENDINGS.last == {"动", "制"}
