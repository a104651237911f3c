"""The two texts of a document: nothing is lost, marks stand on what they mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.page.text import Block, clean_view, is_as_found, raw_view
from taizhang.reading.pipeline import read_text
from taizhang.reading.types import Reading

SAMPLE = (Path(__file__).parents[4] / "samples/dichuan/2024.txt").read_text("utf-8")
NOTES = (("发", "fā"), ("协", "xié"), ("现", "xiàn"), ("产", "chǎn"))


@pytest.fixture(scope="module")
def plain() -> Reading:
    return read_text(SAMPLE)


@pytest.fixture(scope="module")
def damaged() -> Reading:
    text = SAMPLE
    for letter, pinyin in NOTES:
        text = text.replace(letter, f"{letter}({pinyin})")
    return read_text(text)


def lines(blocks: list[Block]) -> list[str]:
    return [("\t" if b.kind == "row" else "").join("".join(p.text for p in r.pieces) for r in b.runs) for b in blocks]


def marked(blocks: list[Block]) -> dict[str, str]:
    """Row id → the text under its marks."""
    found: dict[str, str] = {}
    for block in blocks:
        for run in block.runs:
            if run.id:
                found[run.id] = "".join(p.text for p in run.pieces)
            for piece in run.pieces:
                for id in piece.ids:
                    found[id] = found.get(id, "") + piece.text
    return found


def test_the_clean_view_has_every_line_that_is_not_blank(damaged: Reading) -> None:
    assert lines(clean_view(damaged)) == [line.strip() for line in damaged.clean.split("\n") if line.strip()]


def test_the_raw_view_has_every_line_as_found(damaged: Reading) -> None:
    assert lines(raw_view(damaged)) == [line.strip() for line in damaged.source.text.split("\n") if line.strip()]


def test_in_the_raw_view_every_quantity_is_marked_where_it_stands(damaged: Reading) -> None:
    found = marked(raw_view(damaged))
    assert {q.id: q.raw for q in damaged.quantities} == {q.id: found[q.id] for q in damaged.quantities}


def test_in_the_clean_view_every_quantity_is_marked_without_its_noise(plain: Reading, damaged: Reading) -> None:
    found = marked(clean_view(damaged))
    assert [found[q.id] for q in damaged.quantities] == [q.raw for q in plain.quantities]


def test_every_sentence_of_the_plan_can_be_found_from_its_row(plain: Reading) -> None:
    assert {t.id for t in plain.tasks} <= set(marked(clean_view(plain)))


def test_the_raw_view_marks_what_the_repair_took_out(damaged: Reading) -> None:
    edited = [p.text for b in raw_view(damaged) for r in b.runs for p in r.pieces if "x" in p.css.split()]
    assert any("(fā)" in text for text in edited)


def test_blocks_open_at_raw_offsets(damaged: Reading) -> None:
    for block, line in zip(raw_view(damaged), lines(raw_view(damaged)), strict=True):
        assert damaged.source.text.startswith(line, block.at)


def test_headings_carry_the_anchor_of_their_section(plain: Reading) -> None:
    blocks = clean_view(plain)
    anchors = {b.anchor for b in blocks} | {r.anchor for b in blocks for r in b.runs}
    assert {f"s-{n}" for n in range(len(plain.outline.sections))} <= anchors


def test_a_text_that_needed_no_repair_is_as_found(plain: Reading, damaged: Reading) -> None:
    assert is_as_found(plain)
    assert not is_as_found(damaged)


def test_lines_with_tabs_become_rows_of_cells() -> None:
    blocks = clean_view(read_text("云河县2024年统计公报\n指标\t单位\t2023年\n粮食产量\t万吨\t12.5\n"))
    assert [len(b.runs) for b in blocks if b.kind == "row"] == [3, 3]
