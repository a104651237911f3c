"""Lists page by page: a cursor names the last row that was seen, so that rows added meanwhile neither repeat nor hide others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from taizhang.api.problems import Problem
from taizhang.api.types import Code

MOST, USUAL = 200, 50  # rows of a page
SALT = "taizhang.api.cursor"
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Order:
    """A stable order: columns that together tell every row from every other and never change; `down` for the newest first."""

    columns: tuple[str, ...]
    down: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of the next page; None after the last row."""

    rows: list[Row]
    next: str | None


def page(request: HttpRequest, rows: QuerySet[Row], order: Order, limit: int, cursor: str) -> Page[Row]:
    """The rows behind `cursor`, `limit` at most. One query. Raises Problem for a cursor that is not of this list."""
    here = _list(request)
    if cursor:
        rows = rows.filter(_behind(order, _opened(cursor, here, order)))
    marks = [f"-{column}" if order.down else column for column in order.columns]
    found = list(rows.order_by(*marks)[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    last = [getattr(found[-1], column) for column in order.columns] if more else []
    return Page(found, signing.dumps([here, last], salt=SALT) if more else None)


def _behind(order: Order, last: list[Any]) -> Q:
    """``(a, b) > (x, y)`` spelled out, since SQLite's planner and old PostgreSQL differ on row values."""
    way = "lt" if order.down else "gt"
    condition, equal = Q(), Q()
    for column, value in zip(order.columns, last, strict=True):
        condition |= equal & Q(**{f"{column}__{way}": value})
        equal &= Q(**{column: value})
    return condition


def _list(request: HttpRequest) -> str:
    """Which list it is: the address and its filters."""
    filters = sorted((k, v) for k, v in request.GET.lists() if k not in ("cursor", "limit"))
    return hashlib.sha256(repr((request.path, filters)).encode()).hexdigest()[:16]


def _opened(cursor: str, here: str, order: Order) -> list[Any]:
    try:
        where, last = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise Problem(Code.CURSOR) from None
    if where != here or len(last) != len(order.columns):
        raise Problem(Code.CURSOR)
    return list(last)
