"""Extension, change, cancellation, lights, and what goes with a person who leaves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from taizhang.journal.queries import history
from taizhang.organisation.matters import Seat, move_all, open_matters
from taizhang.tasks import actions
from taizhang.tasks.models import Task
from taizhang.tasks.tests.county import County, assigned, at, county, underway
from taizhang.tasks.types import Light, RequestKind, State
from taizhang.toolkit.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: object, tmp_path: object) -> County:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    return county()


def acts(task: Task) -> list[str]:
    """What the journal says was done, the first first."""
    return [entry.act for entry in reversed(history(task.reference))]


def test_an_extension_is_asked_for_and_approved_by_another(place: County) -> None:
    task = underway(place)
    asked = actions.request(
        task.pk, RequestKind.EXTENSION, "汛期停工", by=place.driver, now=at(7, 1), due=date(2027, 3, 31)
    )
    task.refresh_from_db()
    assert task.due == date(2026, 12, 31)
    with pytest.raises(NotAllowed):
        actions.decide(asked.pk, True, "", by=place.driver, now=at(7, 2))
    actions.decide(asked.pk, True, "同意", by=place.head, now=at(7, 2))
    task.refresh_from_db()
    assert task.due == date(2027, 3, 31)
    asked.refresh_from_db()
    assert (asked.was_due, asked.decided_by) == (date(2026, 12, 31), "陈实")


@pytest.mark.parametrize("kind", [RequestKind.EXTENSION, RequestKind.CHANGE, RequestKind.CANCEL])
def test_no_request_without_a_reason(place: County, kind: RequestKind) -> None:
    task = underway(place)
    with pytest.raises(Refused, match="理由"):
        actions.request(
            task.pk,
            kind,
            "",
            by=place.driver,
            now=at(7, 1),
            due=date(2027, 1, 1),
            measure=task.measures.get().pk,
            target=Decimal(40),
        )


def test_a_changed_target_keeps_the_old_one_in_sight(place: County) -> None:
    task = underway(place)
    asked = actions.request(
        task.pk,
        RequestKind.CHANGE,
        "规划调整",
        by=place.driver,
        now=at(7, 1),
        measure=task.measures.get().pk,
        target=Decimal(40),
    )
    actions.decide(asked.pk, True, "", by=place.leader, now=at(7, 2))
    asked.refresh_from_db()
    assert (task.measures.get().target, asked.was_target) == (Decimal(40), Decimal(50))


def test_a_refused_request_changes_nothing_and_says_why(place: County) -> None:
    task = underway(place)
    asked = actions.request(task.pk, RequestKind.CANCEL, "资金未到位", by=place.driver, now=at(7, 1))
    with pytest.raises(Refused, match="理由"):
        actions.decide(asked.pk, False, "", by=place.head, now=at(7, 2))
    actions.decide(asked.pk, False, "资金已安排", by=place.head, now=at(7, 2))
    task.refresh_from_db()
    assert task.state == State.UNDERWAY
    with pytest.raises(Refused, match="已由陈实批复"):
        actions.decide(asked.pk, True, "", by=place.leader, now=at(7, 3))


def test_an_approved_cancellation_ends_the_task(place: County) -> None:
    task = underway(place)
    asked = actions.request(task.pk, RequestKind.CANCEL, "项目并入上级工程", by=place.driver, now=at(7, 1))
    actions.decide(asked.pk, True, "", by=place.head, now=at(7, 2))
    task.refresh_from_db()
    assert task.state == State.CANCELLED
    with pytest.raises(Refused, match="已予撤销"):
        actions.report(task.pk, place.transport.pk, date(2026, 7, 1), by=place.driver, now=at(7, 3), words="进展")


def test_one_request_at_a_time(place: County) -> None:
    task = underway(place)
    actions.request(task.pk, RequestKind.CANCEL, "并入上级工程", by=place.driver, now=at(7, 1))
    with pytest.raises(Refused, match="等待批复"):
        actions.request(task.pk, RequestKind.EXTENSION, "汛期停工", by=place.driver, now=at(7, 1), due=date(2027, 1, 1))
    with pytest.raises(Refused, match="等待批复"):
        actions.ask_to_close(task.pk, "完成", by=place.driver, now=at(7, 1), files=[])


def test_an_unsigned_task_turns_yellow_by_itself(place: County) -> None:
    task = assigned(place)
    assert (task.light, task.light_until) == (Light.GREY, at(1, 9, 0))
    assert actions.refresh_due(at(1, 12)) == 1
    task.refresh_from_db()
    assert (task.light, task.because[0][1]) == (Light.YELLOW, "unsigned")
    assert acts(task)[-1] == "tasks.lit"
    assert actions.refresh_due(at(1, 12, 18)) == 0


def test_a_light_set_by_hand_stands_beside_the_computed_one(place: County) -> None:
    task = underway(place)
    with pytest.raises(Refused, match="理由"):
        actions.set_light(task.pk, Light.RED, "", date(2026, 2, 1), by=place.clerk, now=at(1, 10))
    with pytest.raises(NotAllowed):
        actions.set_light(task.pk, Light.GREEN, "我们进展很好", date(2026, 2, 1), by=place.driver, now=at(1, 10))
    computed = task.light
    task = actions.set_light(task.pk, Light.RED, "现场发现停工", date(2026, 2, 1), by=place.clerk, now=at(1, 10))
    assert (task.light, task.hand_light, task.hand_by) == (computed, Light.RED, "王敏")
    assert actions.clear_light(task.pk, by=place.clerk, now=at(1, 11)).hand_light == ""


def test_a_person_leaves_and_the_tasks_go_on(place: County) -> None:
    task = underway(place)
    actions.handle(task.pk, place.colleague.person or 0, by=place.driver, now=at(1, 10))
    old, new = Seat(0, place.colleague.person), Seat(0, place.driver.person)
    assert open_matters(old) == {"承办的任务": 1}
    with transaction.atomic():
        move_all(old, new, place.driver, at(2, 1))
    task.refresh_from_db()
    assert task.person_id == place.driver.person
