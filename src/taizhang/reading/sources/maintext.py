"""Finds the main text of a web page: by the container that its content system is known to use, else by trafilatura."""

from __future__ import annotations

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
_LONG_ENOUGH = 200  # characters
_MOST_OF_IT = 0.9
_SHORTEST_LINE = 8  # a shorter one may occur anywhere
_END_BLANKS = " \t\r\n\f"


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
    lines = _lines_of_article(page)
    if _share(lines, body) < _MOST_OF_IT:
        return Main([body], "no main text found: the whole page is kept")
    return Main(_holding(lines, body), "navigation dropped")


def _lines_of_article(page: str) -> list[str]:
    """What trafilatura takes for the article, line by line, without blanks."""
    import trafilatura

    text = trafilatura.extract(page, include_comments=False, include_tables=False, favor_recall=True) or ""
    lines = ("".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if len(line) >= _SHORTEST_LINE]


def _holding(lines: list[str], node: LexborNode) -> list[LexborNode]:
    """The deepest node that holds most of the lines; of its children, those from the first to the last with a line."""
    while True:
        kids = list(node.iter(include_text=True))
        best = max(kids, key=lambda kid: _share(lines, kid), default=None)
        if best is None or _share(lines, best) < _MOST_OF_IT:
            break
        node = best
    held = [at for at, kid in enumerate(kids) if any(line in _squeezed(kid) for line in lines)]
    return kids[held[0] : held[-1] + 1] if held else [node]


def _share(lines: list[str], node: LexborNode) -> float:
    """How much of the lines' length is found in the node."""
    text = _squeezed(node)
    total = sum(map(len, lines))
    return sum(len(line) for line in lines if line in text) / total if total else 0.0


def _squeezed(node: LexborNode) -> str:
    return "".join((node.text_content or "").split())
