"""Work in the background: asked for in the transaction that needs it, claimed by one worker, tried again after a failure.

A handler takes the subject and `now`. It must be safe to run twice, because a worker may die after its work and before its
note of it; it writes in a transaction of its own, in which it looks once more whether there is anything left to do.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import close_old_connections, connection
from django.db.models import F, Q
from django.utils import timezone

from taizhang.toolkit.models import Job

LEASE = timedelta(seconds=90)  # how long a worker may be silent on a job before another takes it
ATTEMPTS = 5
WAIT = timedelta(seconds=20)  # before the second attempt; doubled each time
PAUSE = 0.5  # seconds between two looks of an idle worker

Handler = Callable[[str, datetime], None]
logger = logging.getLogger("taizhang.jobs")
_handlers: dict[str, Handler] = {}
_repeated: dict[str, timedelta] = {}


def job(kind: str, *, every: timedelta | None = None) -> Callable[[Handler], Handler]:
    """Register the handler of a kind of job; with `every` it also runs by itself, on an empty subject."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        if every:
            _repeated[kind] = every
        return handler

    return register


def ask(kind: str, subject: str = "", *, due: datetime | None = None) -> None:
    """Ask for a job, within the caller's transaction. One that is open already is not asked for twice."""
    Job.objects.bulk_create([Job(kind=kind, subject=subject, due=due or timezone.now())], ignore_conflicts=True)


def run_due(now: datetime) -> bool:
    """Do the job that is due longest; False where there is none."""
    _ask_repeated()
    claimed = _claim(now)
    if claimed is None:
        return False
    try:
        with _held(claimed):
            _handlers[claimed.kind](claimed.subject, now)
    except Exception:
        _failed(claimed, now)
    else:
        Job.objects.filter(pk=claimed.pk).update(ended=timezone.now(), problem="")
    if every := _repeated.get(claimed.kind):
        ask(claimed.kind, due=now + every)
    return True


def work(stop: threading.Event) -> None:
    """Do jobs as they fall due until `stop` is set."""
    while not stop.is_set():
        close_old_connections()
        if not run_due(timezone.now()):
            stop.wait(PAUSE)


def _ask_repeated() -> None:
    missing = set(_repeated) - set(Job.objects.filter(kind__in=_repeated, ended=None).values_list("kind", flat=True))
    for kind in missing:
        ask(kind)


def _claim(now: datetime) -> Job | None:
    """The job that is due longest, ours for the length of a lease."""
    free = Job.objects.filter(
        Q(claimed_until=None) | Q(claimed_until__lt=now), ended=None, kind__in=_handlers, due__lte=now
    )
    free.filter(attempts__gte=ATTEMPTS).update(ended=now, problem="each worker that took it died")
    for found in free.order_by("due", "pk")[:8]:
        if free.filter(pk=found.pk).update(claimed_until=now + LEASE, attempts=F("attempts") + 1):
            found.refresh_from_db()
            return found
    return None


@contextmanager
def _held(claimed: Job) -> Iterator[None]:
    """Renew the lease for as long as the work goes on."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(LEASE.total_seconds() / 3):
            Job.objects.filter(pk=claimed.pk, ended=None).update(claimed_until=timezone.now() + LEASE)
            connection.close()

    holder = threading.Thread(target=renew, daemon=True)
    holder.start()
    try:
        yield
    finally:
        done.set()
        holder.join()


def _failed(claimed: Job, now: datetime) -> None:
    """Note why, and when to try again; after the last attempt the job is given up and stays to be looked at."""
    problem = traceback.format_exc(limit=-4)
    logger.exception("job failed", extra={"fields": {"kind": claimed.kind, "attempt": claimed.attempts}})
    given_up = claimed.attempts >= ATTEMPTS
    Job.objects.filter(pk=claimed.pk).update(
        problem=problem,
        claimed_until=None,
        due=now + WAIT * 2 ** (claimed.attempts - 1),
        ended=timezone.now() if given_up else None,
    )
