"""The offset map: there and back, composition, order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.types import Span
from taizhang.reading.repair.edits import Edited, Edits
from taizhang.reading.repair.offsets import OffsetMap, forward

Change = tuple[int, int, str]  # keep so many, take so many, put this in their place
CHANGES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.text("甲乙丙丁", max_size=4)), max_size=6)


def changed(text: str, changes: list[Change]) -> Edited:
    """`text` with the changes made from left to right, as far as it reaches."""
    edits, at = Edits(text), 0
    for keep, take, new in changes:
        start, end = min(at + keep, len(text)), min(at + keep + take, len(text))
        edits.replace(start, end, new)
        at = end
    return edits.finish() or Edited(text, (), 0)


def passes(text: str, rounds: list[list[Change]]) -> tuple[str, OffsetMap]:
    """`text` after several passes, with the map of them all."""
    offsets = OffsetMap()
    for changes in rounds:
        edited = changed(text, changes)
        text, offsets = edited.text, offsets.then(edited.step)
    return text, offsets


@given(st.text("abcdefgh", max_size=30), st.lists(CHANGES, max_size=4))
def test_a_kept_character_maps_there_and_back_to_itself(raw: str, rounds: list[list[Change]]) -> None:
    clean, offsets = passes(raw, rounds)
    for at, char in enumerate(clean):
        if char.isascii():  # what the changes put in is Chinese
            assert raw[offsets.to_raw(at)] == char
            assert offsets.to_clean(offsets.to_raw(at)) == at


@given(st.text("abcdefgh", max_size=30), st.lists(CHANGES, max_size=4))
def test_a_raw_character_is_kept_at_one_place_or_dropped(raw: str, rounds: list[list[Change]]) -> None:
    clean, offsets = passes(raw, rounds)
    found = [at for char in range(len(raw)) if (at := offsets.to_clean(char)) is not None]
    assert found == sorted(set(found))
    assert all(0 <= at < len(clean) for at in found)


@given(st.text("abcdefgh", max_size=30), st.lists(CHANGES, max_size=4))
def test_the_map_never_goes_backwards(raw: str, rounds: list[list[Change]]) -> None:
    clean, offsets = passes(raw, rounds)
    there = [offsets.to_raw(at) for at in range(len(clean) + 1)]
    assert there == sorted(there)
    assert all(0 <= at <= len(raw) for at in there)


@given(st.text("abcdefgh", max_size=30), CHANGES, CHANGES)
def test_two_passes_map_like_one_after_the_other(raw: str, first: list[Change], second: list[Change]) -> None:
    once = changed(raw, first)
    twice = changed(once.text, second)
    both = OffsetMap((once.step, twice.step))
    for at in range(len(twice.text) + 1):
        assert both.to_raw(at) == OffsetMap((once.step,)).to_raw(OffsetMap((twice.step,)).to_raw(at))


@given(st.text("abcdefgh", min_size=1, max_size=30), st.lists(CHANGES, max_size=3), st.data())
def test_a_raw_span_holds_every_kept_character_of_its_clean_span(
    raw: str, rounds: list[list[Change]], data: st.DataObject
) -> None:
    clean, offsets = passes(raw, rounds)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    span = offsets.span_to_raw(start, end)
    assert 0 <= span.start <= span.end <= len(raw)
    kept = [offsets.to_raw(at) for at in range(start, end) if clean[at].isascii()]
    assert all(span.start <= at < span.end for at in kept)


@given(st.text("abcdefgh", min_size=1, max_size=30), CHANGES, st.data())
def test_a_span_moved_forward_holds_what_was_kept_of_it(raw: str, changes: list[Change], data: st.DataObject) -> None:
    edited = changed(raw, changes)
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start + 1, len(raw)))
    span = forward(edited.step, Span(start, end))
    assert 0 <= span.start <= span.end <= len(edited.text)
    kept = [at for char in range(start, end) if (at := OffsetMap((edited.step,)).to_clean(char)) is not None]
    assert all(span.start <= at < span.end for at in kept)


def test_a_note_after_the_last_character_belongs_to_it() -> None:
    edits = Edits("農業(yè)增長5.5%\n。")
    edits.replace(1, 6, "業")
    offsets = OffsetMap().then(edits.finish().step)  # type: ignore[union-attr]
    assert offsets.span_to_raw(0, 2) == Span(0, 6)
    assert offsets.span_to_raw(2, 8) == Span(6, 12)


def test_what_was_dropped_after_a_span_stays_outside_and_inside_stays_inside() -> None:
    edits = Edits("增长3.9\n\n亿元\n，")
    edits.drop(5, 7)
    edits.drop(9, 10)
    offsets = OffsetMap().then(edits.finish().step)  # type: ignore[union-attr]
    assert offsets.span_to_raw(2, 7) == Span(2, 9)
    assert offsets.span_to_raw(2, 5) == Span(2, 5)
    assert offsets.to_clean(5) is None
