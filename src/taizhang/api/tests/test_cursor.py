"""Every page together gives every row once, whatever happens meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.api.cursor import SALT, Order, page
from taizhang.api.problems import Problem
from taizhang.api.tests.setting import Place, problem
from taizhang.documents.models import Document, Entry
from taizhang.organisation.models import Person

pytestmark = pytest.mark.django_db


class Asked:
    """As much of a request as a page looks at."""

    path = "/api/v1/documents/1/entries"

    class GET:
        @staticmethod
        def lists() -> list[Any]:
            return []


def walk(order: Order, limit: int, document: Document, added: list[tuple[int, int]]) -> list[int]:
    """All keys, page by page; between two pages an entry is added."""
    keys, cursor, waiting = [], "", list(added)
    while True:
        some = page(Asked, Entry.objects.filter(document=document), order, limit, cursor)  # type: ignore[arg-type]
        assert len(some.rows) <= limit
        keys += [row.pk for row in some.rows]
        if some.next is None:
            return keys
        cursor = some.next
        if waiting:
            entry(document, *waiting.pop())


def entry(document: Document, start: int, length: int) -> Entry:
    return Entry.objects.create(
        document=document,
        layer="tasks",
        fact=f"f-{Entry.objects.filter(document=document).count()}",
        start=start,
        end=start + length,
    )


PLACES = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 3)), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=PLACES, added=PLACES, limit=st.integers(1, 5), down=st.booleans())
def test_a_walk_gives_every_row_once_while_rows_are_added(
    db: None, rows: list[tuple[int, int]], added: list[tuple[int, int]], limit: int, down: bool
) -> None:
    by, _made = Person.objects.get_or_create(login="by", name="甲")
    document = Document.objects.create(
        digest=f"{Document.objects.count():064}", name="a", size=1, added="2026-01-01T00:00:00+08:00", by=by
    )
    there = {entry(document, *row).pk for row in rows}
    seen = walk(Order(("start", "end", "pk"), down=down), limit, document, added)
    assert len(seen) == len(set(seen))
    assert there <= set(seen)


def test_a_cursor_is_opaque_and_cannot_be_made_up(here: Place) -> None:
    found = here.clerk.get("/people", limit=1).json()
    assert len(found["items"]) == 1
    assert here.clerk.get("/people", limit=1, cursor=found["next"]).status_code == 200
    for wrong in (found["next"] + "x", "1", signing.dumps([1, [1]], salt="another")):
        problem(here.clerk.get("/people", limit=1, cursor=wrong), 400, "cursor")


def test_a_cursor_is_of_its_list_and_filter_only(here: Place) -> None:
    cursor = here.clerk.get("/people", limit=1).json()["next"]
    problem(here.clerk.get("/units", limit=1, cursor=cursor), 400, "cursor")
    problem(here.clerk.get("/people", limit=1, text="王", cursor=cursor), 400, "cursor")
    assert here.clerk.get("/people", limit=7, cursor=cursor).status_code == 200


def test_a_cursor_with_another_order_is_refused(here: Place) -> None:
    cursor = signing.dumps([page.__module__, [1]], salt=SALT)
    with pytest.raises(Problem):
        page(Asked, Entry.objects.all(), Order(("pk",)), 5, cursor)  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [0, 201, -1, "many"])
def test_a_limit_beyond_what_is_allowed_is_told(limit: Any, here: Place) -> None:
    said = problem(here.clerk.get("/people", limit=limit), 422, "invalid")
    assert said["errors"][0]["field"] == "limit"


def test_a_list_is_walked_to_its_end_through_the_api(here: Place) -> None:
    names, cursor = [], ""
    while True:
        found = here.clerk.get("/units", limit=3, cursor=cursor).json()
        names += [row["name"] for row in found["items"]]
        if not (cursor := found["next"]):
            break
    assert len(names) == len(set(names)) == 7
