"""Add people, change what is known of them, give them a new password, take the key away."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.organisation.access import require
from taizhang.organisation.actions.units import MANAGE, reason_given
from taizhang.organisation.hashers import OneTimeHasher
from taizhang.organisation.models import Person
from taizhang.organisation.rules import LOGIN, PHONE
from taizhang.organisation.sessions import end_sessions
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused
from taizhang.toolkit.secret import masked

LETTERS = "abcdefghjkmnpqrstuvwxyz2345678"  # none that looks like another
LASTS = timedelta(days=3)  # how long a password given by an administrator may be used


@transaction.atomic
def add_person(
    *, login: str, name: str, phone: str = "", by: Actor, now: datetime, with_password: bool = True
) -> tuple[Person, str]:
    """Add a person; the one-time password is given back once and stands nowhere in clear.

    Without a password ("" is given back) the person cannot sign in until one is given.
    """
    require(by, MANAGE)
    login, name, phone = login.strip().lower(), " ".join(name.split()), phone.strip()
    _check(name, phone)
    if not LOGIN.fullmatch(login):
        raise Refused(_("登录名用 2—64 个小写字母、数字、点、短横或下划线，例如 zhangsan。"))
    if Person.objects.filter(login=login).exists():
        raise Refused(_("登录名“%(login)s”已被使用，请换一个，例如加工号。") % {"login": login})
    person = Person(login=login, name=name, phone=phone)
    password = ""
    if with_password:
        password = _one_time(person, now)
    else:
        person.set_unusable_password()
    person.save()
    after = {"login": login, "name": name, "phone": masked(phone)}
    record(about(person), "organisation.person-added", by, now=now, after=after)
    return person, password


@transaction.atomic
def change_person(person: Person, *, name: str, phone: str, by: Actor, now: datetime) -> None:
    """Mend a person's name or telephone. A masked telephone means: as it was."""
    require(by, MANAGE)
    person = _locked(person)
    name, phone = " ".join(name.split()), phone.strip()
    if phone == person.masked_phone:
        phone = person.phone
    _check(name, phone)
    if (name, phone) == (person.name, person.phone):
        raise Refused(_("没有改动。"))
    before = {"name": person.name, "phone": person.masked_phone}
    person.name, person.phone = name, phone
    person.save(update_fields=["name", "phone"])
    after = {"name": name, "phone": masked(phone)}
    record(about(person), "organisation.person-changed", by, now=now, before=before, after=after)


@transaction.atomic
def reset_password(person: Person, *, reason: str, by: Actor, now: datetime) -> str:
    """Give a one-time password, end all sessions; it must be changed at the next sign-in and lapses after three days."""
    require(by, MANAGE)
    person = _locked(person)
    if not person.active:
        raise Refused(_("“%(person)s”的账号已停用，请先启用。") % {"person": person.name})
    password = _one_time(person, now)
    person.failures, person.locked_until = 0, None
    person.save()
    end_sessions(person)
    record(
        about(person),
        "organisation.password-reset",
        by,
        now=now,
        after={"login": person.login},
        reason=reason_given(reason),
    )
    return password


@transaction.atomic
def deactivate(person: Person, *, reason: str, by: Actor, now: datetime) -> None:
    """Take the key away at once; posts stay with the person until they are handed over."""
    require(by, MANAGE)
    person = _locked(person)
    if person.pk == by.person:
        raise Refused(_("不能停用自己的账号，请由另一位系统管理员办理。"))
    if not Person.objects.filter(pk=person.pk, active=True).update(active=False):
        raise Refused(_("账号已经停用。"))
    end_sessions(person)
    record(
        about(person),
        "organisation.deactivated",
        by,
        now=now,
        after={"login": person.login},
        reason=reason_given(reason),
    )


@transaction.atomic
def activate(person: Person, *, reason: str, by: Actor, now: datetime) -> str:
    """Let a person sign in again, with a new one-time password."""
    require(by, MANAGE)
    person = _locked(person)
    if person.active:
        raise Refused(_("账号已经启用。"))
    person.active, person.failures, person.locked_until = True, 0, None
    password = _one_time(person, now)
    person.save()
    record(
        about(person), "organisation.activated", by, now=now, after={"login": person.login}, reason=reason_given(reason)
    )
    return password


@transaction.atomic
def unlock(person: Person, *, reason: str, by: Actor, now: datetime) -> None:
    """End a lock-out before its time."""
    require(by, MANAGE)
    person = _locked(person)
    if person.locked_until is None or person.locked_until <= now:
        raise Refused(_("账号没有锁定。"))
    Person.objects.filter(pk=person.pk).update(failures=0, locked_until=None)
    record(
        about(person), "organisation.unlocked", by, now=now, after={"login": person.login}, reason=reason_given(reason)
    )


def about(person: Person) -> Reference:
    """What the journal calls a person."""
    return Reference("person", str(person.pk))


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _one_time(person: Person, now: datetime) -> str:
    password = "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(3))
    person.password = make_password(password, hasher=OneTimeHasher.algorithm)
    person.must_change_password, person.one_time_until = True, now + LASTS
    return password


def _check(name: str, phone: str) -> None:
    if not name or len(name) > 64:
        raise Refused(_("请填写姓名，最多 64 字。"))
    if phone and not PHONE.fullmatch(phone):
        raise Refused(_("电话应为 11 位手机号，或带区号的固定电话，例如 0370-1234567。"))
