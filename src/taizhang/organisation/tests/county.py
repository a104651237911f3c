"""A small made-up county for tests of any package: units, and a person in a post for each role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from django.contrib.auth.hashers import make_password

from taizhang.organisation import actions
from taizhang.organisation.access import actor_for
from taizhang.organisation.models import Appointment, Person, Post, Unit
from taizhang.organisation.types import UnitKind
from taizhang.toolkit.actor import CLOCK, Actor

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
START = date(2026, 1, 1)
PASSWORD = "砥川-shan-shui-2026"


@dataclass(frozen=True, slots=True)
class County:
    """The units."""

    county: Unit
    office: Unit  # the supervision office
    housing: Unit  # a department
    water: Unit  # another
    town: Unit
    village: Unit
    park: Unit  # a development zone


def county() -> County:
    """Found them all on 1 January 2026."""
    top = unit("411599000000", UnitKind.COUNTY, "砥川县", None)
    town = unit("411599101000", UnitKind.TOWN, "青石镇", top)
    return County(
        county=top,
        office=unit("DCB", UnitKind.DEPARTMENT, "县政府督查室", top, "督查室"),
        housing=unit("ZJJ", UnitKind.DEPARTMENT, "县住房和城乡建设局", top, "住建局"),
        water=unit("SLJ", UnitKind.DEPARTMENT, "县水利局", top, "水利局"),
        town=town,
        village=unit("411599101201", UnitKind.VILLAGE, "柳河村", town),
        park=unit("411599400000", UnitKind.PARK, "砥川经济开发区", top, "经开区"),
    )


def unit(code: str, kind: UnitKind, name: str, parent: Unit | None, short: str = "") -> Unit:
    """A unit of 1 January 2026."""
    return actions.found_unit(
        code=code, kind=kind, name=name, short=short, parent=parent, since=START, by=CLOCK, now=NOW
    )


def post(unit: Unit, title: str = "局长", role: str = "unit") -> Post:
    """A post of 1 January 2026."""
    return actions.open_post(unit, title, role, since=START, by=CLOCK, now=NOW)


def person(login: str, name: str = "", *, phone: str = "") -> Person:
    """Somebody without a post, whose password is PASSWORD."""
    made, _password = actions.add_person(
        login=login, name=name or login, phone=phone, by=CLOCK, now=NOW, with_password=False
    )
    made.password = _hashed()
    made.save(update_fields=["password"])
    return made


def somebody(actor: Actor) -> Person:
    """The person who acts."""
    assert actor.person is not None
    return Person.objects.get(pk=actor.person)


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def holder(login: str, unit: Unit, role: str = "unit", *, title: str = "", name: str = "") -> Appointment:
    """A new person in a new post."""
    made = post(unit, title or f"{role}-{login}", role)
    return actions.appoint(made, person(login, name), since=START, by=CLOCK, now=NOW)


def staff(county: County) -> dict[str, Actor]:
    """One actor for each role in its usual place, by role; with `guest` and `public` beside."""
    places = {
        "leader": county.county,
        "supervision": county.office,
        "unit": county.housing,
        "grid": county.village,
        "hotline": county.office,
        "auditor": county.county,
        "administrator": county.office,
    }
    actors = {role: actor_for(holder(role, place, role)) for role, place in places.items()}
    guest = person("guest")
    return actors | {"guest": Actor(guest.name, guest.pk, role="guest"), "public": Actor("公众")}
