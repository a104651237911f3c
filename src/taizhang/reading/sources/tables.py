"""Squares a table: spreads merged cells over the places they cover, and tells heads from figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MOST_COLUMNS_MERGED = 1_000  # as in the HTML standard
_MOST_PLACES = 1_000_000
_FIGURE = re.compile(r"[+\-−±]?\d[\d,，.]*+ ?[^\d\s年月日季号]{0,6}")
_YEAR = re.compile(r"(?:19|20)\d\d")


class TableTooLarge(ValueError):
    """A table of more places than a document can mean."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One cell as a container gives it: its text, and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A squared table: all rows have the same number of texts.

    A head that covers several places is repeated in each; a figure is not, or it would be counted twice.
    `title` holds the rows on top that are one text across the whole width: a title, a unit (单位：亿元).
    """

    title: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    head_rows: int
    head_columns: int


@dataclass(frozen=True, slots=True)
class _Place:
    """One place of the squared table; `across` and `down` say how far it lies from the origin of its cell."""

    text: str = ""
    across: int = 0
    down: int = 0


def square(rows: Sequence[Sequence[Merged]]) -> Grid:
    """Square a table. Rows without text are dropped."""
    spread = [row for row in _spread(rows) if any(place.text for place in row)]
    titles = next((at for at, row in enumerate(spread) if not _is_title(row)), len(spread))
    title = [next(place.text for place in row if place.text) for row in spread[:titles]]
    body = spread[titles:]
    head_rows = _head_rows(body)
    head_columns = _head_columns([[place.text for place in row] for row in body[head_rows:]])
    shown = [
        tuple(_shown(place, in_head=y < head_rows, in_row_head=x < head_columns) for x, place in enumerate(row))
        for y, row in enumerate(body)
    ]
    return Grid(tuple(title), tuple(shown), head_rows, head_columns)


def _spread(rows: Sequence[Sequence[Merged]]) -> list[list[_Place]]:
    places: dict[tuple[int, int], _Place] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            height, width = min(max(cell.rows, 1), len(rows) - y), min(max(cell.columns, 1), _MOST_COLUMNS_MERGED)
            _check_size(len(places) + height * width)
            for down in range(height):
                for across in range(width):
                    places.setdefault((y + down, x + across), _Place(cell.text, across, down))
    width = max((x for _, x in places), default=-1) + 1
    _check_size(width * len(rows))
    return [[places.get((y, x), _Place()) for x in range(width)] for y in range(len(rows))]


def _check_size(places: int) -> None:
    if places > _MOST_PLACES:
        raise TableTooLarge(f"one of its tables has more than {_MOST_PLACES:,} places")


def _shown(place: _Place, *, in_head: bool, in_row_head: bool) -> str:
    first = place.across == place.down == 0
    return place.text if first or in_head or (in_row_head and not place.across) else ""


def _is_title(row: Sequence[_Place]) -> bool:
    """One text over the whole width or alone in its row; not a single head beside an empty corner."""
    one_text = len({place.text for place in row if place.text}) == 1
    return one_text and (len(row) > 2 or (len(row) == 2 and row[0].text != ""))


def _head_rows(rows: Sequence[Sequence[_Place]]) -> int:
    """The first row if it holds no figure, and each next that a merged head reaches into or stands over."""
    if len(rows) < 2 or _has_figure(rows[0]):
        return 0
    heads = 1
    while heads < len(rows) - 1 and not _has_figure(rows[heads]):
        reached = any(place.down for place in rows[heads]) or any(place.across for place in rows[heads - 1])
        if not reached:
            break
        heads += 1
    return heads


def _has_figure(row: Sequence[_Place]) -> bool:
    return any(_is_figure(place.text) and not _YEAR.fullmatch(place.text) for place in row[1:])


def _head_columns(body: Sequence[Sequence[str]]) -> int:
    """The columns left of the first that holds figures (a column of serial numbers or years holds none); at least one."""
    width = len(body[0]) if body else 0
    for x in range(width):
        texts = [row[x] for row in body if row[x]]
        heads = x == 0 and (_is_serial(texts) or all(map(_YEAR.fullmatch, texts)))
        if any(map(_is_figure, texts)) and not heads:
            return max(x, 1)
    return min(width, 1)


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


def _is_serial(texts: Sequence[str]) -> bool:
    return texts == [str(number) for number in range(1, len(texts) + 1)]
