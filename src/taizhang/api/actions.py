"""What is done with applications, and the only writers of their table."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.api.models import Application
from taizhang.api.types import Scope, Standing
from taizhang.journal.actions import record, record_all
from taizhang.journal.types import Draft
from taizhang.ledger.types import Reference
from taizhang.organisation.access import require
from taizhang.organisation.models import Appointment
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused

MANAGE = "api.manage"
PREFIX = "tz_"  # so that a scanner for secrets can find a token that got into a repository
LONGEST = 366  # days
MOST = 6_000  # calls in a minute


def about(application: Application) -> Reference:
    """What the journal calls an application."""
    return Reference("application", str(application.pk))


def digest(token: str) -> str:
    """What is kept of a token. A token has 256 random bits, so that a plain hash is as good as a slow one."""
    return hashlib.sha256(token.encode()).hexdigest()


def create(
    *,
    name: str,
    purpose: str,
    appointment: Appointment,
    scopes: Collection[str],
    days: int,
    per_minute: int,
    by: Actor,
    now: datetime,
) -> tuple[Application, str]:
    """A new application and its token, which is shown once. The person it acts for finds it in the own history, too."""
    require(by, MANAGE)
    name, purpose = " ".join(name.split()), " ".join(purpose.split())
    if not name or len(name) > 20:
        raise Refused(_("请填写应用名称，最多 20 字，例如“OA 对接”。"))
    if not purpose or len(purpose) > 200:
        raise Refused(_("请写明用途，最多 200 字：谁在用、做什么。"))
    if not scopes or not set(scopes) <= set(Scope):
        raise Refused(_("请至少选择一项范围。"))
    if not 1 <= days <= LONGEST or not 1 <= per_minute <= MOST:
        raise Refused(_("有效期最长 366 天，每分钟最多 6000 次。"))
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Application(
            name=name, purpose=purpose, appointment=appointment, scopes=sorted(scopes), per_minute=per_minute,
            digest=digest(token), hint=token[:7], created=now, created_by=by.name, expires=now + timedelta(days=days),
        )  # fmt: skip
        if made.standing(now) is not Standing.ACTIVE:
            raise Refused(_("此人现在不在这个岗位上，应用不能替其办理。"))
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            raise Refused(_("已有名为“%(name)s”的应用：请换一个名称，或先吊销原来的。") % {"name": name}) from None
        after = {
            "name": name, "purpose": purpose, "person": appointment.person.name, "post": appointment.post.full_title,
            "scopes": sorted(scopes), "until": made.expires, "rate": per_minute,
        }  # fmt: skip
        person = Reference("person", str(appointment.person_id))
        record_all(
            [
                Draft(about(made), "api.application-made", after=after),
                Draft(person, "api.application-made", after=after),
            ],
            by,
            now=now,
        )
    return made, token


def revoke(application: Application, reason: str, *, by: Actor, now: datetime) -> None:
    """End an application at once and for good."""
    require(by, MANAGE)
    reason = " ".join(reason.split())
    if len(reason) < 2:
        raise Refused(_("请写明吊销的理由。"))
    with transaction.atomic():
        if not Application.objects.filter(pk=application.pk, revoked=None).update(revoked=now):
            raise Refused(_("这个应用已经吊销。"))
        record(
            about(application), "api.application-revoked", by, now=now, after={"name": application.name}, reason=reason
        )


def used(application: Application, now: datetime) -> None:
    """Note the day of the last use: one write a day, and no line in the journal."""
    day = timezone.localdate(now)
    if application.last_used != day:
        Application.objects.filter(Q(last_used=None) | Q(last_used__lt=day), pk=application.pk).update(last_used=day)
