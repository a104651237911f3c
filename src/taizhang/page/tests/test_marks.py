"""Overlapping marks become pieces in a row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.types import Span
from taizhang.page.marks import Mark, Marks, pieces

TEXT = "新增企业20家，建成云河大桥项目。"


def cut(*marks: Mark) -> list[tuple[str, str]]:
    span = Span(0, len(TEXT))
    return [(p.text, p.css) for p in pieces(TEXT, span, Marks(marks).within(span.start, span.end))]


def test_text_without_marks_is_one_piece() -> None:
    assert cut() == [(TEXT, "")]


def test_a_mark_cuts_before_and_behind_itself() -> None:
    assert cut(Mark(4, 7, "q-1", "q")) == [("新增企业", ""), ("20家", "q"), ("，建成云河大桥项目。", "")]


def test_where_marks_overlap_a_piece_has_the_classes_of_both() -> None:
    assert [css for _, css in cut(Mark(2, 6, "a", "n"), Mark(4, 8, "b", "q"))] == ["", "n", "n q", "q", ""]


def test_a_click_leads_to_the_shortest_of_several_marks() -> None:
    span = Span(4, 7)
    found = list(pieces(TEXT, span, Marks([Mark(0, 16, "n-1", "n"), Mark(4, 7, "q-1", "q")]).within(4, 7)))
    assert [(p.to, p.ids) for p in found] == [("q-1", ("q-1", "n-1"))]


def test_a_mark_in_pieces_says_where_it_begins_and_ends() -> None:
    found = cut(Mark(0, 6, "n-1", "n", "opens", "closes"), Mark(2, 4, "u-1", "u"))
    assert [css for _, css in found][:3] == ["n opens", "n u", "n closes"]


def test_an_empty_mark_is_no_mark() -> None:
    assert cut(Mark(4, 4, "q-1", "q")) == [(TEXT, "")]


spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


@given(st.lists(spans), spans)
def test_pieces_join_to_the_text_and_each_lies_under_exactly_its_marks(
    found: list[list[int]], within: list[int]
) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(30))
    marks = [Mark(start, end, f"m{n}", "m") for n, (start, end) in enumerate(found)]
    span = Span(*within)
    at = span.start
    for piece in pieces(text, span, Marks(marks).within(span.start, span.end)):
        assert piece.text == text[at : at + len(piece.text)]
        for offset in range(at, at + len(piece.text)):
            assert set(piece.ids) == {m.id for m in marks if m.start <= offset < m.end}
        at += len(piece.text)
    assert at == span.end
