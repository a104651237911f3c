"""Later mentions are known however they are dressed."""

from __future__ import annotations

import pytest

from taizhang.reading.names.naming import Mentions, key


@pytest.mark.parametrize("name", ["“河湾码”", "河湾码", "河湾码项目", "“河湾码”建设"])
def test_marks_and_closing_words_do_not_make_another_name(name: str) -> None:
    assert key(name) == "河湾码"


def test_a_part_of_a_longer_name_is_a_later_mention_of_it() -> None:
    seen = Mentions()
    assert seen.add("茗溪灌区二期渠首工程", "茗溪灌区二期渠首工程")
    assert not seen.add("茗溪灌区二期", "茗溪灌区二期")
    assert seen.add("茗溪灌区三期", "茗溪灌区三期")


def test_a_quotation_alone_is_a_later_mention_of_the_name_that_held_it() -> None:
    seen = Mentions()
    assert seen.add("“河湾码”办事模式", "“河湾码”办事模式")
    assert not seen.add("“河湾码”", "“河湾码”")
