"""Plain text: the characters that the bytes decode to, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.sources import open_source
from taizhang.reading.sources.tests.made import REPORT

TRADITIONAL = (
    "雲溪縣人民政府工作報告。預計全年實現地區生產總值312.6億元，增長6.2%，城鎮新增就業2,600人，環境質量繼續改善。"
)


def as_python_reads(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        return file.read()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_the_text_is_what_python_reads_from_the_file(tmp_path: Path, newline: str, bom: bytes) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(bom + REPORT.replace("\n", newline).encode())
    source = open_source(path)
    assert source.text == as_python_reads(path, "utf-8")
    assert (source.encoding, source.kind, source.notes) == ("utf-8", "text", ())


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-8"])
def test_every_chinese_encoding_is_told_apart(tmp_path: Path, encoding: str) -> None:
    text = TRADITIONAL if encoding == "big5" else REPORT
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(encoding))
    source = open_source(path)
    assert source.text == text
    assert source.text == as_python_reads(path, source.encoding or "")


def test_characters_beyond_gbk_need_gb18030() -> None:
    assert open_source((REPORT + "䶮㳇𠮷").encode("gb18030")).text.endswith("䶮㳇𠮷")


@given(st.text(st.sampled_from(REPORT + "\r\n\t　€ab🈶"), min_size=1).map(lambda text: "报告" + text))
def test_whatever_is_valid_utf8_comes_out_unchanged(text: str) -> None:
    assert open_source(text.encode(), name="made.txt").text == text


@pytest.mark.parametrize(("meant", "read_as"), [("gb18030", "cp1252"), ("gb18030", "latin-1"), ("utf-8", "latin-1")])
def test_mojibake_is_undone_and_noted(meant: str, read_as: str) -> None:
    text = REPORT.encode(meant).decode(read_as, "ignore" if read_as == "cp1252" else "strict")
    source = open_source(text.encode(), name="report.txt")
    assert any("mojibake undone" in note for note in source.notes)
    if read_as == "latin-1":
        assert source.text == REPORT


def test_text_garbled_beyond_undoing_is_kept_with_a_note() -> None:
    garbled = REPORT.encode().decode("gb18030", "replace")
    source = open_source(garbled.encode(), name="report.txt")
    assert source.text == garbled
    assert any("garbled beyond undoing" in note for note in source.notes)


def test_a_few_broken_bytes_are_shown_and_counted() -> None:
    source = open_source(REPORT[:100].encode() + b"\xff" + REPORT[100:].encode() + "完".encode()[:2])
    assert source.text.count("\ufffd") == 2
    assert source.notes == ("2 broken bytes shown as U+FFFD",)


def test_a_few_broken_bytes_in_gb18030_are_shown_too() -> None:
    source = open_source(REPORT.encode("gb18030") + b"\xff\n")
    assert source.encoding == "gb18030"
    assert source.text.startswith(REPORT)


def test_replacement_characters_that_the_file_itself_holds_are_not_called_broken() -> None:
    source = open_source(REPORT.replace("项目", "\ufffd\ufffd").encode())
    assert source.notes == ()


def test_the_digest_is_of_the_bytes() -> None:
    utf8, gbk = open_source(REPORT.encode()), open_source(REPORT.encode("gbk"))
    assert utf8.text == gbk.text
    assert utf8.digest != gbk.digest
    assert len(utf8.digest) == 64


@pytest.mark.parametrize(
    "text", ["报告" + "€" * 50, "Grüße aus Köln, schöne Tage für Käthe und Jürgen, überall Bäume, Flüsse, Höhen", "5€"]
)
def test_western_letters_that_are_meant_stay(text: str) -> None:
    assert open_source(text.encode()).text == text
