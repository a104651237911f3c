"""Word documents (DOCX): body text in its order, tables kept, numbering of headings written out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taizhang.reading.sources.layout import Layout
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.numbering import Numbering
from taizhang.reading.sources.tables import Merged, square
from taizhang.reading.sources.types import Source
from taizhang.reading.sources.xmltree import attribute, child, local, parse
from taizhang.reading.sources.zipped import Zipped

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements whose content counts as their parent's. Deletions, moved-away text, field codes and fallbacks are not among them.
_WRAPPERS = frozenset(
    "sdt sdtContent smartTag customXml ins moveTo hyperlink fldSimple r ruby rubyBase oMath oMathPara AlternateContent Choice".split()
)
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DROPPED = {
    "footnotes": "footnotes dropped",
    "endnotes": "endnotes dropped",
    "header": "page headers dropped",
    "footer": "page footers dropped",
    "comments": "comments dropped",
}


def open_docx(data: bytes, name: str, limits: Limits) -> Source:
    """Open a Word document. Deleted text of tracked changes is left out, inserted text taken in."""
    package = Zipped(data, name, limits)
    main = _main_part(package)
    numbering, styles = (_part(package, f"{posixpath.dirname(main)}/{part}.xml") for part in ("numbering", "styles"))
    body = _Body(Layout(), Numbering(numbering, styles))
    if (element := child(parse(package.read(main), name), "body")) is not None:
        body.add(element)
    stems = {posixpath.basename(part).partition(".")[0].rstrip("0123456789") for part in package.parts}
    notes = [note for stem, note in _DROPPED.items() if stem in stems]
    if body.contents_dropped:
        notes.append("table of contents dropped")
    return body.layout.source(name, "docx", data, notes=notes + body.numbering.notes)


def _main_part(package: Zipped) -> str:
    """Where the body lies: the package's relationships say so; nearly always in word/document.xml."""
    relations = _part(package, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _part(package: Zipped, part: str) -> _Element | None:
    return parse(package.read(part), package.name) if part in package.parts else None


@dataclass(slots=True)
class _Body:
    layout: Layout
    numbering: Numbering
    contents_dropped: bool = False

    def add(self, parent: _Element) -> None:
        for block in _blocks(parent):
            if local(block) == "tbl":
                self.layout.table(square(_rows(block)))
            elif self.numbering.style_name(block).startswith("toc "):
                self.contents_dropped = True
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: _Element) -> None:
        self.layout.line(self.numbering.label(paragraph) + _text(paragraph))
        for box in paragraph.iter("{*}txbxContent"):
            if not any(local(above) == "Fallback" for above in box.iterancestors()):
                self.add(box)


def _blocks(parent: _Element) -> Iterator[_Element]:
    """The paragraphs and tables of a body, a cell or a text box, in their order."""
    for element in parent:
        if local(element) in ("p", "tbl"):
            yield element
        elif local(element) in _WRAPPERS:
            yield from _blocks(element)


def _text(parent: _Element) -> str:
    return "".join(_pieces(parent))


def _pieces(parent: _Element) -> Iterator[str]:
    for element in parent:
        tag = local(element)
        if tag == "t":
            yield element.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag in _WRAPPERS:
            yield from _pieces(element)


def _rows(table: _Element) -> list[list[Merged]]:
    """The table's cells; one merged downwards is given once, with its height."""
    rows: list[list[Merged]] = []
    origins: dict[int, tuple[int, int]] = {}  # column → row and index of the cell that stands in it last
    for y, row in enumerate(element for element in _wrapped(table, "tr")):
        cells: list[Merged] = []
        x = _number(child(row, "trPr", "gridBefore"), 0)
        if x:
            cells.append(Merged("", columns=x))
        for cell in _wrapped(row, "tc"):
            width = _number(child(cell, "tcPr", "gridSpan"), 1)
            merge = child(cell, "tcPr", "vMerge")
            if merge is not None and attribute(merge, "val") != "restart" and x in origins:
                above, index = origins[x]
                origin = rows[above][index]
                rows[above][index] = Merged(origin.text, y - above + 1, origin.columns)
            else:
                origins[x] = (y, len(cells))
                cells.append(Merged("\n".join(_cell_lines(cell)), columns=width))
            x += width
        rows.append(cells)
    return rows


def _wrapped(parent: _Element, wanted: str) -> Iterator[_Element]:
    for element in parent:
        if local(element) == wanted:
            yield element
        elif local(element) in _WRAPPERS:
            yield from _wrapped(element, wanted)


def _cell_lines(cell: _Element) -> Iterator[str]:
    for block in _blocks(cell):
        if local(block) == "p":
            yield _text(block)
        else:
            for row in _wrapped(block, "tr"):
                for inner in _wrapped(row, "tc"):
                    yield from _cell_lines(inner)


def _number(element: _Element | None, otherwise: int) -> int:
    value = attribute(element, "val")
    return int(value) if value is not None and value.isdecimal() else otherwise
