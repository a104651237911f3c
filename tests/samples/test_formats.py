"""Each generated file carries the report that it was made from, and making it again gives the same bytes."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest

YEARS = (2024, 2025, 2026)
MEGABYTE = 1_000_000


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def pdf_text(path: Path) -> str:
    """The text layer of a PDF without page marks and white space."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return squeezed("".join(re.sub(r"— \d+ —\s*$", "", page) for page in pages))


def test_the_files_are_small_enough_to_keep(county: Path) -> None:
    sizes = [path.stat().st_size for path in (county / "formats").iterdir()]
    assert len(sizes) == 16
    assert max(sizes) < MEGABYTE
    assert sum(sizes) < 4 * MEGABYTE


@pytest.mark.parametrize("year", YEARS)
def test_the_page_holds_every_paragraph_and_chrome_round_them(county: Path, texts: dict[int, str], year: int) -> None:
    page = (county / "formats" / f"{year}.html").read_text(encoding="utf-8")
    body = page.split('id="zoom">')[1].split("</div>")[0]
    title, report = texts[year].split("\n", 1)
    assert squeezed(html.unescape(re.sub(r"<[^>]*>", "", body))) == squeezed(report)
    assert f"<h1>{title}</h1>" in page
    assert all(part in page for part in ("浏览次数", "【字号", "相关链接", "打印", "标签：", "网站标识码"))


@pytest.mark.parametrize("year", YEARS)
def test_the_word_file_has_headings_the_text_and_a_table_of_targets(
    county: Path, texts: dict[int, str], year: int
) -> None:
    document = docx.Document(str(county / "formats" / f"{year}.docx"))
    assert squeezed("".join(p.text for p in document.paragraphs)) == squeezed(texts[year])
    assert {"Title", "Heading 1", "Heading 2"} <= {p.style.name for p in document.paragraphs if p.style}
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["序号", "指标", f"{year}年预期目标"]
    assert cells[1][:2] == ["1", "地区生产总值"]
    assert all(squeezed(cell[1] + cell[2]) in texts[year] for cell in cells[1:])


@pytest.mark.parametrize("year", YEARS)
def test_the_pdf_has_the_text_in_its_text_layer(county: Path, texts: dict[int, str], year: int) -> None:
    assert pdf_text(county / "formats" / f"{year}.pdf") == squeezed(texts[year])


def test_the_scan_has_three_pages_and_no_text(county: Path) -> None:
    with pypdfium2.PdfDocument(county / "formats" / "2025.scan.pdf") as document:
        assert len(document) == 3
        assert not "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("year", YEARS)
def test_the_gb18030_file_is_the_text_and_not_utf_8(county: Path, texts: dict[int, str], year: int) -> None:
    data = (county / "formats" / f"{year}.gb18030.txt").read_bytes()
    assert data.decode("gb18030") == texts[year]
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


def test_the_damaged_files_carry_readings_and_lost_bytes(county: Path) -> None:
    damaged = [(county / "formats" / f"{year}.mirror.txt").read_text(encoding="utf-8") for year in YEARS]
    assert all(len(re.findall(r"[\u4e00-\u9fff]\([a-zà-ǜ]+\)", text)) > 200 for text in damaged)
    assert [text.count("?") > 4 for text in damaged] == [True, True, False]


def test_making_the_formats_again_gives_the_same_bytes(county: Path) -> None:
    pytest.importorskip("PIL")
    pytest.importorskip("typst")
    if not shutil.which("fc-list") or "Noto Serif CJK SC" not in subprocess.check_output(["fc-list"], text=True):
        pytest.skip("the fonts of the printed sample are not installed (Debian: fonts-noto-cjk)")
    from samples.make import files

    for name, data in files():
        assert (county / "formats" / name).read_bytes() == data, name


@pytest.mark.parametrize("year", YEARS)
def test_what_needs_no_fonts_is_made_again_to_the_byte(county: Path, texts: dict[int, str], year: int) -> None:
    from samples.page import page
    from samples.word import word

    published = {2024: "2024-01-18", 2025: "2025-01-16", 2026: "2026-01-22"}[year]
    folder = county / "formats"
    assert page(texts[year], year, published).encode() == (folder / f"{year}.html").read_bytes()
    assert word(texts[year], year) == (folder / f"{year}.docx").read_bytes()
