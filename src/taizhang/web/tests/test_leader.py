"""The leader's page and the home page: what they count, whose they are, and what an outsider sees of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

pytest.importorskip("django", reason="the server extra is not installed")

from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from taizhang.organisation.models import Person
from taizhang.tasks import actions
from taizhang.tasks.models import Task
from taizhang.tasks.tests.county import County, assigned, at, county, drafted, underway
from taizhang.tasks.types import Light, RequestKind
from taizhang.web.leader import queries
from taizhang.web.leader.past import facts_on, light_on
from taizhang.web.waiting import waiting

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(settings.SOURCES), reason="a desk has no accounts"),
]


@pytest.fixture
def place() -> County:
    return county()


def report(place: County, task: Task, month: int, value: str, day: int, *, obstacle: str = "") -> None:
    """Transport reports a figure on a day of the month after."""
    measure = task.measures.get()
    actions.report(
        task.pk, place.transport.pk, date(2026, month, 1), by=place.driver, now=at(month + 1, day), figures={measure.pk: (Decimal(value), "")},
        obstacle=obstacle,
    )  # fmt: skip


def lit(task: Task, day: date) -> Task:
    """The task as it is lit on a day."""
    Task.objects.filter(pk=task.pk).update(light_until=at(day.month, day.day, 0))
    actions.refresh_due(at(day.month, day.day))
    task.refresh_from_db()
    return task


def slips(place: County, day: date) -> list[tuple[str, str]]:
    """(light a week ago, light now) of what slipped."""
    return [(one.before, one.task.light) for one in queries.slipped(2026, place.leader, day)]


def test_a_task_that_fell_behind_with_this_week_s_report_slipped(place: County) -> None:
    task = underway(place)
    report(place, task, 5, "25", 3)
    report(place, task, 6, "12", 3)
    lit(task, date(2026, 7, 4))
    assert slips(place, date(2026, 7, 4)) == [(Light.GREEN, Light.YELLOW)]


def test_a_task_that_was_as_bad_a_week_ago_did_not_slip(place: County) -> None:
    task = underway(place)
    report(place, task, 5, "5", 3)
    lit(task, date(2026, 6, 20))
    assert task.light in (Light.RED, Light.YELLOW)
    assert slips(place, date(2026, 6, 20)) == []


def test_a_task_that_passed_its_day_this_week_slipped(place: County) -> None:
    task = underway(place)
    for month in range(1, 11):
        report(place, task, month, "50", 3)
    Task.objects.filter(pk=task.pk).update(due=date(2026, 11, 20))
    lit(task, date(2026, 11, 24))
    assert slips(place, date(2026, 11, 24)) == [(Light.BLUE, Light.RED)]


def test_the_past_does_not_know_what_was_said_later(place: County) -> None:
    task = underway(place)
    report(place, task, 5, "25", 3, obstacle="汛期停工")
    report(place, task, 6, "40", 3)
    task.refresh_from_db()
    facts = facts_on(task, date(2026, 6, 30))
    assert facts.measures[0].actual == 25
    assert (facts.reported, facts.excused) == (date(2026, 5, 1), True)


def test_the_past_keeps_the_day_that_held_before_an_extension(place: County) -> None:
    task = underway(place)
    asked = actions.request(
        task.pk, RequestKind.EXTENSION, "汛期停工", by=place.driver, now=at(6, 1), due=date(2027, 3, 31)
    )
    actions.decide(asked.pk, True, "同意", by=place.leader, now=at(6, 10))
    task.refresh_from_db()
    assert task.due == date(2027, 3, 31)
    assert facts_on(task, date(2026, 6, 9)).due == date(2026, 12, 31)
    assert facts_on(task, date(2026, 6, 11)).due == date(2027, 3, 31)


def test_before_it_was_signed_a_task_waited(place: County) -> None:
    task = underway(place)
    assert [light_on(task, date(2026, 1, day)) for day in (4, 8)] == [Light.GREY, Light.GREY]
    assert [facts_on(task, date(2026, 1, day)).state for day in (4, 8, 9)] == ["drafted", "assigned", "underway"]


def test_bars_count_what_is_closed_late_and_open(place: County) -> None:
    late, open_ = underway(place, 1), underway(place, 2)
    drafted(place, number=3)
    Task.objects.filter(pk=late.pk).update(due=date(2026, 3, 31), light=Light.RED)
    months = queries.by_month(2026, place.leader, date(2026, 6, 1))
    assert [(bar.done, bar.late, bar.open) for bar in months if bar.all] == [(0, 1, 0), (0, 0, 2)]
    assert [(name, bar.late, bar.open) for _unit, name, bar in queries.by_unit(2026, place.leader)] == [
        (open_.lead.name if open_.lead else "", 1, 1)
    ]


def test_the_page_takes_as_many_queries_with_many_tasks_as_with_few(place: County) -> None:
    with assertNumQueries(1):
        queries.slipped(2026, place.leader, date(2026, 7, 1))  # nothing to look ahead for
    for number in range(1, 9):
        report(place, underway(place, number), 2, "1", 3)
    Task.objects.update(light=Light.RED)
    with assertNumQueries(6):
        queries.slipped(2026, place.leader, date(2026, 7, 1))
    with assertNumQueries(3):
        queries.by_month(2026, place.leader, date(2026, 7, 1))
        queries.by_unit(2026, place.leader)
        queries.due_soon(2026, place.leader, date(2026, 12, 10), 30)


def client(actor_person: int | None) -> Client:
    """Somebody at the browser."""
    made = Client()
    if actor_person:
        made.force_login(Person.objects.get(pk=actor_person))
    return made


def test_a_leader_lands_on_the_page_and_others_at_home(place: County) -> None:
    underway(place)
    assert client(place.leader.person).get("/").headers["Location"] == "/leader"
    assert client(place.clerk.person).get("/").status_code == 200
    assert client(place.driver.person).get("/leader").status_code == 403
    assert "/accounts/login/" in client(None).get("/leader").headers["Location"]


def test_the_page_names_who_answers_and_the_sentence(place: County) -> None:
    task = underway(place)
    Task.objects.filter(pk=task.pk).update(due=timezone.localdate() + timedelta(days=5))
    shown = client(place.leader.person).get("/leader?year=2026").content.decode()
    for words in (task.title, task.sentence, "交通运输局", "周远", "/source/entry/1"):
        assert words in shown


def test_an_empty_ledger_teaches_the_first_step(place: County) -> None:
    assert "台账里还没有任务" in client(place.leader.person).get("/leader").content.decode()


@pytest.mark.parametrize("chart", ["months", "units"])
def test_a_chart_s_figures_come_as_a_table_that_spreadsheets_read(place: County, chart: str) -> None:
    underway(place)
    answer = client(place.leader.person).get(f"/leader/{chart}.csv?year=2026")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client(place.leader.person).get(f"/leader/{chart}.svg").content.startswith(b"<svg")
    assert client(place.leader.person).get("/leader/none.csv").status_code == 404
    assert client(place.driver.person).get(f"/leader/{chart}.csv").status_code == 403


def test_a_source_that_is_gone_is_no_page(place: County) -> None:
    for path in ("/source/entry/999999", "/source/entry/none", "/source/task/1"):
        assert client(place.clerk.person).get(path).status_code == 404


def test_what_waits_is_each_post_s_own(place: County) -> None:
    drafted(place, number=1)
    assigned(place, 2)
    signed = underway(place, 3)
    actions.request(signed.pk, RequestKind.EXTENSION, "汛期停工", by=place.driver, now=at(3, 1), due=date(2027, 3, 31))
    day = date(2026, 3, 4)

    def shown(actor: object) -> dict[str, int]:
        return {one.label: one.count for one in waiting(actor, day)}  # type: ignore[arg-type]

    assert shown(place.clerk) == {"待交办的任务": 1, "待批复的延期、调整和撤销": 1}
    assert shown(place.driver) == {"待签收的任务": 1, "待报2月进展的任务": 1}
    assert shown(place.builder) == {}
    assert shown(place.outsider) == {}


def test_a_return_waits_until_it_is_reported(place: County) -> None:
    task = underway(place)
    before = [one for one in waiting(place.driver, date(2026, 3, 4)) if one.until]
    assert [(one.count, one.until) for one in before] == [(1, date(2026, 3, 5))]
    report(place, task, 2, "8", 3)
    assert [one for one in waiting(place.driver, date(2026, 3, 4)) if one.until] == []
