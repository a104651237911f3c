"""What the tests of the journal are made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from taizhang.journal import guards
from taizhang.journal.actions import record, record_all
from taizhang.journal.models import Entry
from taizhang.journal.types import Draft, Fault
from taizhang.journal.verify import verify
from taizhang.ledger.types import Reference
from taizhang.toolkit.actor import Actor

LI = Actor("李敏", person=7, post="督查室主任", role="supervisor", unit=3)
WANG = Actor("王立", person=8, post="发改局局长", role="head", unit=4, deputy=True)
ROAD = Reference("task", "12")
SCHOOL = Reference("task", "13")
NOW = datetime(2026, 3, 2, 1, 30, 0, 250, tzinfo=UTC)


def write(about: Reference, *notes: str, by: Actor = LI) -> list[Entry]:
    """One entry a note, each in a transaction of its own."""
    entries = []
    for place, note in enumerate(notes):
        with transaction.atomic():
            now = NOW + timedelta(minutes=place)
            entries.append(record(about, "journal.noted", by, now=now, after={"note": note}, reason="例会"))
    return entries


def write_many(*subjects: Reference) -> list[Entry]:
    """One entry a subject, all in one transaction."""
    drafts = [Draft(about, "journal.noted", None, {"note": f"第{place}条"}) for place, about in enumerate(subjects)]
    with transaction.atomic():
        return record_all(drafts, WANG, now=NOW)


def sql(statement: str, *values: Any) -> None:
    """Run one statement as somebody would who owns the database: the triggers step aside for him."""
    with guards.aside(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def faults() -> list[Fault]:
    """What a check finds."""
    return list(verify().found)


def named() -> tuple[str, str, int] | None:
    """What is wrong first, with which subject and entry."""
    first = verify().first
    return (first.wrong.value, first.about.id if first.about else "", first.number) if first else None


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
