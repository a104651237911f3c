"""The pages: who sees what, what forms do, and what comes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from taizhang.organisation.models import Person, Succession, Tree, Unit
from taizhang.tasks import actions
from taizhang.tasks.actions.assigning import Order
from taizhang.tasks.actions.progress import Upload
from taizhang.tasks.models import Evidence, Progress, Rating, Request, Task, TaskList
from taizhang.tasks.tests.county import County, assigned, at, county, drafted, goal, pledge, underway
from taizhang.tasks.types import ListKind, Satisfaction, State, StepFact
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused

pytestmark = pytest.mark.django_db


def _png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    return out.getvalue()


PNG = _png()


@pytest.fixture
def place(settings: object, tmp_path: object) -> County:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    return county()


def as_(actor: Actor) -> Client:
    """A browser signed in as `actor`; nobody for the outsider."""
    client = Client()
    if actor.person:
        client.force_login(
            Person.objects.get(pk=actor.person), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return client


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


PAGES = ("index", "board", "calendar", "units", "inbox")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["clerk", "leader", "driver", "farmer"])
def test_who_has_to_do_with_a_task_finds_it(place: County, name: str, who: str) -> None:
    underway(place)
    response = as_(getattr(place, who)).get(reverse(f"tasks:{name}"), {"year": "2026"})
    assert response.status_code == 200


@pytest.mark.parametrize("by", ["unit", "leader", "section", "nonsense"])
def test_the_summary_counts_by_unit_leader_and_section(place: County, by: str) -> None:
    underway(place)
    response = as_(place.clerk).get(reverse("tasks:units"), {"year": "2026", "by": by})
    assert response.status_code == 200
    assert {"leader": "周远", "section": "城乡建设"}.get(by, "江临县交通运输局") in text(response)


@pytest.mark.parametrize("name", PAGES)
def test_an_outsider_is_sent_to_the_sign_in(place: County, name: str) -> None:
    assert as_(place.outsider).get(reverse(f"tasks:{name}")).status_code == 302


def test_a_foreign_unit_sees_nothing(place: County) -> None:
    task = underway(place)
    browser = as_(place.builder)
    assert task.title not in text(browser.get(reverse("tasks:index"), {"year": "2026"}))
    assert browser.get(reverse("tasks:task", args=(task.pk,))).status_code == 404
    assert browser.post(reverse("tasks:act", args=(task.pk, "close")), {"reason": "完成"}).status_code == 404
    assert browser.get(reverse("tasks:export", args=("xlsx",)), {"year": "2026"}).status_code == 200


def test_a_draft_is_the_offices_alone(place: County) -> None:
    task = drafted(place)
    assert as_(place.clerk).get(reverse("tasks:task", args=(task.pk,))).status_code == 200
    assert as_(place.driver).get(reverse("tasks:task", args=(task.pk,))).status_code == 404


def test_the_page_of_a_task_gives_source_reason_and_history(place: County) -> None:
    task = underway(place)
    body = text(as_(place.driver).get(reverse("tasks:task", args=(task.pk,))))
    for words in (
        "新建改建农村公路50公里。",
        "城乡建设",
        "“新建农村公路”尚无数据",
        "王敏交办给江临县交通运输局",
        "李路签收",
    ):
        assert words in body


def test_a_draft_shows_who_might_own_it(place: County) -> None:
    body = text(as_(place.clerk).get(reverse("tasks:task", args=(drafted(place).pk,))))
    assert "职责清单：农村公路、公路" in body


def test_a_unit_signs_in_its_inbox(place: County) -> None:
    task = assigned(place)
    browser = as_(place.driver)
    assert task.title in text(browser.get(reverse("tasks:inbox")))
    browser.post(reverse("tasks:sign-all"), {"pk": task.pk})
    task.refresh_from_db()
    assert task.state == State.UNDERWAY


def test_a_foreign_unit_signs_for_nothing(place: County) -> None:
    task = assigned(place)
    as_(place.builder).post(reverse("tasks:sign-all"), {"pk": task.pk})
    task.refresh_from_db()
    assert task.state == State.ASSIGNED


def test_a_form_without_a_reason_comes_back_with_words(place: County) -> None:
    response = as_(place.driver).post(reverse("tasks:act", args=(assigned(place).pk, "return")), {"reason": ""})
    assert response.status_code == 422
    assert "errorlist" in text(response)


def test_ones_own_close_out_is_refused_on_the_page(place: County) -> None:
    task = underway(place)
    url = reverse("tasks:act", args=(task.pk, "close"))
    sent = {"reason": "全部完成", "evidence": SimpleUploadedFile("a.png", PNG)}
    assert as_(place.driver).post(url, sent).status_code == 302
    assert as_(place.driver).post(reverse("tasks:act", args=(task.pk, "confirm")), {}).status_code == 422
    task.refresh_from_db()
    assert task.state == State.CLOSING
    assert as_(place.clerk).post(reverse("tasks:act", args=(task.pk, "confirm")), {"reason": "属实"}).status_code == 302
    task.refresh_from_db()
    assert task.state == State.CLOSED


def test_every_form_opens_for_who_may(place: County) -> None:
    task = underway(place)
    for name in ("handle", "plan", "close", "extension", "change", "cancel"):
        assert as_(place.driver).get(reverse("tasks:act", args=(task.pk, name))).status_code == 200, name
    assert as_(place.clerk).get(reverse("tasks:act", args=(task.pk, "light"))).status_code == 200
    assert as_(place.clerk).get(reverse("tasks:act", args=(task.pk, "sign"))).status_code == 302


def test_a_plan_is_written_line_by_line(place: County) -> None:
    task = underway(place)
    url = reverse("tasks:act", args=(task.pk, "plan"))
    as_(place.driver).post(url, {"steps": "2026-03-31 完成招标（10%）\n2026-10-31 全线通车"})
    assert [(s.words, s.share) for s in task.steps.order_by("due")] == [("完成招标", 10), ("全线通车", None)]
    wrong = as_(place.driver).post(url, {"steps": "三月底完成招标"})
    assert "看不明白" in text(wrong)


def test_an_extension_is_asked_for_and_approved_on_the_page(place: County) -> None:
    task = underway(place)
    as_(place.driver).post(
        reverse("tasks:act", args=(task.pk, "extension")), {"due": "2027-03-31", "reason": "汛期停工"}
    )
    asked = Request.objects.get()
    assert (
        as_(place.driver).post(reverse("tasks:decide", args=(task.pk, asked.pk)), {"decision": "approved"}).status_code
        == 403
    )
    as_(place.head).post(reverse("tasks:decide", args=(task.pk, asked.pk)), {"decision": "approved"})
    body = text(as_(place.driver).get(reverse("tasks:task", args=(task.pk,))))
    assert "<del>2026-12-31</del> → 2027-03-31" in body


def test_several_tasks_are_assigned_in_one_form(place: County) -> None:
    one, two = actions.receive([pledge(1), pledge(2, "改造老旧小区18个。")], year=2026, by=place.clerk, now=at(1, 5))
    browser = as_(place.clerk)
    body = text(browser.get(reverse("tasks:assign"), {"pk": [one.pk, two.pk]}))
    assert f'<option value="{place.housing.pk}" selected>' in body
    sent = {
        "pk": [one.pk, two.pk], f"lead-{one.pk}": place.transport.pk, f"lead-{two.pk}": place.housing.pk,
        f"assisting-{two.pk}": [place.town.pk], f"due-{one.pk}": "2026-11-30", f"due-{two.pk}": "2026-12-31",
    }  # fmt: skip
    assert browser.post(reverse("tasks:assign"), sent).status_code == 302
    one.refresh_from_db()
    assert (one.lead_id, one.due) == (place.transport.pk, date(2026, 11, 30))
    assert list(two.assisting.all()) == [place.town]
    assert as_(place.driver).post(reverse("tasks:assign"), sent).status_code == 403


def test_the_monthly_return_takes_only_what_was_changed(place: County) -> None:
    tasks = [underway(place, n) for n in (1, 2)]
    keys = [task.measures.get().pk for task in tasks]
    sent = (
        {"month": "2026-06"}
        | {f"words-{task.pk}": "" for task in tasks}
        | {f"figure-{keys[0]}": "15", f"figure-{keys[1]}": ""}
    )
    browser = as_(place.driver)
    assert browser.post(reverse("tasks:monthly"), sent).status_code == 302
    row = Progress.objects.get()
    assert (row.task_id, row.month, row.figures.get().value) == (tasks[0].pk, date(2026, 6, 1), Decimal(15))
    browser.post(reverse("tasks:monthly"), sent)
    assert Progress.objects.count() == 1


def test_a_unit_that_took_over_reports_what_it_took_over(place: County) -> None:
    task = underway(place)
    day = date(2026, 6, 1)
    Succession.objects.create(before=place.transport, after=place.housing, day=day, kind="merged", reason="机构改革")
    Unit.objects.filter(pk=place.transport.pk).update(until=day)
    Tree.objects.create(id="administrative", name="行政", stamp="test-took-over")
    browser = as_(place.builder)
    assert task.title in text(browser.get(reverse("tasks:monthly"), {"month": "2026-06"}))
    sent = {"month": "2026-06", f"words-{task.pk}": "已接手", f"figure-{task.measures.get().pk}": "30"}
    browser.post(reverse("tasks:monthly"), sent)
    assert Progress.objects.get().by == "赵筑"
    office = replace(place.clerk, unit=place.housing.pk)
    actions.ask_to_close(task.pk, "完成", by=place.builder, now=at(11, 1), files=[Upload("a.png", PNG)])
    with pytest.raises(Refused, match="所在的单位"):
        actions.confirm(task.pk, by=office, now=at(11, 2))


def test_a_wrong_figure_keeps_what_was_typed(place: County) -> None:
    task = underway(place)
    key = task.measures.get().pk
    response = as_(place.driver).post(
        reverse("tasks:monthly"), {"month": "2026-06", f"words-{task.pk}": "路基完成", f"figure-{key}": "二十"}
    )
    assert response.status_code == 422
    assert "“二十”不是数字" in text(response)
    assert "路基完成" in text(response)


def test_a_figure_of_the_ledger_is_offered_and_not_asked_again(place: County) -> None:
    shared = goal(code="rural-roads")
    one, two = actions.receive(
        [pledge(1, "新建农村公路50公里。", shared), pledge(2, "再建50公里。", shared)],
        year=2026,
        by=place.clerk,
        now=at(1, 5),
    )
    actions.assign_all(
        [Order(one.pk, place.housing.pk), Order(two.pk, place.transport.pk)], by=place.clerk, now=at(1, 6)
    )
    actions.sign(one.pk, by=place.builder, now=at(1, 7))
    actions.sign(two.pk, by=place.driver, now=at(1, 7))
    key = one.measures.get().pk
    actions.report(
        one.pk, place.housing.pk, date(2026, 6, 1), by=place.builder, now=at(7, 1), figures={key: (Decimal("21.5"), "")}
    )
    browser = as_(place.driver)
    body = text(browser.get(reverse("tasks:monthly"), {"month": "2026-06"}))
    assert "台账已有 21.5公里" in body
    mine = two.measures.get().pk
    sent = {"month": "2026-06", f"words-{two.pk}": "", f"figure-{mine}": "21.5"}
    browser.post(reverse("tasks:monthly"), sent)
    assert Progress.objects.filter(task=two).count() == 0
    browser.post(reverse("tasks:monthly"), sent | {f"accept-{two.pk}": "yes"})
    assert Progress.objects.get(task=two).figures.get().origin == f"江临县住房和城乡建设局报任务 {one.number}"


def test_evidence_is_for_those_who_see_the_task(place: County) -> None:
    task = underway(place)
    actions.report(
        task.pk,
        place.transport.pk,
        date(2026, 1, 1),
        by=place.driver,
        now=at(2, 2),
        words="开工",
        files=[Upload("a.png", PNG)],
    )
    url = reverse("tasks:evidence", args=(task.pk, Evidence.objects.get().pk))
    shown = as_(place.farmer).get(url)
    assert (shown.content, shown["Content-Type"], shown["X-Content-Type-Options"]) == (PNG, "image/png", "nosniff")
    assert as_(place.builder).get(url).status_code == 404


def test_the_export_has_just_what_is_shown(place: County) -> None:
    from python_calamine import load_workbook

    underway(place, 1)
    drafted(place, "改造老旧小区18个。", 2)
    data = as_(place.clerk).get(reverse("tasks:export", args=("xlsx",)), {"year": "2026", "state": "underway"}).content
    rows = load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["编号", "2026-001"]
    assert rows[1][3] == "新建农村公路>=50公里"


def test_the_word_table_has_heads_on_every_page(place: County) -> None:
    underway(place)
    data = as_(place.clerk).get(reverse("tasks:export", args=("docx",)), {"year": "2026"}).content
    table = docx.Document(BytesIO(data)).tables[0]
    assert table.rows[2].cells[1].text == "新建改建农村公路50公里"
    assert "tblHeader" in table.rows[0]._tr.xml


def practical(place: County) -> Task:
    """A published list with one item, given to transport."""
    list_ = actions.make_list(2026, ListKind.PRACTICAL, "2026年民生实事", by=place.clerk, now=at(1, 5))
    matter = actions.head(list_, "行有畅通", by=place.clerk, now=at(1, 5))
    task = actions.draft(list_, "新建农村公路50公里", by=place.clerk, now=at(1, 5), matter=matter, goals=[goal()])
    actions.assign(Order(task.pk, place.transport.pk), by=place.clerk, now=at(1, 6))
    actions.publish(list_, True, by=place.head, now=at(1, 7))
    return task


def test_citizens_see_the_published_list_and_rate_once_a_browser(place: County) -> None:
    task = practical(place)
    browser = Client()
    assert "行有畅通" in text(browser.get(reverse("tasks:public")))
    for answer in ("poor", "good"):
        assert browser.post(reverse("tasks:rate", args=(task.pk,)), {"answer": answer}).status_code == 302
    assert Rating.objects.get().answer == "good"
    Client().post(reverse("tasks:rate", args=(task.pk,)), {"answer": "fair"})
    assert "2 人评价：满意 1，基本满意 1，不满意 0" in text(Client().get(reverse("tasks:public")))


def test_a_machine_that_rates_is_stopped(place: County) -> None:
    task = practical(place)
    for number in range(60):
        actions.rate(task.pk, f"v{number}", Satisfaction.POOR, "", by=place.outsider, now=at(11, 20))
    with pytest.raises(Refused, match="一分钟后"):
        actions.rate(task.pk, "v60", Satisfaction.POOR, "", by=place.outsider, now=at(11, 20))
    actions.rate(task.pk, "v60", Satisfaction.POOR, "", by=place.outsider, now=at(11, 20, 10))


def test_what_is_not_published_is_neither_seen_nor_rated(place: County) -> None:
    task = practical(place)
    list_ = TaskList.objects.get()
    actions.publish(list_, False, by=place.head, now=at(1, 8))
    assert "行有畅通" not in text(Client().get(reverse("tasks:public")))
    assert Client().post(reverse("tasks:rate", args=(task.pk,)), {"answer": "good"}).status_code == 404
    assert Client().post(reverse("tasks:rate", args=(underway(place).pk,)), {"answer": "good"}).status_code == 404


def test_a_persons_calendar_needs_no_sign_in_but_the_secret(place: County) -> None:
    task = underway(place)
    actions.plan(task.pk, [StepFact("完成招标", date(2026, 3, 31))], by=place.driver, now=at(1, 10))
    body = text(as_(place.driver).post(reverse("tasks:feed")))
    path = body.split('readonly value="http://testserver')[1].split('"')[0]
    feed = text(Client().get(path))
    assert "DTSTART;VALUE=DATE:20261231" in feed
    assert "SUMMARY:完成招标" in feed
    assert Client().get(reverse("tasks:calendar-file", args=("wrong",))).status_code == 404
    as_(place.driver).post(reverse("tasks:feed"))
    assert Client().get(path).status_code == 404


def test_drafting_by_hand(place: County) -> None:
    list_ = actions.make_list(2026, ListKind.RESPONSIBILITY, "安全生产责任清单", by=place.clerk, now=at(1, 5))
    sent = {
        "list": list_.pk,
        "title": "整治隐患",
        "goals": "隐患整治率>=98%",
        "start": "2026-01-01",
        "due": "2026-06-30",
    }
    assert as_(place.clerk).post(reverse("tasks:new"), sent).status_code == 302
    assert Task.objects.get().measures.get().unit == "%"
    assert as_(place.driver).post(reverse("tasks:new"), sent).status_code == 403


def test_the_pages_are_in_english_too(place: County) -> None:
    task = underway(place)
    body = text(_english(place.clerk).get(reverse("tasks:task", args=(task.pk,))))
    for words in ("Leader in charge", "“新建农村公路” has no figure yet.", "signed for it"):
        assert words in body
    assert "Ask for an extension" in text(_english(place.driver).get(reverse("tasks:task", args=(task.pk,))))


def _english(actor: Actor) -> Client:
    browser = as_(actor)
    browser.cookies["language"] = "en"
    return browser
