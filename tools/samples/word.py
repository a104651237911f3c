"""The report as a Word document with heading styles and one real table, the year's targets."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from samples.blocks import Block, Kind, blocks, targets

EPOCH = (1980, 1, 1, 0, 0, 0)
LEVELS = {Kind.TITLE: 0, Kind.CHAPTER: 1, Kind.SECTION: 2}
ANNOUNCED = ("主要预期目标是：", "主要预期目标为：", "主要预期目标定为：")


def word(text: str, year: int) -> bytes:
    """The DOCX file. Equal input gives equal bytes: times inside the file are fixed."""
    document = docx.Document()
    _set_up(document, year)
    for block in blocks(text):
        _write(document, block)
        if any(mark in block.text for mark in ANNOUNCED):
            _table(document, text, year)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _set_up(document: Document, year: int) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = "荻川县政府办公室"
    properties.created = properties.modified = datetime(year, 1, 15, 9, 0)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.left_margin, page.right_margin, page.bottom_margin = Mm(37), Mm(28), Mm(26), Mm(35)
    font = document.styles["Normal"].font
    font.name, font.size = "仿宋", Pt(16)
    font.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")


def _write(document: Document, block: Block) -> None:
    if block.kind in LEVELS:
        document.add_heading(block.text, LEVELS[block.kind])
        return
    paragraph = document.add_paragraph()
    if block.kind is Kind.PARAGRAPH:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if block.lead:
        paragraph.add_run(block.lead).bold = True
    paragraph.add_run(block.text[len(block.lead) :])


def _table(document: Document, text: str, year: int) -> None:
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, head in zip(table.rows[0].cells, ("序号", "指标", f"{year}年预期目标"), strict=True):
        cell.text = head
    for number, (indicator, target) in enumerate(targets(text), 1):
        for cell, value in zip(table.add_row().cells, (str(number), indicator, target), strict=True):
            cell.text = value


def _without_times(data: bytes) -> bytes:
    """The same archive with every entry dated 1980, the earliest a ZIP can hold."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(entry.filename))
    return out.getvalue()
