"""Finds the main text of a web page: by the container that its content system is known to use, else by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Where the content systems of Chinese governments and their newspapers put an article.
_CONTAINERS = (
    "#UCAP-CONTENT",  # 开普: central and provincial portals
    ".TRS_Editor, .TRS_UEDITOR, .trs_editor_view",  # 拓尔思
    ".pages_content",
    "#vsb_content, #vsb_content_2, .v_news_content",  # 博达
    ".wp_articlecontent",  # 苏迪
    "#ivs_content",  # 大汉
    ".ewb-article-info, .ewb-info-bd",  # 新点
    "#zoom, #Zoom, #fontzoom",
    "#artibody, #ozoom",  # newspapers
    ".xxgk_content, .zwgk_content, .article-content, .article_content, .content_text",
)
_SPANS = re.compile(r"\b(?:col|row)span\s*+=", re.I)
_LONG_ENOUGH = 200  # characters
_MOST_OF_IT = 0.9
_SHORTEST_LINE = 8  # a shorter one may occur anywhere


@dataclass(frozen=True, slots=True)
class Main:
    """The nodes that hold the main text, and what was left out."""

    nodes: list[LexborNode]
    note: str


def find_main(body: LexborNode, page: str) -> Main:
    """The main text of a page, given parsed and as it came."""
    for selector in _CONTAINERS:
        found = max(body.css(selector), key=lambda node: len(_squeezed(node)), default=None)
        if found is not None and len(_squeezed(found)) >= _LONG_ENOUGH:
            return Main([found], "navigation dropped")
    pieces = _pieces_of_article(page)
    lines = [piece for piece in pieces if len(piece) >= _SHORTEST_LINE]
    if _share(lines, body) < _MOST_OF_IT:
        return Main([body], "no main text found: the whole page is kept")
    return Main(_holding(lines, pieces, body), "navigation dropped")


def _pieces_of_article(page: str) -> set[str]:
    """What trafilatura takes for the article: its lines and the cells of its tables, without blanks."""
    import trafilatura

    # Only the words are wanted, and trafilatura copies a cell into each place that it covers.
    text = trafilatura.extract(_SPANS.sub("data-span=", page), include_comments=False) or ""
    return {"".join(piece.split()) for line in text.split("\n") for piece in line.split("|")} - {""}


def _holding(lines: list[str], pieces: set[str], node: LexborNode) -> list[LexborNode]:
    """The deepest node that holds most of the lines; of its children, those from the first to the last that is in it."""

    def is_in_article(kid: LexborNode) -> bool:
        text = _squeezed(kid)
        cells = [_squeezed(cell) for cell in kid.css("td, th")] if kid.is_element_node else []
        return text in pieces or any(line in text for line in lines) or any(cell in pieces for cell in cells)

    while True:
        kids = list(node.iter(include_text=True))
        best = max(kids, key=lambda kid: _share(lines, kid), default=None)
        if best is None or _share(lines, best) < _MOST_OF_IT:
            break
        node = best
    held = [at for at, kid in enumerate(kids) if is_in_article(kid)]
    return kids[held[0] : held[-1] + 1] if held else [node]


def _share(lines: Collection[str], node: LexborNode) -> float:
    """How much of the lines' length is found in the node."""
    text = _squeezed(node)
    total = sum(map(len, lines))
    return sum(len(line) for line in lines if line in text) / total if total else 0.0


def _squeezed(node: LexborNode) -> str:
    return "".join(node.text().split())
