"""What citizens and calendars do: rate an item, subscribe."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.organisation.access import require
from taizhang.tasks.models import Feed, Rating, Task
from taizhang.tasks.types import ListKind, Satisfaction, State
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import NotAllowed, Refused

A_MINUTE = 60  # ratings of one item: more is no crowd but a machine


def rate(pk: int, voter: str, answer: Satisfaction, words: str, *, by: Actor, now: datetime) -> Rating:
    """A citizen's rating of a published item; a second one by the same voter takes the place of the first.

    `voter` is a secret of the browser; only its hash with the task is kept.
    """
    require(by, "task.public")
    with transaction.atomic():
        task = Task.objects.filter(pk=pk, list__published=True, list__kind=ListKind.PRACTICAL).exclude(
            state__in=(State.DRAFTED, State.CANCELLED)
        ).first()  # fmt: skip
        if task is None:
            raise Refused(gettext("这一项没有公开，不能评价。"))
        if Rating.objects.filter(task=task, at__gt=now - timedelta(minutes=1)).count() >= A_MINUTE:
            raise Refused(gettext("此刻评价的人太多：请一分钟后再来。"))
        digest = hashlib.sha256(f"{pk} {voter}".encode()).hexdigest()
        row, _new = Rating.objects.update_or_create(
            task=task, voter=digest, defaults={"answer": answer, "words": words.strip()[:300], "at": now}
        )
        record(task.reference, "tasks.rated", Actor(gettext("公众")), now=now)
    return row


def new_feed(*, by: Actor, now: datetime) -> str:
    """A new secret address of one's calendar; the one before is void. It is shown once: only its hash is kept."""
    require(by, "task.feed")
    if by.person is None:
        raise NotAllowed(gettext("请先登录。"))
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Feed.objects.update_or_create(person_id=by.person, defaults={"digest": feed_digest(secret), "made": now})
        record(Reference("person", str(by.person)), "tasks.subscribed", by, now=now)
    return secret


def feed_digest(secret: str) -> str:
    """What is kept of a secret address."""
    return hashlib.sha256(secret.encode()).hexdigest()
