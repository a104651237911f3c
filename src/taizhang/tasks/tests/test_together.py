"""Several people at once, on a database that really commits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from taizhang.tasks import actions
from taizhang.tasks.models import Task
from taizhang.tasks.tests.county import assigned, at, county, pledge
from taizhang.tasks.types import ListKind
from taizhang.toolkit.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[object]:
    """The answers, or the refusals, of works done side by side."""

    def run(work: Callable[[], object]) -> object:
        try:
            return work()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_no_number_is_given_twice() -> None:
    place = county()
    lists = [
        actions.make_list(2026, ListKind.RESPONSIBILITY, f"清单{n}", by=place.clerk, now=at(1, 5)) for n in range(2)
    ]

    def work(which: int) -> Callable[[], object]:
        return lambda: [actions.draft(lists[which], f"任务{which}{n}", by=place.clerk, now=at(1, 6)) for n in range(6)]

    at_once(work(0), work(1))
    assert sorted(Task.objects.values_list("serial", flat=True)) == list(range(1, 13))


def test_one_of_two_signatures_holds() -> None:
    place = county()
    task = assigned(place)
    found = at_once(
        *(lambda by=by: actions.sign(task.pk, by=by, now=at(1, 9)) for by in (place.driver, place.colleague))
    )
    assert [isinstance(one, Refused) for one in found].count(True) == 1


def test_a_report_published_twice_at_once_doubles_nothing() -> None:
    place = county()
    pledges = [pledge(n) for n in range(1, 9)]
    at_once(*(lambda: actions.receive(pledges, year=2026, by=place.clerk, now=at(1, 6)) for _ in range(2)))
    assert Task.objects.count() == 8
