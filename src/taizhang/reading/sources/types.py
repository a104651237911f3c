"""What every opened document is, whatever container it came in."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.ledger.types import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `row` and `column` count from 0, `span` is its text in the document."""

    row: int
    column: int
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table laid out in the text, one line a row, cells parted by tabs.

    The first `head_rows` rows are column heads, the first `head_columns` columns row heads; `caption` may hold the unit.
    """

    span: Span
    cells: tuple[Cell, ...]
    head_rows: int = 1
    head_columns: int = 1
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document as opened. All spans of all facts are offsets into `text`."""

    name: str  # where it came from: a path, "a.zip!/b.docx", "stdin"
    kind: str  # "text" "html" "pdf" "docx" "doc" "ofd" "xlsx" "image"
    text: str  # for a text file: its characters exactly, newlines untouched
    digest: str  # SHA-256 of the bytes, in hex
    encoding: str | None = None  # of the bytes, where the container is text
    pages: tuple[int, ...] = ()  # where each page starts in `text`, for paged containers
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()  # what was dropped or doubtful: "navigation dropped", "OCR, mean confidence 0.97"
