"""What the sign-in writes: right and wrong passwords, lock-out, second factors, the post acted for."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.organisation.actions.people import about
from taizhang.organisation.models import Appointment, Person
from taizhang.organisation.types import Validity
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused

LIMIT = 5  # wrong passwords in a row that lock an account
LOCKED = timedelta(minutes=15)


@transaction.atomic
def signed_in(person: Person, address: str, *, now: datetime, way: str = "") -> None:
    """Somebody came in; the count of wrong passwords begins anew. `way` is "oidc" or "ldap" where another vouched."""
    Person.objects.filter(pk=person.pk).update(failures=0, locked_until=None)
    record(about(person), "organisation.signed-in", _self(person), now=now, after=_from(address, way))


@transaction.atomic
def turned_away(person: Person, way: str, address: str, *, now: datetime) -> None:
    """Somebody proved who they are, and may not come in: the account is closed, or locked."""
    after = _from(address, way)
    record(about(person), "organisation.turned-away", _self(person), now=now, after=after)


@transaction.atomic
def stranger(login: str, way: str, address: str, *, now: datetime) -> None:
    """A provider vouched for somebody who is not in the ledger."""
    after = {"login": login[:64]} | _from(address, way)
    record(Reference("organisation", "all"), "organisation.stranger", Actor(_("名单外人员")), now=now, after=after)


@transaction.atomic
def signed_out(person: Person, address: str, *, now: datetime) -> None:
    """Somebody left."""
    record(about(person), "organisation.signed-out", _self(person), now=now, after={"address": address})


@transaction.atomic
def failed(person: Person, address: str, *, now: datetime) -> bool:
    """A wrong password, or a wrong code of the second factor; whether it locked the account."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    Person.objects.filter(pk=person.pk).update(failures=F("failures") + 1)
    locks = person.failures + 1 >= LIMIT
    by = Actor(_("身份未验证者"))
    if locks:
        Person.objects.filter(pk=person.pk).update(failures=0, locked_until=now + LOCKED)
        after = {"address": address, "until": now + LOCKED}
        record(about(person), "organisation.locked-out", by, now=now, after=after)
    else:
        record(about(person), "organisation.sign-in-failed", by, now=now, after={"address": address})
    return locks


@transaction.atomic
def password_changed(person: Person, *, now: datetime) -> None:
    """A person chose a password of their own."""
    Person.objects.filter(pk=person.pk).update(must_change_password=False, one_time_until=None)
    record(about(person), "organisation.password-changed", _self(person), now=now)


@transaction.atomic
def factor_changed(person: Person, factor: str, change: str, *, now: datetime) -> None:
    """A second factor was added, removed or renewed."""
    record(
        about(person), "organisation.factor-changed", _self(person), now=now, after={"factor": factor, "change": change}
    )


@transaction.atomic
def sessions_ended(person: Person, number: int, *, by: Actor, now: datetime) -> None:
    """A person ended sessions of their own on other devices."""
    record(about(person), "organisation.sessions-ended", by, now=now, after={"number": number})


@transaction.atomic
def chose_post(person: Person, appointment: Appointment, *, now: datetime) -> None:
    """A person acts for another of their posts from now on."""
    day = timezone.localdate(now)
    if appointment.person_id != person.pk or not Validity(appointment.since, appointment.until).on(day):
        raise Refused(_("这不是您现在的岗位，请刷新页面后重选。"))
    record(
        about(person), "organisation.post-chosen", _self(person), now=now, after={"post": appointment.post.full_title}
    )


def _from(address: str, way: str) -> dict[str, str]:
    return {"address": address} | ({"way": way} if way else {})


def _self(person: Person) -> Actor:
    return Actor(person.name, person.pk)
