"""The verbs on units, posts and people; each leaves its line in the journal, and refuses what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.utils import timezone

from taizhang.journal.models import Entry
from taizhang.journal.words import tell
from taizhang.organisation import actions, matters, queries
from taizhang.organisation.matters import Matters, Seat
from taizhang.organisation.models import Appointment, Person, Post, Unit
from taizhang.organisation.tests.county import NOW, START, County, county, holder, person, post, staff
from taizhang.organisation.types import UnitKind
from taizhang.toolkit.actor import CLOCK, Actor
from taizhang.toolkit.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 1)


@pytest.fixture
def places() -> County:
    return county()


@pytest.fixture
def files() -> Iterator[dict[Seat, int]]:
    """A mechanism that keeps so many open files with each seat."""
    kept: dict[Seat, int] = {}

    def move(old: Seat, new: Seat, by: Actor, now: datetime) -> int:
        number = kept.pop(old, 0)
        if number:
            kept[new] = kept.get(new, 0) + number
        return number

    before = dict(matters._kinds)
    matters.register(Matters("file", "卷宗", lambda seat: kept.get(seat, 0), move))
    yield kept
    matters._kinds.clear()
    matters._kinds.update(before)


def last() -> str:
    entry = Entry.objects.order_by("pk").last()
    assert entry
    return tell(entry, english=False).sentence


def test_founding_a_unit_is_journalled(places: County) -> None:
    actions.found_unit(
        code="SJJ", kind=UnitKind.DEPARTMENT, name="县数据局", parent=places.county, since=JULY, by=CLOCK, now=NOW
    )
    assert last() == "系统设立了“县数据局”（部门，SJJ），隶属砥川县，自2026-07-01起"


def test_a_code_is_used_once_for_ever(places: County) -> None:
    actions.close(places.water, day=JULY, reason="撤销", by=CLOCK, now=NOW)
    with pytest.raises(Refused, match="不得重复使用"):
        actions.found_unit(
            code="slj", kind=UnitKind.DEPARTMENT, name="新水利局", parent=places.county, since=JULY, by=CLOCK, now=NOW
        )


@pytest.mark.parametrize("role", ["leader", "supervision", "unit", "grid", "hotline", "auditor", "guest", "public"])
def test_only_an_administrator_founds_units(role: str, places: County) -> None:
    with pytest.raises(NotAllowed):
        actions.found_unit(
            code="SJJ", kind=UnitKind.DEPARTMENT, name="县数据局", parent=places.county, since=JULY,
            by=staff(places)[role], now=NOW,
        )  # fmt: skip


def test_a_renamed_unit_keeps_its_old_name_for_the_days_before(places: County) -> None:
    actions.rename(places.water, "县水务局", "水务局", day=JULY, reason="县编〔2026〕3号", by=CLOCK, now=NOW)
    named = {day: queries.units_on(day).get(code="SLJ").then[0].name for day in (date(2026, 6, 30), JULY)}  # type: ignore[attr-defined]
    assert named == {date(2026, 6, 30): "县水利局", JULY: "县水务局"}
    assert last() == "系统将“县水利局”更名为“县水务局”，自2026-07-01起，依据：县编〔2026〕3号"


def test_a_change_of_name_says_why(places: County) -> None:
    with pytest.raises(Refused, match="请写明依据"):
        actions.rename(places.water, "县水务局", day=JULY, reason=" ", by=CLOCK, now=NOW)
    places.water.refresh_from_db()
    assert places.water.name == "县水利局"


def test_a_change_of_name_is_not_written_down_ahead(places: County) -> None:
    ahead = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="今天或更早"):
        actions.rename(places.water, "县水务局", day=ahead, reason="试", by=CLOCK, now=NOW)


def test_a_merger_carries_units_posts_people_and_matters_over(places: County, files: dict[Seat, int]) -> None:
    held = holder("li", places.water, title="局长")
    files[Seat(held.post_id, held.person_id)] = 4
    station = actions.found_unit(
        code="SZ1", kind=UnitKind.BODY, name="水文站", parent=places.water, since=START, by=CLOCK, now=NOW
    )
    post(places.housing)
    moved = actions.merge([places.water], places.housing, day=JULY, reason="机构改革", by=CLOCK, now=NOW)
    assert moved == {"卷宗": 4}
    heir = Post.objects.get(unit=places.housing, title="局长（原水利局）")
    now_held = Appointment.objects.get(post=heir)
    assert (now_held.person_id, now_held.since) == (held.person_id, JULY)
    assert files == {Seat(heir.pk, held.person_id): 4}
    assert queries.tree(JULY).parents[station.pk] == places.housing.pk
    assert queries.tree(date(2026, 6, 30)).parents[station.pk] == places.water.pk
    assert list(queries.answering(places.water.pk, JULY)) == [places.housing]
    assert list(queries.answering(places.water.pk, date(2026, 6, 30))) == [places.water]
    assert Unit.objects.get(pk=places.water.pk).until == JULY


def test_a_part_that_is_split_off_leaves_the_unit_as_it_is(places: County) -> None:
    part = actions.NewUnit("CGJ", "县城市管理局", UnitKind.DEPARTMENT)
    made = actions.split(places.housing, [part], keeps=True, day=JULY, reason="试", by=CLOCK, now=NOW)
    assert queries.tree(JULY).parents[made[0].pk] == places.county.pk
    assert list(queries.answering(places.housing.pk, JULY)) == [places.housing]


def test_a_unit_that_is_split_up_is_answered_for_by_its_parts(places: County) -> None:
    held = holder("li", places.housing, title="局长")
    parts = [actions.NewUnit(code, code, UnitKind.DEPARTMENT) for code in ("CGJ", "FGJ")]
    made = actions.split(places.housing, parts, keeps=False, day=JULY, reason="试", by=CLOCK, now=NOW)
    assert set(queries.answering(places.housing.pk, JULY)) == set(made)
    assert Appointment.objects.get(person=held.person, until=None).post.unit == made[0]


def test_a_unit_with_posts_or_units_below_is_not_closed(places: County) -> None:
    with pytest.raises(Refused, match="还有下级单位“柳河村”"):
        actions.close(places.town, day=JULY, reason="试", by=CLOCK, now=NOW)
    post(places.water)
    with pytest.raises(Refused, match="还有职务“局长”"):
        actions.close(places.water, day=JULY, reason="试", by=CLOCK, now=NOW)


def test_a_post_has_one_holder_at_a_time(places: County) -> None:
    held = holder("li", places.water)
    with pytest.raises(Refused, match="由“li”担任"):
        actions.appoint(held.post, person("zhao"), since=JULY, by=CLOCK, now=NOW)


def test_a_hand_over_takes_all_open_matters_along(places: County, files: dict[Seat, int]) -> None:
    held = holder("li", places.water, title="局长")
    files[Seat(held.post_id, held.person_id)] = 3
    heir = person("zhao", "赵云")
    assert actions.hand_over(held.post, heir, day=JULY, reason="县政任〔2026〕5号", by=CLOCK, now=NOW) == {"卷宗": 3}
    assert files == {Seat(held.post_id, heir.pk): 3}
    assert queries.appointments_of(held.person, JULY) == []
    assert queries.appointments_of(held.person, date(2026, 6, 30)) == [held]
    assert last() == "系统将水利局局长由li移交给赵云，自2026-07-01起，随交卷宗：3，依据：县政任〔2026〕5号"


def test_what_a_vacant_post_has_open_goes_to_the_next_holder(places: County, files: dict[Seat, int]) -> None:
    held = holder("li", places.water)
    files[Seat(held.post_id, held.person_id)] = 2
    actions.end_appointment(held, day=JULY, reason="退休", by=CLOCK, now=NOW)
    assert files == {Seat(held.post_id, None): 2}
    heir = person("zhao")
    actions.appoint(held.post, heir, since=JULY, by=CLOCK, now=NOW)
    assert files == {Seat(held.post_id, heir.pk): 2}


def test_a_post_with_open_matters_is_not_closed(places: County, files: dict[Seat, int]) -> None:
    made = post(places.water)
    files[Seat(made.pk, None)] = 1
    with pytest.raises(Refused, match="还有未结事项：卷宗 1 件"):
        actions.close_post(made, day=JULY, reason="试", by=CLOCK, now=NOW)


def test_a_deputy_stands_in_for_a_time_and_not_for_ever(places: County) -> None:
    held = holder("li", places.water)
    with pytest.raises(Refused, match="不超过一年"):
        actions.deputise(held.post, person("a1"), since=JULY, until=date(2027, 8, 1), reason="试", by=CLOCK, now=NOW)
    with pytest.raises(Refused, match="已任或代理"):
        actions.deputise(held.post, held.person, since=JULY, until=date(2026, 8, 1), reason="试", by=CLOCK, now=NOW)


def test_a_department_lets_somebody_stand_in_for_its_own_posts_only(places: County) -> None:
    actors, there = staff(places), holder("li", places.water)
    here = holder("qian", places.housing)
    until = date(2026, 8, 1)
    actions.deputise(here.post, person("a1"), since=JULY, until=until, reason="试", by=actors["unit"], now=NOW)
    with pytest.raises(NotAllowed):
        actions.deputise(there.post, person("a2"), since=JULY, until=until, reason="试", by=actors["unit"], now=NOW)


def test_a_telephone_is_encrypted_at_rest_and_masked_in_the_journal() -> None:
    made, _password = actions.add_person(login="li", name="李敏", phone="13812345678", by=CLOCK, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM organisation_person WHERE id = %s", [made.pk])
        assert "1234" not in cursor.fetchone()[0]
    assert Person.objects.get(pk=made.pk).phone == "13812345678"
    entry = Entry.objects.get()
    assert "138****5678" in entry.after_text
    assert "13812345678" not in entry.after_text


def test_a_masked_telephone_sent_back_changes_nothing() -> None:
    made, _password = actions.add_person(login="li", name="李敏", phone="13812345678", by=CLOCK, now=NOW)
    actions.change_person(made, name="李敏敏", phone="138****5678", by=CLOCK, now=NOW)
    assert Person.objects.get(pk=made.pk).phone == "13812345678"


@pytest.mark.parametrize("login", ["", "L", "li min", "李敏", "=cmd", "a" * 65])
def test_a_login_has_small_letters_and_figures(login: str) -> None:
    with pytest.raises(Refused, match="登录名用"):
        actions.add_person(login=login, name="李敏", by=CLOCK, now=NOW)


def test_a_login_is_somebody_s_once() -> None:
    person("li")
    with pytest.raises(Refused, match="已被使用"):
        actions.add_person(login="LI", name="李敏", by=CLOCK, now=NOW)


def test_who_is_deactivated_cannot_sign_in_and_keeps_what_is_to_be_handed_over(places: County) -> None:
    made, password = actions.add_person(login="li", name="李敏", by=CLOCK, now=NOW)
    actions.appoint(post(places.water), made, since=START, by=CLOCK, now=NOW)
    assert authenticate(None, username="li", password=password) == made
    actions.deactivate(made, reason="调离", by=CLOCK, now=NOW)
    assert authenticate(None, username="li", password=password) is None
    assert len(queries.appointments_of(made, JULY)) == 1


def test_nobody_locks_himself_out() -> None:
    made = person("li")
    by = Actor("li", made.pk, role="system")
    with pytest.raises(Refused, match="不能停用自己"):
        actions.deactivate(made, reason="试", by=by, now=NOW)


def test_a_one_time_password_is_hashed_and_hashed_with_full_work_once_it_was_used() -> None:
    made, password = actions.add_person(login="li", name="李敏", by=CLOCK, now=NOW)
    assert made.password.startswith("argon2_once$argon2id$")
    assert password not in made.password
    assert authenticate(None, username="li", password=password) == made
    assert Person.objects.get(pk=made.pk).password.startswith("argon2$argon2id$")


def test_the_password_that_a_person_chooses_is_hashed_with_argon2() -> None:
    made = person("li")
    made.set_password("砥川-2026-mi-ma")
    assert made.password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
