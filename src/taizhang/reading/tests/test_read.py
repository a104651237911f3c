"""What holds of every reading, whatever the text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.reading import read, read_text
from taizhang.reading.sources import SourceError

SAMPLES = Path(__file__).parents[4] / "samples" / "dichuan"
PIECES = st.sampled_from(
    "新增企业87家 增长6.5% 力争达到1,050亿元 3-5家 百分之八十 两个 第三次会议 2025年 “十四五”期间 5G 110千伏 十三五 "
    "12345热线 ， 。 ； \n 一、 （一） 其中 分别为12%和9% 〇 亿 万 . - ~ 0 00 ０ 百 “ ” 《 》 二〇二五年 P3 \ud800 發展現實經濟總量達到 \x00 \t | ！".split(
        " "
    )
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_every_numeral_is_accounted_for(text: str) -> None:
    reading = read_text(text)
    assert sum(reading.account().values()) == len(reading.numerals)
    assert {n.fact for n in reading.numerals if n.fact} == {q.id for q in reading.quantities}
    for raw, span in [(f.raw, f.span) for f in reading.quantities] + [(f.raw, f.span) for f in reading.names]:
        assert raw == text[span.start : span.end]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_digit_of_the_text_stands_in_a_numeral(text: str) -> None:
    reading = read_text(text)
    covered = {at for n in reading.numerals for at in range(n.span.start, n.span.end)}
    assert [at for at, char in enumerate(text) if char in "0123456789" and at not in covered] == []


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_second_reading_gives_the_same_facts_and_ids(year: int) -> None:
    first, second = (read(SAMPLES / f"{year}.txt") for _ in range(2))
    assert (first.quantities, first.tasks, first.names) == (second.quantities, second.tasks, second.names)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_no_two_facts_share_an_id(year: int) -> None:
    reading = read(SAMPLES / f"{year}.txt")
    ids = [f.id for layer in (reading.quantities, reading.tasks, reading.names, reading.doubts) for f in layer]
    assert len(ids) == len(set(ids))


def test_facts_stand_in_reading_order_and_do_not_overlap() -> None:
    reading = read(SAMPLES / "2026.txt")
    for layer in (reading.quantities, reading.tasks):
        spans = [fact.span for fact in layer]
        assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_task_knows_its_targets() -> None:
    reading = read_text(
        "一、2025年工作回顾\n新增企业80家。\n二、2026年工作安排\n推进产业强县。新开工项目40个、竣工30个。\n"
    )
    task = next(t for t in reading.tasks if t.measurable)
    assert [q.raw for q in reading.quantities if q.id in task.quantities] == ["40个", "30个"]


def test_a_path_its_bytes_and_an_open_file_read_the_same() -> None:
    path = SAMPLES / "2025.txt"
    with path.open("rb") as file:
        readings = [read(path), read(path.read_bytes()), read(file)]
    assert len({r.quantities for r in readings}) == 1


def test_what_is_not_there_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path / "nothing.txt")
    assert caught.value.advice


def test_a_damaged_figure_is_a_doubt_and_has_no_value() -> None:
    reading = read_text("2025年，新增企业〓〓家，签约项目60个。\n")
    assert all(q.value is not None or any(q.id in d.facts for d in reading.doubts) for q in reading.quantities)
