"""Lays a document out as plain text, line by line, and remembers where its tables and pages lie."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from taizhang.ledger.types import Span
from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.tables import Grid
from taizhang.reading.sources.types import Cell, Source, Table

_LONGEST_CAPTION = 40
_BLANKS = re.compile(r"\s+")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Layout:
    """Grows the text of one document from its start to its end."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._tables: list[Table] = []
        self._pages: list[int] = []
        self._last: Span | None = None

    def line(self, text: str) -> Span:
        """Add a line (or several, parted by newlines). The span leaves the last newline out."""
        if _SURROGATES.search(text):  # halves are joined, lone ones replaced
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        start = self._length
        self._parts += (text, "\n")
        self._length += len(text) + 1
        self._last = Span(start, start + len(text))
        return self._last

    def page(self) -> None:
        """Start a page here."""
        self._pages.append(self._length)

    def table(self, grid: Grid) -> None:
        """Add a table, one line a row, cells parted by tabs; one of a single column is no table but lines.

        Its title rows become lines above it. Those, and a short line just before, are its caption.
        """
        above = self._caption() + [self.line(text) for text in grid.title]
        start = self._length
        if grid.rows and len(grid.rows[0]) < 2:
            self.lines(row[0] for row in grid.rows)
        elif grid.rows:
            cells = [cell for number, row in enumerate(grid.rows) for cell in self._row(number, row)]
            caption = Span(above[0].start, above[-1].end) if above else None
            span = Span(start, self._length - 1)
            self._tables.append(Table(span, tuple(cells), grid.head_rows, grid.head_columns, caption))
        self._last = None

    def _caption(self) -> list[Span]:
        """The line just before, where it may be a caption: "表1 主要指标（单位：亿元）"."""
        last = self._last
        return [last] if last is not None and 0 < len(last) <= _LONGEST_CAPTION else []

    def lines(self, texts: Iterable[str]) -> None:
        """Add a line for each text."""
        for text in texts:
            self.line(text)

    def _row(self, number: int, texts: Sequence[str]) -> list[Cell]:
        line = self.line("\t".join(_BLANKS.sub(" ", text).strip() for text in texts))
        at, cells = line.start, []
        for column, text in enumerate(self._parts[-2].split("\t")):
            cells.append(Cell(number, column, Span(at, at + len(text))))
            at += len(text) + 1
        return cells

    def source(
        self, name: str, kind: str, data: bytes, *, encoding: str | None = None, notes: Sequence[str] = ()
    ) -> Source:
        """The document as laid out. Raises ``SourceError`` where it holds no text at all."""
        text = "".join(self._parts)
        if not text.strip():
            raise no_text(name)
        return Source(name, kind, text, digest(data), encoding, tuple(self._pages), tuple(self._tables), tuple(notes))


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def no_text(name: str) -> SourceError:
    """The error for a document that can be opened but holds no text."""
    return SourceError(
        Code.EMPTY, name, "it holds no text", "Check that it is the report itself and not a cover or a shell"
    )
