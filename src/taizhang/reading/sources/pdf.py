"""PDF (便携文档): the text layer, or, page by page where there is none, what OCR recognises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import byref
from typing import TYPE_CHECKING

from taizhang.reading.sources import scan
from taizhang.reading.sources.boxes import Box, joined
from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.layout import Layout
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.types import Source

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_FEW_CHARACTERS = 50  # a page with fewer and a picture over half of it is a scan with a page number
_UNREADABLE = re.compile("[\0-\x08\x0e-\x1f\ue000-\uf8ff\ufffd-\uffff]")  # of fonts that do not say what they show
_DPI = 200


def open_pdf(data: bytes, name: str, limits: Limits) -> Source:
    """Open a PDF. Lines end as on the page; pages without a text layer are recognised if ``taizhang[ocr]`` is there."""
    document = _document(data, name, limits)
    pages = [_page_lines(page) for page in document]
    scanned = [number for number, (lines, page) in enumerate(zip(pages, document, strict=True)) if _is_scan(page, lines)]
    ...
