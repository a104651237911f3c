"""OFD (GB/T 33190, 开放版式文档): a ZIP of XML whose text objects are put into lines by where they lie."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from taizhang.reading.sources.boxes import Box, in_lines
from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.layout import Layout
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.types import Source
from taizhang.reading.sources.xmltree import attribute, child, local, parse
from taizhang.reading.sources.zipped import Zipped

if TYPE_CHECKING:
    from lxml.etree import _Element


def open_ofd(data: bytes, name: str, limits: Limits) -> Source:
    """Open an OFD. Page templates (letterheads, watermarks), annotations and signatures are left out."""
    package = Zipped(data, name, limits)
    layout = Layout()
    for number, page in enumerate(_pages(package)):
        if number == limits.max_pages:
            what = f"it has more than {limits.max_pages:,} pages"
            raise SourceError(Code.TOO_MANY, name, what, "Split it, or raise Limits.max_pages")
        layout.page()
        layout.lines(in_lines(_boxes(parse(package.read(page), name))))
    return layout.source(name, "ofd", data, notes=["page templates dropped"])


def _pages(package: Zipped) -> Iterator[str]:
    """The parts that hold the pages, in their order."""
    for body in parse(package.read("OFD.xml"), package.name):
        if (root := child(body, "DocRoot")) is None:
            continue
        document = (root.text or "").strip().lstrip("/")
        pages = child(parse(package.read(document), package.name), "Pages")
        for page in pages if pages is not None else ():
            place = attribute(page, "BaseLoc") or ""
            yield place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(document), place)


def _boxes(page: _Element) -> Iterator[Box]:
    for thing in page.iter("{*}TextObject"):
        left, top, *_ = _numbers(attribute(thing, "Boundary"), 2)
        a, b, c, d, e, f = _numbers(attribute(thing, "CTM") or "1 0 0 1 0 0", 6)
        size = _numbers(attribute(thing, "Size"), 1)[0]
        x = y = 0.0
        for code in (kid for kid in thing if local(kid) == "TextCode"):
            x, y = (_numbers(attribute(code, "X") or str(x), 1)[0], _numbers(attribute(code, "Y") or str(y), 1)[0])
            end, text = x + _advance(attribute(code, "DeltaX")) + size, code.text or ""
            yield Box(
                text,
                left + a * x + c * y + e,
                top + b * x + d * (y - size) + f,
                left + a * end + c * y + e,
                top + b * x + d * y + f,
            )


def _advance(deltas: str | None) -> float:
    """The sum of the steps from character to character; "g 3 5.2" stands for three of 5.2."""
    words = iter((deltas or "").split())
    total = 0.0
    for word in words:
        total += int(next(words)) * float(next(words)) if word == "g" else float(word)
    return total


def _numbers(text: str | None, count: int) -> list[float]:
    numbers = [float(word) for word in (text or "").split()]
    return numbers + [0.0] * (count - len(numbers))
