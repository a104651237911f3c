"""Texts damaged by the forward model (``tools/damage``), whose truth is known to the character."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damage import noise
from damage.distance import distance, error_rate
from damage.mirror import KEY_SETS, annotate, decode, mirror
from damage.noise import NARROW
from taizhang.reading.repair import Repaired, repair

REPORT = (Path(__file__).parents[5] / "samples" / "dichuan" / "2024.txt").read_text(encoding="utf-8")
SHORT = REPORT[:2500]
DIGITS = re.compile("[0-9]+")


def unmarked(repaired: Repaired, truth: str) -> list[tuple[str, str]]:
    """Every difference that touches no place marked damaged, as found and as it should be."""
    marked = {at for place in repaired.damaged for at in range(place.span.start - 1, place.span.end + 1)}
    return [
        (repaired.text[start:end], truth[truth_start:truth_end])
        for kind, start, end, truth_start, truth_end in SequenceMatcher(
            None, repaired.text, truth, autojunk=False
        ).get_opcodes()
        if kind != "equal" and not marked.intersection(range(start, end + 1))
    ]


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("keys", KEY_SETS)
def test_a_mirror_page_comes_back_but_for_the_places_marked(keys: str, narrow: bool) -> None:
    truth = SHORT.translate(NARROW) if narrow else SHORT
    raw = mirror(SHORT, KEY_SETS[keys], cut=1.0, seed=1, narrow=narrow)
    repaired = repair(raw)
    assert error_rate(raw, truth) > 0.4
    assert error_rate(repaired.text, truth) < 0.002
    assert unmarked(repaired, truth) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_digit_is_made_up_on_a_mirror_page(seed: int) -> None:
    repaired = repair(mirror(SHORT, KEY_SETS["middle"], cut=0.7, seed=seed))
    figures = iter(DIGITS.findall(SHORT))
    assert all(figure in figures for figure in DIGITS.findall(repaired.text))


def test_a_mirror_page_that_was_not_cut_loses_nothing() -> None:
    repaired = repair(mirror(SHORT, KEY_SETS["small"], cut=0.0, seed=0))
    assert unmarked(repaired, SHORT.translate(NARROW)) == []


@settings(max_examples=25, deadline=None)
@given(st.text("工业发展现代化建设规划创新优势，。、0123456789%亿元增长", max_size=60), st.integers(0, 99))
def test_any_mirrored_text_keeps_a_map_in_order(text: str, seed: int) -> None:
    raw = mirror("现代产业优势规划创新发展。" * 3 + text, KEY_SETS["large"], cut=0.5, seed=seed)
    repaired = repair(raw)
    there = [repaired.map.to_raw(at) for at in range(len(repaired.text) + 1)]
    assert there == sorted(there)
    assert there[-1] == len(raw)


@pytest.mark.parametrize(
    "damage",
    [
        noise.wrap,
        lambda text: noise.wrap(text, indent="\u3000\u3000"),
        lambda text: noise.inline_page_marks(text, 307),
        lambda text: noise.blanks_in_numbers(text, chance=0.7, seed=3),
        noise.spaced_out,
        noise.full_width_digits,
        noise.twice,
        noise.mojibake,
        lambda text: noise.token(text, "、", "[UNK]"),
        lambda text: noise.token(text, "%", "□"),
        lambda text: noise.token(text, "”", "<unk>"),
    ],
)
def test_other_noise_is_undone(damage: Callable[[str], str]) -> None:
    raw = damage(REPORT)
    assert error_rate(raw, REPORT) > 0.003
    assert error_rate(repair(raw).text.replace("\n\u3000\u3000", "\n").strip(), REPORT.strip()) < 0.0005


def test_wrapped_pages_with_marks_come_back_to_their_paragraphs() -> None:
    raw = noise.page_marks(noise.wrap(REPORT, blank_lines=True), 22, glue="\n\n")
    paragraphs = [line for line in repair(raw).text.split("\n") if line.strip()]
    expected = [line for line in REPORT.split("\n") if line.strip()]
    assert len(set(expected) - set(paragraphs)) <= 1  # a sentence may end just where the line does


@pytest.mark.parametrize("mark", ["\ufffd\ufffd", "0", "○", "??"])
def test_a_lost_zero_of_a_year_in_words_comes_back(mark: str) -> None:
    text = "到二〇三五年基本实现现代化。"
    assert repair(noise.lost_zero(text, mark)).text == text


def test_narrow_punctuation_is_left_to_the_reader() -> None:
    narrow = noise.narrow(SHORT)
    assert repair(narrow).text == narrow


def test_the_model_makes_the_patterns_seen_on_real_pages() -> None:
    assert decode(annotate("龍潭過江".encode("gbk"), "執")) == "龍?zhí)哆^江"
    assert "现代".encode("gbk") in annotate("现代".encode("gbk"), "業")


def test_the_distance_counts_edits() -> None:
    assert distance("增长5%", "增长15%") == 1
    assert distance("", "增长") == 2
    assert distance("甲乙丙丁", "乙丙丁戊") == 2
