"""Who may: role × tree × secrecy, by the definitions' own examples and on a county."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from taizhang.organisation import actions, queries
from taizhang.organisation.access import actor_for, may, reach_q, require, sees
from taizhang.organisation.definition import AccessExample, Answer, access, covers
from taizhang.organisation.models import Unit
from taizhang.organisation.tests.county import NOW, START, county, holder, person, staff
from taizhang.toolkit.actor import CLOCK, Actor
from taizhang.toolkit.errors import NotAllowed

ROLES = ("leader", "supervision", "unit", "grid", "hotline", "auditor", "administrator", "public")


@pytest.mark.parametrize("example", access().examples, ids=lambda e: f"{e.role} {e.act} {e.at} {e.secrecy}")
def test_the_examples_of_the_definitions_hold(example: AccessExample) -> None:
    deputy = example.deputy is Answer.YES
    reach = access().reach(example.role, example.act, deputy=deputy, secrecy=example.secrecy)
    assert covers(reach, example.at) is (example.expect is Answer.YES)


def test_the_eight_roles_are_there() -> None:
    assert set(ROLES) <= access().roles.keys()


def test_nobody_sees_less_open_matters_without_seeing_the_open_ones() -> None:
    assert all("open" in role.sees for role in access().roles.values())


def test_an_act_that_nobody_defined_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        may(Actor("甲", 1, role="unit", unit=1), "organisation.paint")


@pytest.mark.django_db
def test_a_unit_reaches_itself_and_what_is_below_it() -> None:
    places = county()
    actor = actor_for(holder("li", places.town))
    act = "organisation.hand-over"
    assert may(actor, act, places.town)
    assert may(actor, act, places.village)
    assert not may(actor, act, places.housing)
    assert not may(actor, act, places.county)


@pytest.mark.django_db
def test_a_list_holds_what_the_post_reaches() -> None:
    places = county()
    actor = actor_for(holder("li", places.town, "grid"))
    found = Unit.objects.filter(reach_q(actor, "organisation.view", "pk"))
    assert set(found) == {places.town, places.village}


@pytest.mark.django_db
def test_an_outsider_and_a_guest_see_nothing() -> None:
    actors = staff(county())
    for role in ("public", "guest"):
        assert not may(actors[role], "organisation.view")
        assert not Unit.objects.filter(reach_q(actors[role], "organisation.view", "pk"))


@pytest.mark.django_db
def test_a_unit_reaches_the_closed_units_it_took_over_from() -> None:
    places = county()
    actor = actor_for(holder("li", places.housing))
    assert not may(actor, "organisation.hand-over", places.water)
    actions.merge([places.water], places.housing, day=date(2026, 7, 1), reason="试", by=CLOCK, now=NOW)
    assert may(actor, "organisation.hand-over", places.water)


@pytest.mark.django_db
def test_a_deputy_may_what_the_post_may_except_what_is_kept_for_the_holder() -> None:
    places = county()
    post = holder("wang", places.office, "administrator").post
    today = timezone.localdate()
    made = actions.deputise(
        post, person("zhao"), since=today, until=today + timedelta(days=7), reason="出差", by=CLOCK, now=NOW
    )
    deputy = actor_for(made)
    assert deputy.deputy
    assert may(deputy, "organisation.view")
    assert not may(deputy, "organisation.manage")
    with pytest.raises(NotAllowed, match="管理单位"):
        require(deputy, "organisation.manage")


@pytest.mark.django_db
def test_secrecy_stops_who_may_otherwise() -> None:
    actors = staff(county())
    assert may(actors["leader"], "organisation.view", secrecy="sensitive")
    assert not may(actors["leader"], "organisation.view", secrecy="personal")
    assert sees(actors["hotline"], "personal")
    assert not sees(actors["administrator"], "personal")


@pytest.mark.django_db
def test_a_deputy_lapses_by_itself() -> None:
    places = county()
    post = holder("wang", places.housing).post
    other = person("zhao")
    actions.deputise(post, other, since=START, until=date(2026, 2, 1), reason="出差", by=CLOCK, now=NOW)
    assert len(queries.appointments_of(other, date(2026, 1, 31))) == 1
    assert queries.appointments_of(other, date(2026, 2, 1)) == []
