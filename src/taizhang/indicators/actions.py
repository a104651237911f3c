"""The only writer of figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from taizhang.indicators.models import Figure
from taizhang.indicators.types import Stated
from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.toolkit.actor import Actor

FIELDS = (
    "indicator",
    "code",
    "place",
    "first",
    "last",
    "value",
    "high",
    "unit",
    "op",
    "kind",
    "stance",
    "sentence",
    "section",
)


def receive(stated: Sequence[Stated], *, source: Reference, by: Actor, now: datetime) -> int:
    """Write the figures of one source into the ledger; the number of new ones.

    What is there already with the same words is left; what says something else now takes the place of the old figure,
    which stays. One line in the journal, of the source.
    """
    with transaction.atomic():
        held = {
            (figure.origin_kind, figure.origin_id): figure
            for figure in Figure.objects.filter(
                replaced_by=None,
                origin_kind__in={s.origin.kind for s in stated},
                origin_id__in=[s.origin.id for s in stated],
            )
        }
        written = 0
        for one in stated:
            old = held.get((one.origin.kind, one.origin.id))
            values = _values(one)
            if (
                old is not None
                and old.withdrawn is None
                and all(getattr(old, field) == values[field] for field in FIELDS)
            ):
                continue
            _replace(old, Figure(**values, accepted_by=by.name, at=now))
            written += 1
        if written:
            record(source, "indicators.received", by, now=now, after={"count": written})
    return written


def withdraw(origins: Sequence[Reference], *, source: Reference, by: Actor, now: datetime) -> int:
    """Mark the figures of these origins as taken back by their source; the number of those that held."""
    with transaction.atomic():
        held = Figure.objects.filter(
            withdrawn=None, origin_kind__in={o.kind for o in origins}, origin_id__in=[o.id for o in origins]
        )
        if count := held.update(withdrawn=now):
            record(source, "indicators.withdrawn", by, now=now, after={"count": count})
    return count


def _replace(old: Figure | None, new: Figure) -> None:
    """Save `new`; `old` gives up its place first, since only one figure of an origin may hold."""
    if old is not None:
        Figure.objects.filter(pk=old.pk).update(replaced_by=old.pk)
    new.save(force_insert=True)
    if old is not None:
        Figure.objects.filter(pk=old.pk).update(replaced_by=new.pk)


def _values(one: Stated) -> dict[str, Any]:
    period = one.period
    return {
        "indicator": one.indicator,
        "code": one.code,
        "place": one.place,
        "first": period.first if period else None,
        "last": period.last if period else None,
        "value": one.value,
        "high": one.high,
        "unit": one.unit,
        "op": one.op.value,
        "kind": one.kind.value,
        "stance": one.stance.value,
        "origin_kind": one.origin.kind,
        "origin_id": one.origin.id,
        "sentence": one.sentence,
        "section": one.section,
    }
