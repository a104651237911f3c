"""PDFs with a text layer, and scans."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from taizhang.reading.sources import Code, SourceError, open_source
from taizhang.reading.sources.scan import is_available
from taizhang.reading.sources.tests import made
from taizhang.reading.sources.tests.made import LINES, REPORT, recall

CJK = pytest.mark.skipif(
    not any(Path("/usr/share/fonts").rglob("NotoSerifCJK*")),
    reason="typst needs a Chinese font to make the PDF: apt-get install fonts-noto-cjk",
)
OCR = pytest.mark.skipif(not is_available(), reason="taizhang[ocr] is not installed")
pytestmark = CJK


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return made.pdf()


def scanned(data: bytes, *, turned: int = 0, dpi: int = 150) -> list[object]:
    import pypdfium2

    pages = [page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(data)]
    return [page.rotate(turned, expand=True).convert("L") for page in pages]


def saved(pages: list[object], kind: str) -> bytes:
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if kind in ("PDF", "TIFF") else {}
    pages[0].save(stream, kind, **more)  # type: ignore[attr-defined]
    return stream.getvalue()


def test_no_character_of_a_pdf_is_lost_or_out_of_order(pdf: bytes) -> None:
    source = open_source(pdf)
    assert recall(source.text) == 1.0
    assert source.text.replace("\n", "").replace("— 1 —", "") == REPORT.replace("\n", "")


def test_lines_end_where_they_end_on_the_page(pdf: bytes) -> None:
    lines = open_source(pdf).text.split("\n")
    assert lines[:2] == [LINES[0], LINES[1]]
    assert len(lines) > len(LINES)


def test_pages_start_where_it_says() -> None:
    source = open_source(made.pdf("第一页\n#pagebreak()\n第二页", setting=""))
    assert [source.text[at : at + 3] for at in source.pages] == ["第一页", "第二页"]


def test_a_line_drawn_out_of_order_is_put_in_order() -> None:
    placed = "#place(dx: 28pt)[稳]#place(dx: 14pt)[“]#place(dx: 0pt)[求]#place(dx: 42pt)[”]"
    assert open_source(made.pdf(placed, setting="")).text == "求“稳”\n"


def test_a_quote_set_tight_after_a_comma_stays_after_it() -> None:
    line = "全年绿化4.2公顷,“一湖三湾”先行段完工,(“两带”)同步,并“三园”联建。"
    assert open_source(made.pdf(line, setting="")).text.replace("\n", "") == line


@pytest.mark.parametrize("turn", [90, -90, 180])
def test_text_that_lies_on_its_side_is_read(turn: int) -> None:
    body = f"#rotate({turn}deg, reflow: true)[#box(width: 400pt)[{LINES[4]}]]"
    assert open_source(made.pdf(body, setting="")).text.replace("\n", "") == LINES[4]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_shown_on_its_side_is_read(pdf: bytes, turn: int) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        page.set_rotation(turn)
    stream = io.BytesIO()
    document.save(stream)
    assert open_source(stream.getvalue()).text == open_source(pdf).text


def test_a_slanted_watermark_is_left_out() -> None:
    mark = "#place(center + horizon, rotate(-45deg, text(size: 60pt)[内部资料]))"
    assert open_source(made.pdf(f"{LINES[4]}\n{mark}", setting="")).text.replace("\n", "") == LINES[4]


def test_columns_of_figures_stay_apart() -> None:
    table = "#table(columns: 3, stroke: none, inset: 8pt, [指标], [2023], [2024], [投资], [54.8], [58.7])"
    assert open_source(made.pdf(table, setting="")).text == "指标 2023 2024\n投资 54.8 58.7\n"


def test_a_pdf_whose_end_is_missing_says_so(pdf: bytes) -> None:
    cut = pdf.replace(b"%%EOF", b"")
    assert "the end of the file is missing: pages may be lost" in open_source(cut).notes


@pytest.mark.skipif(is_available(), reason="taizhang[ocr] is installed")
def test_a_scan_without_ocr_installed_says_what_to_install() -> None:
    picture = "#rect(width: 100%, height: 100%, fill: gray)"
    with pytest.raises(SourceError, match=r"pip install 'taizhang\[ocr\]'") as caught:
        open_source(made.pdf(picture, setting=""))
    assert caught.value.code is Code.NOT_INSTALLED


@OCR
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF", "PDF"])
def test_a_scan_is_recognised_in_reading_order(pdf: bytes, kind: str) -> None:
    source = open_source(saved(scanned(pdf), kind))
    assert recall(source.text) > 0.96
    assert source.notes[0].startswith("OCR of 1 page, mean confidence 0.9")


@OCR
@pytest.mark.parametrize("turn", [90, 180])
def test_a_scan_on_its_side_or_upside_down_is_turned(pdf: bytes, turn: int) -> None:
    assert recall(open_source(saved(scanned(pdf, turned=turn), "PNG")).text) > 0.96


@OCR
def test_only_the_pages_without_text_are_recognised(pdf: bytes) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(saved(scanned(pdf), "PDF"))
    document.import_pages(pypdfium2.PdfDocument(pdf))
    stream = io.BytesIO()
    document.save(stream)
    source = open_source(stream.getvalue())
    assert source.notes[-1].startswith("OCR of 1 page")
    assert source.text[source.pages[1] :] == open_source(pdf).text
