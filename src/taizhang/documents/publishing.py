"""From accepted entries to the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.documents.actions import about, sentence_round
from taizhang.documents.models import Document, Entry
from taizhang.documents.types import Condition, Layer, State
from taizhang.indicators import actions as indicators
from taizhang.indicators.types import Stated
from taizhang.journal.actions import record
from taizhang.ledger.types import Kind, Op, Period, Reference, Stance
from taizhang.organisation.access import require
from taizhang.projects import actions as projects
from taizhang.projects.types import Named
from taizhang.tasks import actions as tasks
from taizhang.tasks.types import Goal, Pledge
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused


@dataclass(frozen=True, slots=True)
class Published:
    """How many of each sort went into the ledger, and how many were taken back."""

    figures: int
    tasks: int
    projects: int
    withdrawn: int


def publish(document: Document, *, by: Actor, now: datetime) -> Published:
    """Write every accepted entry into the ledger, and take back what was published and is no longer accepted.

    Publishing again doubles nothing: each entry is known in the ledger by its reference. Raises Refused where nothing
    has been accepted.
    """
    require(by, "document.publish")
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document.pk)
        accepted = list(document.entries.filter(state=State.ACCEPTED))
        if not accepted:
            raise Refused(_("还没有采用任何条目，不能发布。请先审核。"))
        back = list(document.entries.exclude(state=State.ACCEPTED).exclude(published=None))
        done = Published(
            figures=indicators.receive(_stated(document, accepted), source=about(document), by=by, now=now),
            tasks=len(tasks.receive(_pledges(document, accepted), year=_year(document, now), by=by, now=now)),
            projects=projects.receive(_named(document, accepted), source=about(document), by=by, now=now),
            withdrawn=_withdraw(document, back, by=by, now=now),
        )
        for entry in accepted:
            entry.published = entry.data
        for entry in back:
            entry.published = None
        Entry.objects.bulk_update([*accepted, *back], ["published"], batch_size=200)
        first = document.published_at is None
        Document.objects.filter(pk=document.pk).update(
            condition=Condition.PUBLISHED, published_at=now if first else document.published_at
        )
        after = {"figures": done.figures, "tasks": done.tasks, "projects": done.projects, "withdrawn": done.withdrawn}
        record(about(document), "document.published", by, now=now, after=after)
    return done


def reference(entry: Entry) -> Reference:
    """How the ledger knows an entry."""
    return Reference("entry", str(entry.pk))


def _year(document: Document, now: datetime) -> int:
    """The year that the document's tasks are for."""
    return int(document.planned[:4]) if document.planned else now.year


def _of(entries: Iterable[Entry], layer: Layer) -> list[tuple[Entry, dict[str, Any]]]:
    return [(entry, entry.data) for entry in entries if entry.layer == layer]


def _place(document: Document, data: dict[str, Any]) -> str:
    return str(data.get("region") or document.place)


def _stated(document: Document, entries: Sequence[Entry]) -> list[Stated]:
    return [
        Stated(
            origin=reference(entry),
            indicator=data["indicator"],
            code=(data.get("code") or "") if data["indicator"] == entry.read.get("indicator") else "",
            place=_place(document, data),
            period=_period(data.get("period")),
            value=Decimal(str(data["value"])),
            high=Decimal(str(data["value_high"])) if data.get("value_high") is not None else None,
            unit=data.get("unit") or "",
            op=Op(data["op"]),
            kind=Kind(data["kind"]),
            stance=Stance(data["stance"]),
            sentence=data.get("sentence") or "",
            section=" / ".join(data.get("section") or ())[:200],
        )
        for entry, data in _of(entries, Layer.QUANTITIES)
        if data.get("value") is not None
    ]


def _period(said: str | None) -> Period | None:
    if not said:
        return None
    first, _dash, last = said.partition("-")
    return Period(int(first), int(last or first))


def _pledges(document: Document, entries: Sequence[Entry]) -> list[Pledge]:
    measures = {entry.fact: data for entry, data in _of(entries, Layer.QUANTITIES) if data["stance"] == Stance.TARGET}
    return [
        Pledge(
            reference=reference(entry),
            text=data.get("sentence") or "",
            section=tuple(data.get("section") or ()),
            place=_place(document, data),
            measures=tuple(
                Goal(m["indicator"], Op(m["op"]), Decimal(str(m["value"])), m.get("unit") or "")
                for fact in data.get("quantities") or ()
                if (m := measures.get(fact)) and m.get("value") is not None
            ),
        )
        for entry, data in _of(entries, Layer.TASKS)
    ]


def _named(document: Document, entries: Sequence[Entry]) -> list[Named]:
    return [
        Named(
            origin=reference(entry),
            name=data["name"][:200],
            type=data["type"],
            place=_place(document, data),
            stage=data.get("stage") or "",
            year=document.planned or document.reviewed,
            sentence=sentence_round(document.text, entry.start, entry.end),
        )
        for entry, data in _of(entries, Layer.NAMES)
    ]


def _withdraw(document: Document, entries: Sequence[Entry], *, by: Actor, now: datetime) -> int:
    if any(entry.layer == Layer.TASKS for entry in entries):
        raise Refused(_("有任务已经发布，不能在这里撤回。请到任务页说明理由后取消。"))
    of = {layer: [reference(e) for e in entries if e.layer == layer] for layer in Layer}
    return indicators.withdraw(of[Layer.QUANTITIES], source=about(document), by=by, now=now) + projects.withdraw(
        of[Layer.NAMES], source=about(document), by=by, now=now
    )
