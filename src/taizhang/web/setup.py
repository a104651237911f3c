"""From an empty database to one that people can sign in to: tables, county, first administrator; and the sample county."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from taizhang.documents.actions import upload
from taizhang.organisation.actions.people import add_person
from taizhang.organisation.actions.posts import appoint, open_post
from taizhang.organisation.actions.units import found_unit
from taizhang.organisation.models import Person, Unit
from taizhang.organisation.types import UnitKind
from taizhang.rulebook.load import Definition, load
from taizhang.toolkit.actor import CLOCK, Actor
from taizhang.toolkit.errors import Refused

SAMPLE_PASSWORD = "dichuan-2026"  # of an invented county, on this machine alone


class UnitRow(Definition, frozen=True):
    """A unit of a sample county."""

    code: str
    kind: UnitKind
    name: str
    short: str


class PostRow(Definition, frozen=True):
    """A post of a sample county, and who holds it; `unit` is a unit's code, or the county's id."""

    unit: str
    title: str
    role: str
    login: str
    person: str


class County(Definition, frozen=True):
    """A sample county: ``county.yaml`` in its folder."""

    id: str
    name: str
    code: str
    since: date
    units: tuple[UnitRow, ...]
    posts: tuple[PostRow, ...]
    reports: tuple[str, ...]


def prepare() -> None:
    """Make or bring up to date the tables. Safe to run on a ledger in use by nobody."""
    Path(settings.DATA).mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", interactive=False, verbosity=0)


def begin(name: str, code: str, login: str, person: str) -> str:
    """Found the county and its first administrator; the one-time password. Raises Refused where there is a county already."""
    now = timezone.now()
    with transaction.atomic():
        _none_yet()
        since = timezone.localdate()
        county = found_unit(code=code, kind=UnitKind.COUNTY, name=name, parent=None, since=since, by=CLOCK, now=now)
        post = open_post(county, "系统管理员", "administrator", since=since, by=CLOCK, now=now)
        first, password = add_person(login=login, name=person, by=CLOCK, now=now)
        appoint(post, first, since=since, by=CLOCK, now=now)
    return password


def sample(folder: Path) -> list[PostRow]:
    """Found the sample county of a folder and hand in its reports, unless it is there; its posts, to sign in to.

    Refused on a server that is open to others, because everybody knows its password.
    """
    if not set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
        raise Refused("样本县的密码人人皆知，只能装在本机。/ A sample county is for this machine alone.")
    county = load(folder / "county.yaml", County)
    now = timezone.now()
    if not Unit.objects.filter(code=county.code).exists():
        with transaction.atomic():
            _none_yet()
            _found(county, now)
            clerk = next(row for row in county.posts if row.role == "supervision")
            person = Person.objects.get(login=clerk.login)
            by = Actor(person.name, person.pk, post=clerk.title, role=clerk.role)
            for report in county.reports:
                upload(report, (folder / report).read_bytes(), by=by, now=now)
    return list(county.posts)


def _found(county: County, now: datetime) -> None:
    top = found_unit(
        code=county.code, kind=UnitKind.COUNTY, name=county.name, parent=None, since=county.since, by=CLOCK, now=now
    )
    units = {county.id: top}
    for row in county.units:
        units[row.code] = found_unit(
            code=row.code,
            kind=row.kind,
            name=row.name,
            short=row.short,
            parent=top,
            since=county.since,
            by=CLOCK,
            now=now,
        )
    for held in county.posts:
        post = open_post(units[held.unit], held.title, held.role, since=county.since, by=CLOCK, now=now)
        person, _ = add_person(login=held.login, name=held.person, by=CLOCK, now=now)
        person.set_password(SAMPLE_PASSWORD)
        person.must_change_password, person.one_time_until = False, None
        person.save()
        appoint(post, person, since=county.since, by=CLOCK, now=now)


def _none_yet() -> None:
    if county := Unit.objects.filter(kind=UnitKind.COUNTY).first():
        raise Refused(f"已经有{county.name}，没有再建。/ There is a county already: {county.name}.")
