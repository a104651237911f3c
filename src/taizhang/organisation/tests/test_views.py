"""The pages: what each shows, and the outsider who must see nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taizhang.journal.models import Entry
from taizhang.organisation import actions
from taizhang.organisation.models import Appointment, Person, Post, Unit
from taizhang.organisation.tests.county import NOW, START, County, county, holder, person, somebody, staff
from taizhang.toolkit.actor import CLOCK, Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> County:
    return county()


@pytest.fixture
def actors(places: County) -> dict[str, Actor]:
    return staff(places)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(somebody(actor))
    return client


@pytest.fixture
def administrator(actors: dict[str, Actor]) -> Client:
    return signed_in(actors["administrator"])


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_the_tree_shows_departments_and_counts_villages(administrator: Client) -> None:
    shown = text(administrator.get(reverse("organisation:index")))
    assert "县住房和城乡建设局" in shown
    assert "1 个村（社区）" in shown
    assert "柳河村</a>" not in shown


def test_the_tree_of_a_past_day_has_the_names_of_then(administrator: Client, places: County) -> None:
    today = timezone.localdate()
    actions.rename(places.water, "县水务局", day=today, reason="试", by=CLOCK, now=NOW)
    before = text(administrator.get(reverse("organisation:index"), {"day": str(today - timedelta(days=1))}))
    assert "县水利局" in before
    assert "县水务局" in text(administrator.get(reverse("organisation:index")))


def test_a_unit_is_found_by_a_former_name(administrator: Client, places: County) -> None:
    actions.rename(places.water, "县水务局", day=timezone.localdate(), reason="试", by=CLOCK, now=NOW)
    assert "县水务局" in text(administrator.get(reverse("organisation:index"), {"q": "水利"}))


def test_a_grid_worker_sees_the_own_village_only(actors: dict[str, Actor], places: County) -> None:
    client = signed_in(actors["grid"])
    shown = text(client.get(reverse("organisation:index"), {"villages": "1"}))
    assert "柳河村" in shown
    assert "县水利局" not in shown
    assert client.get(reverse("organisation:unit", args=[places.water.pk])).status_code == 403
    assert client.get(reverse("organisation:person", args=[actors["leader"].person])).status_code == 403


def test_a_unit_page_tells_its_history(administrator: Client, places: County) -> None:
    shown = text(administrator.get(reverse("organisation:unit", args=[places.housing.pk])))
    assert "unit-unit" in shown
    assert "设立了“县住房和城乡建设局”" in shown


def test_a_unit_that_is_no_more_names_who_answers(administrator: Client, places: County) -> None:
    actions.merge([places.water], places.housing, day=timezone.localdate(), reason="试", by=CLOCK, now=NOW)
    assert "现由以下单位承接" in text(administrator.get(reverse("organisation:unit", args=[places.water.pk])))


def test_telephones_are_masked_for_those_who_need_them_not(actors: dict[str, Actor], places: County) -> None:
    post = actions.open_post(places.water, "局长", "unit", since=START, by=CLOCK, now=NOW)
    actions.appoint(post, person("li", "李敏", phone="13812345678"), since=START, by=CLOCK, now=NOW)
    address = reverse("organisation:unit", args=[places.water.pk])
    assert "13812345678" in text(signed_in(actors["hotline"]).get(address))
    for role in ("leader", "unit", "auditor"):
        shown = text(signed_in(actors[role]).get(address))
        assert "13812345678" not in shown
        assert "138****5678" in shown


def test_a_unit_is_founded_from_its_form(administrator: Client, places: County) -> None:
    form = {
        "kind": "department",
        "name": "县数据局",
        "code": "SJJ",
        "parent": "砥川县 411599000000",
        "since": "2026-03-01",
    }
    assert "上级单位" in text(administrator.get(reverse("organisation:unit-new")))
    answer = administrator.post(reverse("organisation:unit-new"), form)
    made = Unit.objects.get(code="SJJ")
    assert answer.headers["Location"] == reverse("organisation:unit", args=[made.pk])


def test_a_refusal_is_said_above_the_form_that_was_filled_in(administrator: Client, places: County) -> None:
    form = {"kind": "department", "name": "县数据局", "code": "sj j", "parent": "砥川县", "since": "2026-03-01"}
    answer = administrator.post(reverse("organisation:unit-new"), form)
    assert answer.status_code == 422
    assert "不能作为单位代码" in answer.content.decode()
    assert "县数据局" in answer.content.decode()


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("rename", {"name": "县水务局", "short": "水务局"}),
        ("move", {"tree": "administrative", "parent": "住建局"}),
        ("merge", {"into": "ZJJ"}),
        (
            "split",
            {"name1": "县节水办", "code1": "JSB", "kind1": "body", "kind2": "body", "kind3": "body", "keeps": "on"},
        ),
        ("close", {}),
    ],
)
def test_each_verb_on_a_unit_has_its_page(
    verb: str, form: dict[str, str], administrator: Client, places: County
) -> None:
    address = reverse("organisation:unit-verb", args=[places.water.pk, verb])
    assert "县水利局" in text(administrator.get(address))
    number = Entry.objects.count()
    answer = administrator.post(address, form | {"day": str(timezone.localdate()), "reason": "县编〔2026〕3号"})
    assert answer.status_code == 302, answer.content.decode()
    assert Entry.objects.count() > number


def test_a_post_is_opened_filled_handed_over_and_closed(administrator: Client, places: County) -> None:
    day = str(timezone.localdate())
    person("li", "李敏"), person("zhao", "赵云")
    opened = administrator.post(
        reverse("organisation:unit-verb", args=[places.water.pk, "open-post"]),
        {"title": "局长", "role": "unit", "since": "2026-01-01"},
    )
    post = Post.objects.get(unit=places.water)
    assert opened.headers["Location"] == reverse("organisation:post", args=[post.pk])
    assert "空缺" in text(administrator.get(opened.headers["Location"]))
    steps = [
        (reverse("organisation:post-verb", args=[post.pk, "appoint"]), {"person": "李敏", "since": "2026-01-01"}),
        (
            reverse("organisation:post-deputise", args=[post.pk]),
            {"person": "zhao", "since": day, "last": day, "reason": "试"},
        ),
        (reverse("organisation:post-hand-over", args=[post.pk]), {"person": "赵云 zhao", "day": day, "reason": "试"}),
    ]
    for address, form in steps:
        text(administrator.get(address))
        assert administrator.post(address, form).status_code == 302, address
    shown = text(administrator.get(reverse("organisation:post", args=[post.pk])))
    assert "李敏" in shown
    assert "赵云" in shown
    held = Appointment.objects.get(post=post, until=None)
    ended = administrator.post(
        reverse("organisation:post-verb", args=[post.pk, "end"]),
        {"appointment": held.pk, "day": day, "reason": "试"},
    )
    assert ended.status_code == 302
    closed = administrator.post(
        reverse("organisation:post-verb", args=[post.pk, "close"]), {"day": day, "reason": "试"}
    )
    assert closed.status_code == 302
    assert "已撤销" in text(administrator.get(reverse("organisation:post", args=[post.pk])))


def test_a_new_person_s_password_is_shown_once(administrator: Client) -> None:
    form = {"name": "李敏", "login": "limin", "phone": "13812345678"}
    answer = administrator.post(reverse("organisation:person-new"), form)
    assert "只显示这一次" in text(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    made = Person.objects.get(login="limin")
    shown = text(administrator.get(reverse("organisation:person", args=[made.pk])))
    assert "待首次登录" in shown


@pytest.mark.parametrize("verb", ["change", "reset-password", "deactivate", "unlock"])
def test_each_verb_on_a_person_has_its_page(verb: str, administrator: Client) -> None:
    made = person("li", "李敏")
    Person.objects.filter(pk=made.pk).update(locked_until=timezone.now() + timedelta(minutes=5))
    address = reverse("organisation:person-verb", args=[made.pk, verb])
    assert "李敏" in text(administrator.get(address))
    answer = administrator.post(address, {"reason": "试", "name": "李小敏", "phone": ""})
    assert answer.status_code == (200 if verb == "reset-password" else 302)


def test_people_are_found_by_unit_and_post(administrator: Client, places: County) -> None:
    holder("li", places.water, title="总工程师", name="李敏")
    for sought in ("总工", "水利", "李敏", "li"):
        assert "李敏" in text(administrator.get(reverse("organisation:people"), {"q": sought})), sought
    assert "没有找到" in text(administrator.get(reverse("organisation:people"), {"q": "无此人"}))


def test_a_person_with_two_posts_acts_for_one_at_a_time(places: County) -> None:
    held = holder("li", places.water, "unit", title="局长", name="李敏")
    second = actions.open_post(places.office, "系统管理员", "administrator", since=START, by=CLOCK, now=NOW)
    other = actions.appoint(second, held.person, since=START, by=CLOCK, now=NOW)
    client = Client()
    client.force_login(held.person)
    assert client.get(reverse("organisation:unit-new")).status_code == 403
    assert "水利局局长" in text(client.get(reverse("organisation:mine")))
    assert client.post(reverse("organisation:mine"), {"appointment": other.pk}).status_code == 302
    assert client.get(reverse("organisation:unit-new")).status_code == 200


def test_nobody_acts_for_another_s_post(actors: dict[str, Actor], places: County) -> None:
    theirs = Appointment.objects.get(person=actors["administrator"].person)
    client = signed_in(actors["grid"])
    assert client.post(reverse("organisation:mine"), {"appointment": theirs.pk}).status_code == 404


def test_somebody_without_a_post_is_told_whom_to_ask(actors: dict[str, Actor]) -> None:
    client = signed_in(actors["guest"])
    assert "请联系系统管理员" in text(client.get(reverse("organisation:mine")))
    assert client.get(reverse("organisation:index")).status_code == 403


def test_the_tree_takes_few_queries(administrator: Client, django_assert_max_num_queries: Any) -> None:
    administrator.get(reverse("organisation:index"))
    with django_assert_max_num_queries(12):
        administrator.get(reverse("organisation:index"))


def test_the_list_of_people_takes_as_many_queries_for_ten_as_for_one(
    administrator: Client, places: County, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        holder(f"p{number}", places.water)
    with django_assert_max_num_queries(10):
        administrator.get(reverse("organisation:people"))


def test_words_that_people_typed_are_escaped(administrator: Client, places: County) -> None:
    holder("li", places.water, name="<script>alert(1)</script>")
    shown = text(administrator.get(reverse("organisation:unit", args=[places.water.pk])))
    assert "<script>alert" not in shown
