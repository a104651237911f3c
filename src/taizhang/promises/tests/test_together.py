"""Several at once, on a database that really commits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from taizhang.journal.queries import history
from taizhang.promises import actions
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.pairing import compare_pairing, sweep
from taizhang.promises.states import State
from taizhang.promises.tests.ledger import FIRST, SECOND, clerk, hand_in, promise, small
from taizhang.toolkit.errors import Refused
from taizhang.toolkit.jobs import run_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Files of one test only."""
    settings.DATA = tmp_path
    return tmp_path


def now() -> datetime:
    return datetime.now(UTC)


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


def test_of_two_who_decide_on_one_promise_one_is_refused(folder: Path) -> None:
    road = promise(small(folder), "60公里")
    people = clerk(), clerk("ducha2", "乐小川")
    found = at_once(
        lambda: actions.confirm([road], by=people[0], now=now(), seen={road.pk: road.revision}),
        lambda: actions.overrule(road, "missed", "未验收", by=people[1], now=now(), seen=road.revision),
    )
    assert [isinstance(one, Refused) for one in found].count(True) == 1
    assert len(history(road.reference)) == 1


def test_two_sweeps_at_once_make_one_pairing(folder: Path) -> None:
    hand_in(folder, FIRST, SECOND)
    while run_due(now()):
        pass
    Pairing.objects.all().delete()
    at_once(*(lambda: sweep(now()) for _ in range(3)))
    assert Pairing.objects.count() == 1


def test_two_comparisons_at_once_double_nothing(folder: Path) -> None:
    pairing = small(folder)
    count = Promise.objects.count()
    Promise.objects.all().delete()
    at_once(*(lambda: compare_pairing(pairing.pk, now()) for _ in range(2)))
    assert Promise.objects.count() == count


def test_a_decision_made_while_the_pair_is_compared_is_not_lost(folder: Path) -> None:
    pairing = small(folder)
    road, by = promise(pairing, "60公里"), clerk()
    found = at_once(
        lambda: compare_pairing(pairing.pk, now()),
        lambda: actions.overrule(road, "missed", "未验收", by=by, now=now(), seen=road.revision),
        lambda: compare_pairing(pairing.pk, now()),
    )
    assert not any(isinstance(one, Refused) for one in found)
    road.refresh_from_db()
    assert (road.state, road.hand, road.holds) == (State.CORRECTED, "missed", "missed")
