"""Renders a part of a web page as lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from taizhang.reading.sources.layout import Layout
from taizhang.reading.sources.tables import Merged, square

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    "address article blockquote body center dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr li main ol"
    " p pre section table tbody td tfoot th thead tr ul caption".split()
)
_BLANKS = re.compile("[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*+:\s*+none", re.I)
_WIDE = "\u2e80"  # from here on, characters that are set without blanks
_LONGEST_CELL = 300  # a table with more in a cell lays out a page


class Renderer:
    """Adds rendered nodes to a layout. Text in inline elements runs on, so that ``<span>5</span>.<span>2</span>`` is 5.2."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._running: list[str] = []

    def render(self, nodes: Iterable[LexborNode]) -> None:
        """Add the nodes, each a block of its own."""
        for node in nodes:
            self._node(node)
        self._end_line()

    def _node(self, node: LexborNode) -> None:
        tag = node.tag
        if node.is_text_node:
            self._running.append(node.text_content or "")
        elif tag == "br":
            self._end_line()
        elif not _is_shown(node):
            return
        elif tag == "table" and (rows := _data_rows(node)):
            self._end_line()
            self.render(node.css("caption"))
            self._layout.table(square(rows))
        elif tag == "pre":
            self._end_line()
            self._layout.lines(node.text().strip("\n").split("\n"))
        else:
            self._inside(node, is_block=tag in _BLOCKS)

    def _inside(self, node: LexborNode, *, is_block: bool) -> None:
        if is_block:
            self._end_line()
        for kid in node.iter(include_text=True):
            self._node(kid)
        if is_block:
            self._end_line()

    def _end_line(self) -> None:
        text = squeezed("".join(self._running))
        self._running.clear()
        if text.strip():
            self._layout.line(text)


def squeezed(text: str) -> str:
    """Blanks and line ends of the page's source run together, as a browser does; between Chinese characters, a line end is nothing."""
    return _BLANKS.sub(_blank, text.strip(" \t\r\n\f"))


def _blank(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    wide = text[start - 1 : start] >= _WIDE and text[end : end + 1] >= _WIDE
    return "" if wide and "\n" in match[0] else " "


def _is_shown(node: LexborNode) -> bool:
    return node.is_element_node and not _HIDDEN.search(node.attributes.get("style") or "")


def _data_rows(table: LexborNode) -> list[list[Merged]]:
    """The cells of a table of data; none for one that only lays out the page."""
    if len(table.css("table")) > 1:  # itself and another
        return []
    rows = [[_cell(cell) for cell in row.iter() if cell.tag in ("td", "th")] for row in table.css("tr")]
    texts = [cell.text for row in rows for cell in row]
    lays_out = len(rows) < 2 or max(map(len, rows)) < 2 or max(map(len, texts)) > _LONGEST_CELL
    return [] if lays_out else rows


def _cell(cell: LexborNode) -> Merged:
    return Merged(squeezed("".join(_pieces(cell))), _count(cell, "rowspan"), _count(cell, "colspan"))


def _pieces(node: LexborNode) -> Iterator[str]:
    for kid in node.iter(include_text=True):
        if kid.is_text_node:
            yield kid.text_content or ""
        elif kid.tag == "br" or kid.tag in _BLOCKS:
            yield from (" ", *_pieces(kid), " ")
        elif _is_shown(kid):
            yield from _pieces(kid)


def _count(cell: LexborNode, attribute: str) -> int:
    value = (cell.attributes.get(attribute) or "").strip()
    return int(value) if value.isdecimal() else 1
