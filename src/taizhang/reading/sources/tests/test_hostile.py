"""Bad and hostile input gives an error that says so, within the limits, and the next document is read."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from taizhang.reading.sources import Code, Limits, SourceError, open_source, open_sources
from taizhang.reading.sources.limits import MIB
from taizhang.reading.sources.tests import hostile, made
from taizhang.reading.sources.tests.hostile import Case

LIGHT = [case for case in hostile.cases() if not case.is_heavy]
USUAL = Limits()


@pytest.mark.parametrize("case", LIGHT, ids=lambda case: case.name)
def test_hostile_input_gives_the_error_it_should(case: Case) -> None:
    assert hostile.answers(case.make(), case.name) <= case.answers


def test_after_a_crash_the_next_document_is_read() -> None:
    assert hostile.answers(hostile.sparse_sheet(), "a.xlsx") == {Code.TOO_HEAVY}
    assert open_source(made.docx()).text == made.REPORT + "\n"


@pytest.mark.parametrize(
    ("limits", "data", "code"),
    [
        (replace(USUAL, max_bytes=100), made.REPORT.encode(), Code.TOO_LARGE),
        (replace(USUAL, max_bytes=1000), made.zipped({"a.txt": "x" * 9999}), Code.TOO_LARGE),
        (replace(USUAL, max_unpacked=1000), made.zipped({"a.txt": "x" * 600, "b.txt": "x" * 600}), Code.BOMB),
        (replace(USUAL, max_unpacked=1000), made.docx(), Code.BOMB),
        (replace(USUAL, max_members=1), made.zipped({"a.txt": "x", "b.txt": "x"}), Code.TOO_MANY),
        (replace(USUAL, max_pages=2), hostile.pdf_of(3, b"BT /F 12 Tf (x) Tj ET"), Code.TOO_MANY),
        (replace(USUAL, max_pages=1), made.ofd(), Code.TOO_MANY),
        (replace(USUAL, max_depth=9), hostile.nested("div", 10), Code.TOO_DEEP),
        (replace(USUAL, seconds=0.3), hostile.pdf_of(2000, b"BT /F 12 Tf " + b"(growth) Tj " * 200 + b"ET"), Code.TOO_SLOW),
        (replace(USUAL, memory=64 * MIB), hostile.pdf_of(1, b"BT /F 12 Tf (growth) Tj ET " * 2_000_000), Code.TOO_HEAVY),
    ],
    ids=lambda value: value.name.lower() if isinstance(value, Code) else "",
)  # fmt: skip
def test_each_limit_holds(limits: Limits, data: bytes, code: Code) -> None:
    errors = [one for one in open_sources(data, limits=limits) if isinstance(one, SourceError)]
    assert {error.code for error in errors} == {code}


def test_a_step_that_takes_too_long_ends_about_when_it_should() -> None:
    data = hostile.pdf_of(2000, b"BT /F 12 Tf " + b"(growth) Tj " * 200 + b"ET")
    open_source(made.docx())  # so that the process is there
    started = time.monotonic()
    assert [
        one.code for one in open_sources(data, limits=replace(USUAL, seconds=1)) if isinstance(one, SourceError)
    ] == [Code.TOO_SLOW]
    assert time.monotonic() - started < 5


def test_a_large_file_is_not_read_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1000 * MIB)  # a hole: it takes no room on the disk
    with pytest.raises(SourceError) as caught:
        open_source(path)
    assert caught.value.code is Code.TOO_LARGE
