"""PDF (版式文件): the text layer, or, for pages that have none, what OCR recognises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass
from math import degrees
from typing import TYPE_CHECKING

from taizhang.reading.sources import scan
from taizhang.reading.sources.boxes import Box, joined
from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.layout import Layout
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.types import Source

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_FEW_CHARACTERS = 50  # a page with fewer, and a picture over half of it, is a scan with a page number
_UNMAPPED = re.compile("[\0-\x08\x0e-\x1f\ue000-\uf8ff\ufffd-\uffff]")  # of fonts that do not say what they show
_MOST_UNMAPPED = 0.3
_SLANT = 10.0  # degrees
_LOOKED_AT = 100  # characters, to see which way a page's lines run
_LINES_BACK = 4  # how far back a displaced character may belong


@dataclass(frozen=True, slots=True)
class _Page:
    lines: list[str]
    scanned: bool


def open_pdf(data: bytes, name: str, limits: Limits) -> Source:
    """Open a PDF. Lines end where they do on the page; pages that are pictures need ``taizhang[ocr]``."""
    document = _document(data, name, limits)
    pages = [_page(document[number]) for number in range(len(document))]
    scanned = [number for number, page in enumerate(pages) if page.scanned]
    notes = [] if b"%%EOF" in data[-2048:] else ["the end of the file is missing: pages may be lost"]
    recognised: dict[int, scan.Recognised] = {}
    if scanned and (scan.is_available() or len(scanned) == len(pages)):
        scan.check(name, len(scanned), limits)
        recognised = {number: _recognise(document[number], limits) for number in scanned}
        notes.append(scan.note(recognised.values()))
    elif scanned:
        numbers = ", ".join(str(number + 1) for number in scanned)
        notes.append(f"pages {numbers} are pictures and were not read: {scan.INSTALL}")
    layout = Layout()
    for number, page in enumerate(pages):
        layout.page()
        layout.lines(recognised[number].lines if number in recognised else page.lines)
    return layout.source(name, "pdf", data, notes=notes)


def _document(data: bytes, name: str, limits: Limits) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
        pages = len(document)
    except PdfiumError as error:
        if "assword" in str(error):
            advice = "Remove the password: print it to a new PDF"
            raise SourceError(Code.LOCKED, name, "it is protected by a password", advice) from error
        raise SourceError(Code.DAMAGED, name, f"the PDF is broken or cut off ({error})", "Fetch it again") from error
    if pages > limits.max_pages:
        what = f"it has {pages:,} pages, the limit is {limits.max_pages:,}"
        raise SourceError(Code.TOO_MANY, name, what, "Split it, or raise Limits.max_pages")
    return document


def _page(page: PdfPage) -> _Page:
    lines = [joined(line) for line in _lines(page)]
    text = "".join(lines)
    unmapped = len(_UNMAPPED.findall(text)) > _MOST_UNMAPPED * len(text)
    return _Page(
        lines, scanned=(unmapped or len(text) < _FEW_CHARACTERS) and _is_picture(page, bare=not text or unmapped)
    )


def _lines(page: PdfPage) -> Iterator[list[Box]]:
    """PDFium's lines, split where it joined two.

    Its order inside a line is the order of drawing: LibreOffice draws a line's full-width quotes after the rest.
    """
    lines: list[list[Box]] = []
    for box in _characters(page):
        if box is None:
            yield from lines
            lines = []
            continue
        for line in reversed(lines[-_LINES_BACK:]):
            if box.text.isspace() or box.beside(line[0]):
                line.append(box)
                break
        else:
            lines.append([box])
    yield from lines


def _characters(page: PdfPage) -> Iterator[Box | None]:
    """The characters in PDFium's order; None where a line ends. Blanks and hyphens that it made up are left out."""
    from pypdfium2 import raw

    textpage = _upright(page)
    place = raw.FS_RECTF()
    for index in range(textpage.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(textpage, index))
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            if character == "\n":
                yield None
        elif character not in "\r\n\ufffe" and raw.FPDFText_GetLooseCharBox(textpage, index, byref(place)):
            quarter = _quarter(textpage, index)
            if quarter is not None:  # what is slanted is a watermark
                yield _box(character, place.left, place.bottom, place.right, place.top, quarter)


def _upright(page: PdfPage) -> PdfTextPage:
    """The page's text, the page turned so that its lines run level: PDFium mixes up lines that it sees sideways."""
    textpage = page.get_textpage()
    first = [_quarter(textpage, index) for index in range(min(textpage.count_chars(), _LOOKED_AT))]
    turned = (360 - 90 * (max(first, key=first.count, default=0) or 0)) % 360
    if turned == page.get_rotation():
        return textpage
    page.set_rotation(turned)
    return page.get_textpage()


def _quarter(textpage: PdfTextPage, index: int) -> int | None:
    """How many quarter turns clockwise the character stands; None for one on a slant."""
    from pypdfium2 import raw

    angle = raw.FPDFText_GetCharAngle(textpage, index)
    if angle == 0:
        return 0
    quarter, slant = divmod(degrees(angle) % 360 + _SLANT, 90)
    return int(quarter) % 4 if slant < 2 * _SLANT else None


def _box(character: str, left: float, bottom: float, right: float, top: float, quarter: int) -> Box:
    """The character's box in the direction of its line, which runs so many quarter turns clockwise."""
    if quarter == 3:
        return Box(character, bottom, left, top, right)
    if quarter == 2:
        return Box(character, -right, bottom, -left, top)
    if quarter == 1:
        return Box(character, -top, -right, -bottom, -left)
    return Box(character, left, -top, right, -bottom)


def _is_picture(page: PdfPage, *, bare: bool) -> bool:
    """Whether pictures cover half of the page; of a `bare` one, without text, whether anything is drawn on it."""
    from pypdfium2 import raw

    area = page.get_width() * page.get_height() / 2
    for thing in page.get_objects():
        left, bottom, right, top = thing.get_bounds()
        if bare or (thing.type == raw.FPDF_PAGEOBJ_IMAGE and (right - left) * (top - bottom) > area):
            return True
    return False


def _recognise(page: PdfPage, limits: Limits) -> scan.Recognised:
    pixels = page.get_width() * page.get_height()
    scale = min(scan.DPI / 72, (limits.max_pixels / pixels) ** 0.5)
    return scan.recognise(page.render(scale=scale).to_numpy(), limits)
