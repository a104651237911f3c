"""Folders, patterns, archives, streams: each document or its error, in order."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.reading.sources import Code, Source, SourceError, open_source, open_sources
from taizhang.reading.sources.tests import made
from taizhang.reading.sources.tests.made import DATA, REPORT

HEAVY = "trafilatura lxml docx pypdfium2 selectolax python_calamine olefile charset_normalizer rapidocr numpy msgspec".split()


def summary(results: list[Source | SourceError]) -> list[tuple[str, str]]:
    return [(one.where, one.code) if isinstance(one, SourceError) else (one.name, one.kind) for one in results]


def test_a_folder_is_read_in_order_with_an_error_for_each_bad_file(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.docx").write_bytes(made.docx())
    (tmp_path / "b" / "c.txt").write_text(REPORT, encoding="gb18030")
    (tmp_path / "b" / "empty.txt").touch()
    for litter in (".DS_Store", "~$a.docx"):
        (tmp_path / litter).write_bytes(b"\0")
    assert summary(list(open_sources(tmp_path))) == [
        (f"{tmp_path}/a.docx", "docx"), (f"{tmp_path}/b/c.txt", "text"), (f"{tmp_path}/b/empty.txt", Code.EMPTY),
    ]  # fmt: skip


def test_a_pattern_names_files(tmp_path: Path) -> None:
    for name in ("2.txt", "1.txt", "3.md"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    names = [Path(name).name for name, _ in summary(list(open_sources(f"{tmp_path}/*.txt")))]
    assert names == ["1.txt", "2.txt"]


@pytest.mark.parametrize("where", ["nothing/*.txt", "nothing.txt"])
def test_what_is_not_there_is_an_error_and_not_an_exception(tmp_path: Path, where: str) -> None:
    assert summary(list(open_sources(tmp_path / where))) == [(str(tmp_path / where), Code.NOT_FOUND)]


def test_an_archive_is_read_member_by_member_and_one_level_deep() -> None:
    inner = made.zipped({"内.txt": REPORT, "再内.zip": made.zipped({"深.txt": REPORT})})
    data = made.zipped({"乙.txt": REPORT, "丙.zip": inner, "甲.bin": bytes(range(256)) * 9, "__MACOSX/._乙.txt": b"\0"})
    assert summary(list(open_sources(data, name="a.zip"))) == [
        ("a.zip!/丙.zip!/内.txt", "text"),
        ("a.zip!/丙.zip!/再内.zip", Code.ARCHIVE),
        ("a.zip!/乙.txt", "text"),
        ("a.zip!/甲.bin", Code.NOT_TEXT),
    ]


def test_member_names_that_windows_wrote_in_gbk_are_read() -> None:
    gbk = "报告.txt".encode("gbk")
    data = made.zipped({"x" * len(gbk): REPORT}).replace(b"x" * len(gbk), gbk)
    assert summary(list(open_sources(data, name="a.zip"))) == [("a.zip!/报告.txt", "text")]


def test_a_locked_member_is_an_error_and_the_next_is_read() -> None:
    data = bytearray(made.zipped({"1.txt": REPORT, "2.txt": REPORT}))
    directory = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    assert summary(list(open_sources(bytes(data), name="a.zip"))) == [
        ("a.zip!/1.txt", Code.LOCKED),
        ("a.zip!/2.txt", "text"),
    ]


@pytest.mark.parametrize("name", ["locked.docx", "locked.pdf"])
def test_a_password_is_named_as_the_trouble(name: str) -> None:
    with pytest.raises(SourceError) as caught:
        open_source(DATA / name)
    assert caught.value.code is Code.LOCKED


def test_a_locked_old_word_document_is_named_so() -> None:
    data = bytearray((DATA / "report.doc").read_bytes())
    data[data.index(b"\xec\xa5") + 0x0B] |= 1
    with pytest.raises(SourceError) as caught:
        open_source(bytes(data))
    assert caught.value.code is Code.LOCKED


def test_standard_input_is_read() -> None:
    script = (
        "from taizhang.reading.sources import open_source; s = open_source('-'); print(s.name, s.kind, len(s.text))"
    )
    run = subprocess.run([sys.executable, "-c", script], input=REPORT.encode("gbk"), capture_output=True, check=True)
    assert run.stdout.decode().split() == ["stdin", "text", str(len(REPORT))]


def test_a_stream_is_read() -> None:
    assert open_source(io.BytesIO(made.docx()), name="upload.docx").name == "upload.docx"


def test_content_decides_and_not_the_name() -> None:
    assert open_source(made.docx(), name="report.txt").kind == "docx"
    assert open_source(REPORT.encode(), name="report.docx").kind == "text"


@pytest.mark.parametrize("data", [made.zipped({"a.txt": "x"}), b"Rar!\x1a\x07\0", b"{\\rtf1 x}"])
def test_what_is_not_one_document_says_what_to_do(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        open_source(data, name="x")
    assert str(caught.value).startswith(f"{caught.value.code}  x: it is a")
    assert caught.value.advice


def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert summary(list(open_sources(tmp_path))) == [(f"{tmp_path}/pipe", Code.NOT_FOUND)]


def test_an_error_survives_the_way_between_processes() -> None:
    error = SourceError(Code.LOCKED, "a.pdf", "it is locked", "Unlock it")
    assert str(pickle.loads(pickle.dumps(error))) == "TZ-S06  a.pdf: it is locked. Unlock it."


def test_opening_a_text_imports_no_parser(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="gb18030")
    script = (
        f"import sys; from taizhang.reading.sources import open_source; open_source({str(path)!r}); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert set(HEAVY).isdisjoint(run.stdout.split())
