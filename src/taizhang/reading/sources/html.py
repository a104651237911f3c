"""Web pages (网页): the main text in the order of the page; navigation, toolbars and related links dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taizhang.reading.sources.encoding import decode
from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.layout import Layout
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.maintext import find_main
from taizhang.reading.sources.rendering import Renderer, squeezed
from taizhang.reading.sources.types import Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*+=\s*+["']?([\w.:-]{2,40})""", re.I)
# Byte-wise damage swallows the "<" of end tags; the rest would show as text.
_HALF_TAG = re.compile(
    r"(?<![<A-Za-z0-9])/(?=(?:a|b|center|div|em|font|h[1-6]|i|li|o:p|p|span|strong|table|td|tr|u|ul)>)", re.I
)
_NESTING_TAG = re.compile(r"<(/?)(?:div|blockquote|section|article|ul|ol|dl|center|main|header|fieldset|form)\b", re.I)
_MOST_OPEN = 10_000  # far more than sloppy pages leave open
_NO_TEXT = "script style noscript template iframe object button select textarea nav footer aside svg".split()
_SITE = re.compile(r"[_|｜]| [-–—] ")  # what parts an article's title from its site's
_OPENING = 400  # characters in which a title is looked for


def open_html(data: bytes, name: str, limits: Limits) -> Source:
    """Open a web page. Tables are kept; ``<br>`` and blocks end lines; inline elements leave words and numbers whole."""
    from selectolax.lexbor import LexborHTMLParser

    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, name, declared=declared[1].decode("ascii", "replace") if declared else None)
    page = _HALF_TAG.sub("</", decoded.text)
    _check_open_tags(page, name)
    tree = LexborHTMLParser(page)
    title = _title(tree)
    tree.strip_tags(_NO_TEXT)
    if tree.body is None:
        raise SourceError(Code.DAMAGED, name, "the page has no body", "Save it again from the browser")
    _check_depth(tree.body, name, limits.max_depth)
    main = find_main(tree.body, page)
    layout = Layout()
    if title and title not in "".join(node.text() for node in main.nodes)[:_OPENING]:
        layout.line(title)
    Renderer(layout).render(main.nodes)
    return layout.source(name, "html", data, encoding=decoded.encoding, notes=(*decoded.notes, main.note))


def _title(tree: LexborHTMLParser) -> str:
    """The article's title: as government sites must declare it, else the heading that the page's title names, else that."""
    declared = tree.css_first('meta[name="ArticleTitle" i]')
    if declared is not None and (title := squeezed(declared.attributes.get("content") or "")):
        return title
    element = tree.css_first("head > title")
    of_page = squeezed(element.text()) if element is not None else ""
    headings = (squeezed(heading.text()) for heading in tree.css("h1"))
    return next((heading for heading in headings if heading and heading in of_page), _SITE.split(of_page)[0])


def _check_open_tags(page: str, name: str) -> None:
    """Refuse at once what the parser would take half a minute for: its time grows with the square of the depth."""
    depth = 0
    for tag in _NESTING_TAG.finditer(page):
        depth = max(0, depth + (-1 if tag[1] else 1))
        if depth > _MOST_OPEN:
            raise _too_deep(name, _MOST_OPEN)


def _too_deep(name: str, most: int) -> SourceError:
    what = f"its elements are nested deeper than {most:,}"
    return SourceError(Code.TOO_DEEP, name, what, "Save it again from the browser, or as text")


def _check_depth(body: LexborNode, name: str, most: int) -> None:
    """Walked without recursion, which a page nested so deep would break."""
    node: LexborNode | None = body
    depth = 0
    while node is not None:
        if node.first_child is not None:
            node, depth = node.first_child, depth + 1
        else:
            while node is not None and node.next is None and depth:
                node, depth = node.parent, depth - 1
            node = node.next if node is not None and depth else None
        if depth > most:
            raise _too_deep(name, most)
