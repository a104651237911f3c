"""The only writer of projects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.projects.models import Mention, Project
from taizhang.projects.types import Named
from taizhang.toolkit.actor import Actor


def receive(named: Sequence[Named], *, source: Reference, by: Actor, now: datetime) -> int:
    """Write what one source names into the ledger; the number of mentions that are new or changed.

    The same name of the same place is one project, however often it is named. One line in the journal, of the source.
    """
    with transaction.atomic():
        written = 0
        for one in named:
            project, _ = Project.objects.get_or_create(
                place=one.place, type=one.type, name=one.name, defaults={"first_named": now}
            )
            said: dict[str, Any] = {
                "project_id": project.pk,
                "stage": one.stage,
                "year": one.year,
                "sentence": one.sentence,
            }
            key: dict[str, Any] = {"origin_kind": one.origin.kind, "origin_id": one.origin.id}
            if Mention.objects.filter(**key, **said).exists():
                continue
            Mention.objects.update_or_create(**key, defaults={**said, "accepted_by": by.name, "at": now})
            written += 1
        if written:
            record(source, "projects.received", by, now=now, after={"count": written})
    return written


def withdraw(origins: Sequence[Reference], *, source: Reference, by: Actor, now: datetime) -> int:
    """Remove what these origins said of projects; a project that nothing names any more stays, without mentions."""
    with transaction.atomic():
        held = Mention.objects.filter(origin_kind__in={o.kind for o in origins}, origin_id__in=[o.id for o in origins])
        count, _ = held.delete()
        if count:
            record(source, "projects.withdrawn", by, now=now, after={"count": count})
    return count
