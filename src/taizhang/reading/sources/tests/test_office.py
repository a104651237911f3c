"""Word documents, old and new, and OFD."""

from __future__ import annotations

from collections.abc import Callable

import docx as word
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from taizhang.reading.sources import Source, open_source
from taizhang.reading.sources.tests import made
from taizhang.reading.sources.tests.made import DATA, LINES, REPORT, TABLE


def rows(source: Source) -> list[list[str]]:
    """The first table, as its cells' spans give it."""
    table = source.tables[0]
    width = max(cell.column for cell in table.cells) + 1
    texts = [source.text[cell.span.start : cell.span.end] for cell in table.cells]
    return [texts[at : at + width] for at in range(0, len(texts), width)]


def test_the_body_of_a_word_document_comes_line_by_line() -> None:
    source = open_source(made.docx())
    assert source.text == REPORT + "\n"
    assert source.kind == "docx"


def test_a_table_stands_where_it_stood_with_its_heads_known() -> None:
    source = open_source(made.docx([*LINES, "表1 主要指标"], TABLE))
    table = source.tables[0]
    assert rows(source) == [list(row) for row in TABLE]
    assert (table.head_rows, table.head_columns) == (1, 2)
    assert source.text[table.span.start : table.span.end].split("\n")[1] == "地区生产总值\t亿元\t294.3\t312.6"
    assert table.caption is not None
    assert source.text[table.caption.start : table.caption.end] == "表1 主要指标"


def test_merged_heads_are_repeated_and_merged_figures_are_not() -> None:
    document = word.Document()
    cells = document.add_table(4, 3)
    for place, text in {
        (0, 0): "指标", (0, 1): "2024年", (1, 1): "实绩", (1, 2): "增速",
        (2, 0): "投资", (2, 1): "58.7", (2, 2): "9%", (3, 1): "60.2",
    }.items():  # fmt: skip
        cells.cell(*place).text = text
    cells.cell(0, 1).merge(cells.cell(0, 2))
    cells.cell(0, 0).merge(cells.cell(1, 0))
    cells.cell(2, 0).merge(cells.cell(3, 0))
    cells.cell(2, 2).merge(cells.cell(3, 2))
    source = open_source(made.saved(document))
    assert rows(source) == [
        ["指标", "2024年", "2024年"], ["指标", "实绩", "增速"], ["投资", "58.7", "9%"], ["投资", "60.2", ""],
    ]  # fmt: skip
    assert source.tables[0].head_rows == 2


def test_deleted_text_is_left_out_and_inserted_text_taken_in() -> None:
    document = word.Document()
    paragraph = document.add_paragraph("增长")
    tracked = (
        f"<w:del {nsdecls('w')}><w:r><w:delText>5</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')}><w:r><w:t>6</w:t></w:r></w:ins>",
    )
    for change in tracked:
        paragraph._p.append(parse_xml(change))
    assert open_source(made.saved(document)).text == "增长6\n"


def test_numbers_that_word_counts_are_written_out() -> None:
    document = word.Document()
    numbering = document.part.numbering_part.element
    levels = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{xml}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in ((0, "工作回顾"), (1, "产业"), (1, "乡村"), (2, "5亿元投向农业"), (0, "工作安排"), (1, "民生")):
        paragraph = document.add_paragraph(text)._p
        paragraph.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    assert open_source(made.saved(document)).text.split("\n")[:-1] == [
        "一、工作回顾", "（一）产业", "（二）乡村", "1.\t5亿元投向农业", "二、工作安排", "（一）民生",
    ]  # fmt: skip


def test_headers_are_dropped_with_a_note() -> None:
    document = word.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    source = open_source(made.saved(document))
    assert source.text == "正文\n"
    assert "page headers dropped" in source.notes


def test_text_boxes_are_read_once() -> None:
    document = word.Document()
    box = f"""<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
      <mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>
      </w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>
      </w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
    document.add_paragraph("正文")._p.append(parse_xml(box))
    assert open_source(made.saved(document)).text == "正文\n框内\n"


def test_an_old_word_document_gives_its_whole_text_and_table() -> None:
    source = open_source(DATA / "report.doc")
    assert source.text.startswith(REPORT + "\n附表 主要指标\n")
    assert "表后一行。" in source.text
    assert rows(source) == [list(TABLE[0]), list(TABLE[1]), ["新增就业", "人", "", "2688"]]
    assert source.notes == ("footnotes, headers, comments or text boxes dropped",)


def test_the_pages_of_an_ofd_come_in_the_order_its_document_says() -> None:
    source = open_source(made.ofd())
    assert source.text == REPORT + "\n"
    assert [source.text[at : at + 4] for at in source.pages] == [LINES[0][:4], LINES[6][:4]]


def test_a_line_of_an_ofd_in_several_pieces_is_one_line() -> None:
    pieces = (("完成投资", 20), ("58.7", 40), ("亿元", 53))
    objects = "".join(
        f'<TextObject Boundary="{x} 30 60 6" Size="5"><TextCode X="0" Y="5" DeltaX="g {len(text) - 1} {w}">{text}</TextCode></TextObject>'
        for (text, x), w in zip(pieces, (5, 2.5, 5), strict=True)
    )
    data = made.zipped({
        "OFD.xml": "<OFD><DocBody><DocRoot>/D/Document.xml</DocRoot></DocBody></OFD>",
        "D/Document.xml": '<Document><Pages><Page BaseLoc="/D/p.xml"/></Pages></Document>',
        "D/p.xml": f"<Page><Content><Layer>{objects}</Layer></Content></Page>",
    })  # fmt: skip
    assert open_source(data).text == "完成投资58.7亿元\n"


@pytest.mark.parametrize("make", [made.docx, made.ofd, (DATA / "report.doc").read_bytes], ids=["docx", "ofd", "doc"])
def test_no_character_of_an_office_document_is_lost(make: Callable[[], bytes]) -> None:
    data = make()
    assert made.recall(open_source(data).text) == 1.0
