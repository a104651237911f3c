"""Documents made by the libraries that offices use, of a report about a county that does not exist."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

DATA = Path(__file__).parent / "data"

REPORT = """云溪县政府工作报告（2025年）
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议，并请县政协委员和列席同志提出意见。
一、2024年工作回顾
（一）经济“稳”的底盘更牢。预计全年实现地区生产总值312.6亿元，增长6.2%；一般公共预算收入18.45亿元，其中税收占比78.3%。规上工业企业净增17家，总数达到146家。
（二）项目“进”的势头更好。组织“百日攻坚”行动，新开工亿元以上项目42个、竣工29个，《产业招商图》更新到第三版，全年完成投资58.7亿元，比上年多出3.9亿元。
（三）民生“暖”的成色更足。新增公办幼儿园学位1350个，改造老旧小区23个，5400余户居民因此受益；城镇登记失业率控制在2.8%以内。
二、2025年工作安排
主要预期目标是：地区生产总值增长6%左右，城镇新增就业2600人以上，空气质量优良天数比率不低于88%。
（一）抓实产业。新引进重点项目30个，力争“云溪茶”全产业链产值突破20亿元。
（二）抓实乡村。建成高标准农田2.4万亩，新改建农村公路96公里。
各位代表，让我们以实干作答，谢谢大家！"""
LINES = REPORT.split("\n")
TABLE = (
    ("指标", "单位", "2023年", "2024年"),
    ("地区生产总值", "亿元", "294.3", "312.6"),
    ("新增就业", "人", "2512", "2688"),
)


def recall(text: str, truth: str = REPORT) -> float:
    """The share of the truth's characters, blanks aside, that stand in the text in the same order."""
    found, wanted = "".join(text.split()), "".join(truth.split())
    matcher = difflib.SequenceMatcher(None, wanted, found, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(wanted)


def docx(lines: Sequence[str] = LINES, table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document of paragraphs and, at its end, a table."""
    import docx as word

    document = word.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        cells = document.add_table(len(table), len(table[0]))
        for y, row in enumerate(table):
            for x, text in enumerate(row):
                cells.cell(y, x).text = text
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes that a document or workbook of python-docx saves."""
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def pdf(body: str = "\n\n".join(LINES), *, setting: str = '#set page(numbering: "— 1 —")') -> bytes:
    """A PDF by typst; `setting` is typst's own language."""
    import typst

    head = f'#set text(lang: "zh", font: "Noto Serif CJK SC", size: 14pt)\n#set par(justify: true)\n{setting}\n'
    return bytes(typst.compile((head + body).encode()))


def page(article: str, *, title: str = LINES[0], charset: str = "utf-8") -> str:
    """A web page as a county's site sends it: navigation, toolbar, the article, related links, footer."""
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_云溪县人民政府</title>
<script>var visits = 20250112;</script></head><body>
<div class="top"><a href="/">首页</a><a href="/zw">政务公开</a><a href="/hd">互动交流</a></div>
<div class="crumb">当前位置：首页 &gt; 政务公开 &gt; 政府工作报告</div>
<div class="box"><h1>{title}</h1><div class="info">发布时间：2025-01-20 浏览次数：4321 【字体：大 中 小】</div>
{article}
</div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="1">云溪县2021年政府工作报告全文发布</a></li></ul></div>
<div class="foot">主办单位：云溪县人民政府办公室 网站标识码0000000000</div></body></html>"""


def paragraphs(lines: Sequence[str] = LINES) -> str:
    """The lines as paragraphs of HTML."""
    return "\n".join(f"<p>{line}</p>" for line in lines)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP of the parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def ofd(pages: Sequence[Sequence[str]] = (LINES[:6], LINES[6:])) -> bytes:
    """An OFD laid out as GB/T 33190 says, a text object a line; its pages are named against their order."""
    names = [f"Pages/Page_{len(pages) - number}/Content.xml" for number in range(len(pages))]
    listed = "".join(f'<ofd:Page ID="{number}" BaseLoc="{name}"/>' for number, name in enumerate(names))
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for name, lines in zip(names, pages, strict=True):
        objects = "".join(_text_object(number, line) for number, line in reversed(list(enumerate(lines))))
        content = f"<ofd:Page {space}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        parts[f"Doc_0/{name}"] = content
    return zipped(parts)


def _text_object(number: int, line: str) -> str:
    place = f'Boundary="20 {20 + 8 * number} 170 6" Size="5"'
    return f'<ofd:TextObject {place}><ofd:TextCode X="0" Y="5" DeltaX="g {len(line) - 1} 5">{line}</ofd:TextCode></ofd:TextObject>'
