"""The life of a task, act by act, and what is refused on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from taizhang.journal.models import Entry
from taizhang.journal.queries import history
from taizhang.tasks import actions
from taizhang.tasks.actions.assigning import Order
from taizhang.tasks.actions.progress import Upload
from taizhang.tasks.models import Evidence, Measure, Progress, Request, Task
from taizhang.tasks.tests.county import County, assigned, at, county, drafted, goal, pledge, underway
from taizhang.tasks.types import Decision, Light, RequestKind, State, StepFact
from taizhang.toolkit import files
from taizhang.toolkit.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: object, tmp_path: object) -> County:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    return county()


def photo(colour: str = "green") -> Upload:
    """A small picture with a camera's notes."""
    picture, out = Image.new("RGB", (8, 8), colour), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[2] = (32.0, 1.0, 2.0)
    picture.save(out, "JPEG", exif=exif)
    return Upload("现场.jpg", out.getvalue())


def acts(task: Task) -> list[str]:
    """What the journal says was done, the first first."""
    return [entry.act for entry in reversed(history(task.reference))]


def test_a_pledge_becomes_a_task_with_its_measure_and_section(place: County) -> None:
    task = drafted(place)
    assert (task.title, task.sentence) == ("新建改建农村公路50公里", "新建改建农村公路50公里。")
    assert task.section == "二、2026年工作安排 / （三）城乡建设"
    assert (task.number, task.state, task.light) == ("2026-001", State.DRAFTED, Light.GREY)
    assert str(task.measures.get()) == "新建农村公路>=50.0000公里"
    assert acts(task) == ["tasks.drafted"]


def test_publishing_twice_doubles_nothing(place: County) -> None:
    first = actions.receive([pledge(1), pledge(2, "改造危桥12座。")], year=2026, by=place.clerk, now=at(1, 5))
    lines = Entry.objects.count()
    again = actions.receive([pledge(2, "改造危桥12座。"), pledge(1)], year=2026, by=place.clerk, now=at(1, 6))
    assert [task.pk for task in again] == [first[1].pk, first[0].pk]
    assert (Task.objects.count(), Measure.objects.count(), Entry.objects.count()) == (2, 2, lines)


def test_a_draft_follows_the_report_and_an_assigned_task_does_not(place: County) -> None:
    draft, given = actions.receive([pledge(1), pledge(2)], year=2026, by=place.clerk, now=at(1, 5))
    actions.assign(Order(given.pk, place.transport.pk), by=place.clerk, now=at(1, 6))
    new = [pledge(1, "新建农村公路60公里。", goal(60)), pledge(2, "新建农村公路60公里。", goal(60))]
    actions.receive(new, year=2026, by=place.clerk, now=at(1, 7))
    assert draft.measures.get().target == 60
    assert given.measures.get().target == 50
    assert acts(draft) == ["tasks.drafted", "tasks.reread"]


def test_a_unit_signs_for_its_task(place: County) -> None:
    task = underway(place)
    assert (task.state, task.signed) == (State.UNDERWAY, at(1, 9))
    assert acts(task) == ["tasks.drafted", "tasks.assigned", "tasks.signed"]


@pytest.mark.parametrize("who", ["builder", "farmer", "clerk", "leader", "outsider"])
def test_nobody_else_signs_for_it(place: County, who: str) -> None:
    task = assigned(place)
    with pytest.raises(NotAllowed):
        actions.sign(task.pk, by=getattr(place, who), now=at(1, 9))


def test_a_unit_does_not_assign(place: County) -> None:
    with pytest.raises(NotAllowed):
        actions.assign(Order(drafted(place).pk, place.housing.pk), by=place.driver, now=at(1, 8))


def test_a_bulk_assignment_is_done_whole_or_not_at_all(place: County) -> None:
    one, two = actions.receive([pledge(1), pledge(2)], year=2026, by=place.clerk, now=at(1, 5))
    actions.assign(Order(two.pk, place.transport.pk), by=place.clerk, now=at(1, 6))
    actions.sign(two.pk, by=place.driver, now=at(1, 7))
    with pytest.raises(Refused, match="2026-002"):
        actions.assign_all(
            [Order(one.pk, place.housing.pk), Order(two.pk, place.housing.pk)], by=place.clerk, now=at(1, 8)
        )
    one.refresh_from_db()
    assert one.state == State.DRAFTED


def test_a_bulk_assignment_is_one_line_a_task(place: County) -> None:
    tasks = actions.receive([pledge(n) for n in range(1, 4)], year=2026, by=place.clerk, now=at(1, 5))
    actions.assign_all([Order(task.pk, place.transport.pk) for task in tasks], by=place.clerk, now=at(1, 8))
    assert [acts(task) for task in tasks] == [["tasks.drafted", "tasks.assigned"]] * 3


def test_a_closed_unit_gets_no_task(place: County) -> None:
    place.housing.until = date(2026, 1, 1)
    place.housing.save()
    with pytest.raises(Refused, match="住房和城乡建设局"):
        actions.assign(Order(drafted(place).pk, place.housing.pk), by=place.clerk, now=at(1, 8))


def test_a_return_needs_a_reason(place: County) -> None:
    with pytest.raises(Refused, match="理由"):
        actions.give_back(assigned(place).pk, " ", by=place.driver, now=at(1, 9))


def test_a_returned_task_is_arbitrated_and_then_binds(place: County) -> None:
    task = assigned(place)
    actions.give_back(task.pk, "危桥改造归住建部门", by=place.driver, now=at(1, 9))
    task.refresh_from_db()
    assert task.state == State.ARBITRATION
    task = actions.arbitrate(task.pk, place.housing.pk, "按三定规定", by=place.head, now=at(1, 10))
    assert (task.lead_id, task.state, task.binding) == (place.housing.pk, State.ASSIGNED, True)
    assert Request.objects.get().decision == Decision.APPROVED
    with pytest.raises(Refused, match="已经裁决"):
        actions.give_back(task.pk, "也不归我们", by=place.builder, now=at(1, 11))


def test_a_unit_does_not_arbitrate_its_own_return(place: County) -> None:
    task = assigned(place)
    actions.give_back(task.pk, "不归我们", by=place.driver, now=at(1, 9))
    with pytest.raises(NotAllowed):
        actions.arbitrate(task.pk, place.housing.pk, "归住建", by=place.driver, now=at(1, 10))


def test_the_person_who_does_it_is_of_the_unit(place: County) -> None:
    task = underway(place)
    with pytest.raises(Refused, match="本单位"):
        actions.handle(task.pk, place.builder.person or 0, by=place.driver, now=at(1, 10))
    assert (
        actions.handle(task.pk, place.colleague.person or 0, by=place.driver, now=at(1, 10)).person_id
        == place.colleague.person
    )


def test_a_report_moves_figure_rate_and_light(place: County) -> None:
    task = underway(place)
    measure = task.measures.get()
    actions.report(
        task.pk, place.transport.pk, date(2026, 6, 1), by=place.colleague, now=at(7, 2),
        figures={measure.pk: (Decimal("25.5"), "")}, words="路基完成",
    )  # fmt: skip
    task.refresh_from_db()
    measure.refresh_from_db()
    assert (measure.actual, measure.month, task.rate, task.light) == (
        Decimal("25.5"),
        date(2026, 6, 1),
        Decimal(51),
        Light.GREEN,
    )


def test_a_correction_keeps_what_was_said_before(place: County) -> None:
    task = underway(place)
    key = task.measures.get().pk
    for value in ("25.5", "20.5"):
        actions.report(
            task.pk,
            place.transport.pk,
            date(2026, 6, 1),
            by=place.driver,
            now=at(7, 2),
            figures={key: (Decimal(value), "")},
        )
    rows = Progress.objects.order_by("version")
    assert [(row.version, row.current, row.figures.get().value) for row in rows] == [
        (1, False, Decimal("25.5")),
        (2, True, Decimal("20.5")),
    ]
    assert acts(task)[-2:] == ["tasks.reported", "tasks.corrected"]


def test_correcting_an_older_month_leaves_the_last_figure(place: County) -> None:
    task = underway(place)
    key = task.measures.get().pk
    for month, value in ((6, 30), (5, 20)):
        actions.report(
            task.pk,
            place.transport.pk,
            date(2026, month, 1),
            by=place.driver,
            now=at(7, 2),
            figures={key: (Decimal(value), "")},
        )
    task.refresh_from_db()
    assert (task.measures.get().actual, task.reported) == (Decimal(30), date(2026, 6, 1))


def test_an_assisting_unit_reports_in_words_only(place: County) -> None:
    task = underway(place)
    key = task.measures.get().pk
    actions.report(task.pk, place.town.pk, date(2026, 1, 1), by=place.farmer, now=at(2, 2), words="征地完成")
    with pytest.raises(Refused, match="牵头单位"):
        actions.report(
            task.pk, place.town.pk, date(2026, 1, 1), by=place.farmer, now=at(2, 2), figures={key: (Decimal(1), "")}
        )


@pytest.mark.parametrize("who", ["builder", "clerk", "outsider"])
def test_no_foreign_unit_reports(place: County, who: str) -> None:
    task = underway(place)
    for unit in (place.transport, place.housing):
        with pytest.raises(NotAllowed):
            actions.report(task.pk, unit.pk, date(2026, 1, 1), by=getattr(place, who), now=at(2, 2), words="进展")


def test_no_month_is_reported_before_it_begins(place: County) -> None:
    with pytest.raises(Refused, match="还没有开始"):
        actions.report(
            underway(place).pk, place.transport.pk, date(2026, 3, 1), by=place.driver, now=at(2, 2), words="进展"
        )


def test_a_report_says_something(place: County) -> None:
    with pytest.raises(Refused, match="文字"):
        actions.report(underway(place).pk, place.transport.pk, date(2026, 1, 1), by=place.driver, now=at(2, 2))


def test_a_picture_is_kept_without_the_cameras_notes(place: County) -> None:
    task = underway(place)
    actions.report(
        task.pk, place.transport.pk, date(2026, 1, 1), by=place.driver, now=at(2, 2), words="开工", files=[photo()]
    )
    row = Evidence.objects.get()
    kept = files.fetch(row.digest)
    assert (row.name, row.kind, row.cleaned) == ("现场.jpg", "image/jpeg", True)
    assert not Image.open(BytesIO(kept)).getexif()
    assert b"Camera" not in kept


def test_a_file_that_is_none_of_ours_leaves_no_report(place: County) -> None:
    task = underway(place)
    with pytest.raises(Refused, match="JPG"):
        actions.report(
            task.pk, place.transport.pk, date(2026, 1, 1), by=place.driver, now=at(2, 2), words="开工",
            files=[Upload("run.jpg", b"MZ\x90\0")],
        )  # fmt: skip
    assert not Progress.objects.exists()


def test_closing_needs_evidence(place: County) -> None:
    with pytest.raises(Refused, match="佐证"):
        actions.ask_to_close(underway(place).pk, "全部完成", by=place.driver, now=at(11, 2))


def closing(place: County) -> Task:
    task = underway(place)
    actions.ask_to_close(task.pk, "全部完成并验收", by=place.driver, now=at(11, 2), files=[photo()])
    task.refresh_from_db()
    return task


def test_another_hand_closes_it(place: County) -> None:
    task = actions.confirm(closing(place).pk, "现场核查属实", by=place.clerk, now=at(11, 5))
    assert (task.state, task.closed_by, task.done_by, task.light) == (
        State.CLOSED,
        place.clerk.person,
        place.driver.person,
        Light.GREEN,
    )


@pytest.mark.parametrize("who", ["driver", "colleague", "builder", "outsider"])
def test_who_did_it_does_not_close_it(place: County, who: str) -> None:
    task = closing(place)
    with pytest.raises(Refused):
        actions.confirm(task.pk, by=getattr(place, who), now=at(11, 5))


def test_an_official_who_asked_himself_does_not_confirm_even_from_the_office(place: County) -> None:
    from dataclasses import replace

    task = closing(place)
    with pytest.raises(Refused, match="本人"):
        actions.confirm(task.pk, by=replace(place.clerk, person=place.driver.person), now=at(11, 5))
    with pytest.raises(Refused, match="所在的单位"):
        actions.confirm(task.pk, by=replace(place.clerk, unit=place.transport.pk), now=at(11, 5))


def test_the_database_itself_refuses_ones_own_close_out(place: County) -> None:
    task = closing(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(closed_by=place.driver.person)


def test_a_close_out_is_rejected_with_a_reason_and_goes_back(place: County) -> None:
    task = closing(place)
    with pytest.raises(Refused, match="理由"):
        actions.reject(task.pk, "", by=place.clerk, now=at(11, 5))
    assert actions.reject(task.pk, "里程不足", by=place.clerk, now=at(11, 5)).state == State.UNDERWAY


def test_what_rebounds_is_opened_again(place: County) -> None:
    task = actions.confirm(closing(place).pk, by=place.clerk, now=at(11, 5))
    with pytest.raises(Refused, match="理由"):
        actions.reopen(task.pk, "", date(2026, 12, 20), by=place.clerk, now=at(11, 20))
    task = actions.reopen(task.pk, "路面沉降", date(2026, 12, 20), by=place.clerk, now=at(11, 20))
    assert (task.state, task.times_reopened, task.closed, task.due) == (State.REOPENED, 1, None, date(2026, 12, 20))


def test_an_unfinished_step_keeps_a_task_open(place: County) -> None:
    task = underway(place)
    actions.plan(task.pk, [StepFact("招标", date(2026, 3, 31), share=10)], by=place.driver, now=at(1, 10))
    with pytest.raises(Refused, match="招标"):
        actions.ask_to_close(task.pk, "全部完成", by=place.driver, now=at(11, 2), files=[photo()])
    actions.finish_step(task.pk, task.steps.get().pk, date(2026, 3, 20), by=place.driver, now=at(3, 21))
    assert (
        actions.ask_to_close(task.pk, "全部完成", by=place.driver, now=at(11, 2), files=[photo()]).kind
        == RequestKind.CLOSE
    )


def test_what_is_done_stays_in_the_plan(place: County) -> None:
    task = underway(place)
    actions.plan(task.pk, [StepFact("招标", date(2026, 3, 31))], by=place.driver, now=at(1, 10))
    actions.finish_step(task.pk, task.steps.get().pk, date(2026, 3, 20), by=place.driver, now=at(3, 21))
    with pytest.raises(Refused, match="已经完成"):
        actions.plan(task.pk, [StepFact("开工", date(2026, 5, 31))], by=place.driver, now=at(4, 1))
