"""The pages: who sees what, what they show, how many questions they ask, and what comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from taizhang.organisation.tests.county import county, somebody, staff
from taizhang.promises import actions, queries
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.queries import Filters
from taizhang.promises.tests.ledger import FIRST, SECOND, hand_in, promise, work
from taizhang.tasks.models import Task, TaskList
from taizhang.toolkit.actor import Actor

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """The language of a request stays with the thread; each test begins and ends in Chinese."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def actors(settings: Any, tmp_path: Path) -> dict[str, Actor]:
    settings.DATA = tmp_path
    return staff(county())


@pytest.fixture
def pairing(actors: dict[str, Actor], tmp_path: Path) -> Pairing:
    hand_in(tmp_path, FIRST, SECOND, by=actors["supervision"])
    work()
    return Pairing.objects.get()


def as_(actor: Actor) -> Client:
    client = Client()
    if actor.person:
        client.force_login(somebody(actor), backend=BACKEND)
    return client


def now() -> datetime:
    return datetime.now(UTC)


def text(response: Any) -> str:
    return str(response.content.decode())


def addresses(pairing: Pairing) -> list[str]:
    one = promise(pairing, "60公里")
    place = f"place={pairing.place_key}"
    return [
        reverse("promises:index"),
        f"{reverse('promises:table', args=[2025])}?{place}",
        reverse("promises:one", args=[one.pk]),
        reverse("promises:chain"),
        f"{reverse('promises:chain')}?indicator={one.thread}&{place}",
        reverse("promises:compare"),
        f"{reverse('promises:export', args=[2025, 'jsonl'])}?{place}",
    ]


def test_everybody_of_the_county_sees_and_nobody_from_outside(pairing: Pairing, actors: dict[str, Actor]) -> None:
    for role in ("leader", "supervision", "unit", "grid", "hotline", "auditor", "administrator"):
        for address in addresses(pairing):
            assert as_(actors[role]).get(address).status_code == 200, (role, address)
    for address in addresses(pairing):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "农村公路" not in text(answer)
        assert as_(actors["guest"]).get(address).status_code == 403


def test_others_than_the_office_neither_see_the_forms_nor_get_through_with_them(
    pairing: Pairing, actors: dict[str, Actor]
) -> None:
    one = promise(pairing, "60公里")
    page, act = reverse("promises:one", args=[one.pk]), reverse("promises:act", args=[one.pk, "confirm"])
    assert act in text(as_(actors["supervision"]).get(page))
    for role in ("leader", "unit", "auditor", "administrator", "grid", "guest"):
        client = as_(actors[role])
        assert act not in text(client.get(page))
        assert client.post(act, {"revision": one.revision}).status_code == 403
        assert client.post(reverse("promises:confirm"), {"row": f"{one.pk}:{one.revision}"}).status_code == 403
    assert Client().post(act, {"revision": one.revision}).status_code == 302
    assert promise(pairing, "60公里").state == "open"


def test_a_page_shows_both_sentences_with_the_figure_marked_and_the_arithmetic(
    pairing: Pairing, actors: dict[str, Actor]
) -> None:
    shown = text(as_(actors["supervision"]).get(reverse("promises:one", args=[promise(pairing, "60公里").pk])))
    assert "新建农村公路<mark>60公里</mark>" in shown
    assert "新建农村公路<mark>48公里</mark>" in shown
    assert "实际48公里 / 目标60公里 = 80.0%" in shown
    assert f"/documents/{pairing.earlier_id}/?layer=quantities#e-" in shown


def test_a_clerk_confirms_corrects_and_reopens_through_the_page(pairing: Pairing, actors: dict[str, Actor]) -> None:
    client, one = as_(actors["supervision"]), promise(pairing, "12个")

    def act(verb: str, **given: str) -> str:
        address = reverse("promises:act", args=[one.pk, verb])
        seen = Promise.objects.get(pk=one.pk).revision
        return text(client.post(address, {"revision": seen, **given}, follow=True))

    assert "已确认。" in act("confirm")
    assert "请写明理由。" in act("overrule", verdict="missed", reason=" ")
    assert "已改判。" in act("overrule", verdict="missed", reason="验收未过")
    assert "已重新打开" in act("reopen", reason="看错了")
    assert "请先选一个数字。" in act("choose")
    sought = client.get(reverse("promises:one", args=[one.pk]), {"find": "棚户区"})
    assert "7个" in text(sought)
    key = next(e.fact for e in queries.figures(pairing.later_id or 0, "棚户区"))
    shown = act("choose", figure=key)
    assert "实际7个 / 目标12个 = 58.3%" in shown
    assert "改定答复为“7个”" in shown
    assert client.post(reverse("promises:act", args=[one.pk, "nonsense"])).status_code == 404


def test_ticked_rows_are_confirmed_together_and_the_list_comes_back_as_it_was(
    pairing: Pairing, actors: dict[str, Actor]
) -> None:
    rows = [f"{p.pk}:{p.revision}" for p in pairing.promises.all()[:3]]
    given = {"row": rows, "year": 2025, "query": "?place=云河县&verdict=kept"}
    answer = as_(actors["supervision"]).post(reverse("promises:confirm"), given)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/promises/2025/?place=")
    assert Promise.objects.filter(state="confirmed").count() == 3
    away = as_(actors["supervision"]).post(
        reverse("promises:confirm"), {"query": "//elsewhere.example", "year": "2025"}
    )
    assert away.headers["Location"] == "/promises/2025/"


def test_filters_narrow_and_orders_sort(pairing: Pairing, actors: dict[str, Actor]) -> None:
    def raws(order: str = "place", *, down: bool = False, **filters: Any) -> list[str]:
        return [p.raw for p in queries.ordered(queries.matching(pairing, Filters(**filters)), order, down=down)]

    assert raws(verdict="partly") == ["60公里"]
    assert raws(chapter="办好民生实事", sort="figured") == ["12个", "900个"]
    assert raws(text="农村公路") == ["28家", "60公里", "云河大桥"]
    actions.confirm([promise(pairing, "28家")], by=actors["supervision"], now=now())
    assert raws(state="confirmed") == ["28家"]
    assert raws(state="differs") == []
    verdicts = [p.holds for p in queries.ordered(queries.matching(pairing, Filters()), "verdict")]
    assert verdicts.index("dropped") < verdicts.index("partly") < verdicts.index("kept")
    assert raws(down=True)[0] == raws()[-1]


def test_the_list_can_be_narrowed_to_the_unit_that_leads_the_task(pairing: Pairing, actors: dict[str, Actor]) -> None:
    road = promise(pairing, "60公里")
    lead = actors["unit"].unit
    made = TaskList.objects.create(year=2025, kind="report", name="分解")
    Task.objects.create(
        year=2025, serial=1, list=made, title="新建农村公路", source_kind="entry", source_id=road.task_entry, lead_id=lead,
        start="2025-01-01", due="2025-12-31", made=now(), state="assigned",
    )  # fmt: skip
    assert [name for _key, name in queries.units(pairing)] == ["住建局"]
    found = queries.matching(pairing, Filters(unit=lead))
    assert {p.raw for p in found} == {"60公里", "28家", "云河大桥"}
    shown = text(as_(actors["supervision"]).get(reverse("promises:one", args=[road.pk])))
    assert "2025-001" in shown
    assert "住建局" in text(as_(actors["supervision"]).get(f"/promises/2025/?place={pairing.place_key}"))


def test_an_empty_ledger_teaches_the_first_step(actors: dict[str, Actor], tmp_path: Path) -> None:
    client = as_(actors["supervision"])
    assert "上传报告" in text(client.get(reverse("promises:index")))
    hand_in(tmp_path, FIRST, by=actors["supervision"])
    work()
    assert "需要云河县前一年或后一年的报告" in text(client.get(reverse("promises:index")))
    for address in (reverse("promises:chain"), reverse("promises:compare")):
        assert "empty" in text(client.get(address))
    lacking = client.get(reverse("promises:table", args=[2031]))
    assert lacking.status_code == 404
    assert "2032年" in text(lacking)


def test_places_stand_side_by_side_with_what_they_both_promised(pairing: Pairing, actors: dict[str, Actor], tmp_path: Path, django_assert_num_queries: Any) -> None:  # fmt: skip
    other = [t.replace("云河县", "青山县").replace("60公里", "90公里") for t in (FIRST, SECOND)]
    hand_in(tmp_path, *other, by=actors["supervision"])
    work()
    shown = text(as_(actors["leader"]).get(f"{reverse('promises:compare')}?year=2025&places=云河县,青山县"))
    assert "60公里 → 48公里" in shown
    assert "90公里 → 48公里" in shown
    with django_assert_num_queries(3):
        assert len(queries.shared(queries.standing())) == 8


def test_a_chain_shows_target_and_outcome_of_each_year(pairing: Pairing, actors: dict[str, Actor], tmp_path: Path) -> None:  # fmt: skip
    third = SECOND.replace("2026年", "2027年").replace("2025年", "2026年").replace("增长6.1%", "增长5.8%")
    hand_in(tmp_path, third, by=actors["supervision"])
    work()
    client = as_(actors["leader"])
    assert "地区生产总值" in text(client.get(reverse("promises:chain"), {"place": "云河县"}))
    shown = text(client.get(reverse("promises:chain"), {"place": "云河县", "indicator": "gdp growth"}))
    assert shown.count('<rect class="plan"') == shown.count('<rect class="actual"') == 2
    assert "6.1%" in shown
    assert "5.8%" in shown


def test_exports_hold_just_what_is_shown_and_who_decided(pairing: Pairing, actors: dict[str, Actor]) -> None:
    road = promise(pairing, "60公里")
    actions.overrule(road, "kept", "=台账61公里", by=actors["supervision"], now=now(), seen=road.revision)
    client = as_(actors["unit"])
    query = {"place": pairing.place_key, "verdict": "kept"}
    lines = client.get(reverse("promises:export", args=[2025, "jsonl"]), query).content.splitlines()
    rows = {row["raw_a"]: row for row in map(json.loads, lines)}
    assert rows.keys() == {"6%", "60公里", "12个"}
    assert (rows["60公里"]["verdict"], rows["60公里"]["computed"], rows["60公里"]["value_b"]) == ("kept", "partly", 48)
    whole = client.get(reverse("promises:export", args=[2025, "xlsx"]), {"place": pairing.place_key})
    book = CalamineWorkbook.from_filelike(BytesIO(whole.content))
    assert book.sheet_names == ["数量承诺", "事项承诺"]
    table = book.get_sheet_by_name("数量承诺").to_python()
    line = next(row for row in table if row[3] == "60公里")
    assert {"完成", "部分完成", "=台账61公里", "已改判"} <= set(line)
    page = text(client.get(reverse("promises:export", args=[2025, "html"]), {"place": pairing.place_key}))
    assert "<mark>60公里</mark>" in page
    assert "已改判" in page
    assert client.get(reverse("promises:export", args=[2025, "docx"])).status_code == 404


def test_each_page_asks_a_fixed_number_of_questions(pairing: Pairing, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert queries.tallies(queries.standing())[pairing.pk].all == 8
    with django_assert_num_queries(3):
        found = queries.pairing_of(2025, pairing.place_key)
        assert found is not None
        rows = list(queries.ordered(queries.matching(found, Filters()))[:50])
        assert len(rows) == 8
        assert [p.by for p in rows] == [None] * 8
        assert queries.tasks(rows) == {}
    with django_assert_num_queries(2):
        assert queries.chapters(pairing) == ["2025年工作安排", "壮大实体经济", "办好民生实事"]
        assert queries.units(pairing) == []
    key = rows[3].pk
    with django_assert_num_queries(5):
        one = queries.one(key)
        assert one is not None
        assert one.pairing.earlier is not None
        queries.neighbours(one)
        queries.entry_at(one.pairing.earlier_id, one)
        queries.figures(pairing.later_id or 0, "企业")
    with django_assert_num_queries(1):
        queries.chain("gdp growth", pairing.place_key)
    with django_assert_num_queries(1):
        queries.chains(pairing.place_key)
    with django_assert_num_queries(1):
        assert queries.shared([pairing]) == {}
    with django_assert_num_queries(1):
        queries.lonely()


def test_pages_are_in_english_too(pairing: Pairing, actors: dict[str, Actor]) -> None:
    client = as_(actors["unit"])
    client.cookies["language"] = "en"
    shown = text(client.get(reverse("promises:one", args=[promise(pairing, "60公里").pk])))
    assert "Over the years" in shown
    assert "the ratio of outcome and target" in shown
