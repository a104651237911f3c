"""Pairs of reports come about by themselves: found in the documents, compared, compared again when something changed."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.expressions import Exists, OuterRef

from taizhang.corpus.step import reader_version
from taizhang.documents.models import Document, Entry
from taizhang.documents.types import Condition, Layer
from taizhang.documents.types import State as Decided
from taizhang.journal.actions import record
from taizhang.ledger.types import Span
from taizhang.promises.compare import compare
from taizhang.promises.comparing import ANSWER, Data, answers_alike, rows
from taizhang.promises.definition import standard
from taizhang.promises.figured import Settled
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.overdue import with_overdue
from taizhang.promises.reviewed import Reviewed, as_reviewed, without_rejected
from taizhang.promises.standing import Pair, Report, pairs
from taizhang.promises.states import State
from taizhang.promises.types import NoPairError
from taizhang.promises.years import year_of
from taizhang.reading import read
from taizhang.reading.sources import open_source
from taizhang.reading.sources.errors import SourceError
from taizhang.reading.types import Reading
from taizhang.toolkit import files, jobs
from taizhang.toolkit.actor import CLOCK
from taizhang.toolkit.models import Job

READ = (Condition.READ, Condition.PUBLISHED)
SWEEP, COMPARE = "promises.sweep", "promises.compare"
KEPT = 6  # readings held in memory
logger = logging.getLogger("taizhang.promises")


@cache
def basis() -> str:
    """What a comparison rests on: the reader's version, and a mark of the standard that judges."""
    return f"{reader_version()}-{blake2b(msgspec.json.encode(standard()), digest_size=4).hexdigest()}"


def sweep(now: datetime) -> None:
    """Lay every two reports of one place and of consecutive years beside each other, and drop pairs that are none any more.

    Of two sweeps at once the second does nothing: the first has done it.
    """
    try:
        with transaction.atomic():
            _sweep(now)
    except IntegrityError:
        logger.info("another sweep came first")


def _sweep(now: datetime) -> None:
    current = list(Pairing.objects.select_for_update().filter(current=True))
    standing = frozenset(key for p in current for key in (p.earlier_id, p.later_id, p.third_id) if key)
    wanted = {(p.earlier, p.later): p for p in pairs(_reports(), standing)}
    taken = {(p.place_key, p.year) for p in wanted.values()}
    for pairing in current:
        if (pairing.earlier_id, pairing.later_id) not in wanted:
            _drop(pairing, now, replaced=(pairing.place_key, pairing.year) in taken)
    titles = dict(Document.objects.filter(pk__in={k for p in wanted for k in p}).values_list("pk", "title"))
    known = {(p.earlier_id, p.later_id): p for p in Pairing.objects.exclude(earlier=None).exclude(later=None)}
    for key, pair in wanted.items():
        _stand(known.get(key), pair, titles, now)
    Job.objects.filter(kind__in=(SWEEP, COMPARE), ended__isnull=False, problem="").delete()
    for stale_one in stale():
        jobs.ask(COMPARE, str(stale_one), due=now)


def stale() -> list[int]:
    """Pairings that are to be compared: new ones, and those whose documents were read or reviewed since."""
    since = Q(at__gt=OuterRef("compared_at"))
    reviewed = [Exists(Entry.objects.filter(since, document=OuterRef(side))) for side in ("earlier", "later")]
    behind = [Q(**{f"{side}__read_at__gt": F("compared_at")}) for side in ("earlier", "later", "third")]
    whole = Pairing.objects.filter(current=True, earlier__isnull=False, later__isnull=False)
    changed = Q(compared_at=None) | ~Q(reader=basis()) | behind[0] | behind[1] | behind[2]
    return list(whole.filter(changed | reviewed[0] | reviewed[1]).values_list("pk", flat=True))


def compare_pairing(key: int, now: datetime) -> None:
    """Compare a pairing's documents as their reviewers left them. What a person decided stays; what differs is offered."""
    pairing = Pairing.objects.select_related("earlier", "later", "third").filter(pk=key).first()
    if pairing is None or pairing.earlier is None or pairing.later is None:
        return
    try:
        found, chosen = laid(pairing), _chosen(pairing)
        again = {row["key"]: row for row in laid(pairing, settled=chosen)} if chosen else {}
    except NoPairError as error:
        Pairing.objects.filter(pk=key).update(problem=str(error), compared_at=now, reader=basis())
        return
    tasks = _tasks(pairing.earlier)
    for row in found:
        row["task_entry"] = next((entry for span, entry in tasks if span.start <= row["start"] < span.end), "")
    with transaction.atomic():
        if not Pairing.objects.select_for_update().filter(pk=key).exists():
            return
        counts = _take_in(key, found, again)
        first = not pairing.reader
        Pairing.objects.filter(pk=key).update(compared_at=now, reader=basis(), problem="")
        if first or any(counts.values()):
            record(pairing.reference, "promises.compared", CLOCK, now=now, after={"reader": reader_version(), **counts})


def laid(pairing: Pairing, *, settled: Settled | None = None) -> list[Data]:
    """The rows of a pairing, computed now. Raises NoPairError where its documents are no pair, SourceError, FileNotFoundError."""
    assert pairing.earlier is not None
    assert pairing.later is not None
    said = reviewed(pairing.earlier)
    a, b = as_reviewed(reading(pairing.earlier), said), as_reviewed(reading(pairing.later), reviewed(pairing.later))
    comparison = compare(a, b, settled=settled)
    if pairing.third is not None:
        c = as_reviewed(reading(pairing.third), reviewed(pairing.third))
        comparison = with_overdue(comparison, compare(b, c))
    return list(rows(without_rejected(comparison, said)))


def reading(document: Document) -> Reading:
    """A document's reading by today's reader."""
    return _reading(document.digest, document.name)


@lru_cache(KEPT)
def _reading(digest: str, name: str) -> Reading:
    return read(open_source(files.fetch(digest), name=name))


def reviewed(document: Document) -> list[Reviewed]:
    """What the reviewers of a document said of its facts."""
    return [
        Reviewed(e.fact, e.layer, Span(e.start, e.end), e.state == Decided.REJECTED, bool(e.edited), e.data)
        for e in document.entries.only("document", "fact", "layer", "start", "end", "state", "read", "edited")
    ]


def _tasks(document: Document) -> list[tuple[Span, str]]:
    """Where the document's task sentences stand, and by what the ledger's tasks know them."""
    found = document.entries.filter(layer=Layer.TASKS).values_list("start", "end", "pk")
    return [(Span(start, end), str(key)) for start, end, key in found]


def _reports() -> list[Report]:
    found = Document.objects.filter(condition__in=READ).only(
        "digest", "name", "place", "place_code", "planned", "added", "published_at"
    )
    return [
        Report(d.pk, d.place, d.place_code, _year(d.planned, d.digest, d.name), d.added, d.published_at) for d in found
    ]


@lru_cache(4096)
def _year(planned: str, digest: str, name: str) -> int | None:
    """The year that a document plans for, as its text says."""
    if planned:
        return int(planned[:4])
    try:
        return year_of(read(open_source(files.fetch(digest), name=name)))
    except (SourceError, OSError, ValueError):
        return None


def _stand(known: Pairing | None, pair: Pair, titles: dict[int, str], now: datetime) -> None:
    """Make a pairing, or bring one up to date."""
    place = {
        "year": pair.year,
        "place_key": pair.place_key,
        "place": pair.place,
        "third_id": pair.third,
        "current": True,
    }
    if known is None:
        made = Pairing.objects.create(
            earlier_id=pair.earlier, later_id=pair.later, earlier_title=titles[pair.earlier], later_title=titles[pair.later],
            **place,
        )  # fmt: skip
        after = {"earlier": made.earlier_title, "later": made.later_title, "year": pair.year}
        record(made.reference, "promises.paired", CLOCK, now=now, after=after)
    elif any(getattr(known, name) != value for name, value in place.items()):
        Pairing.objects.filter(pk=known.pk).update(**place, compared_at=None)


def _drop(pairing: Pairing, now: datetime, *, replaced: bool) -> None:
    """Remove a pairing whose documents are gone or no pair any more; one on which somebody decided something stays."""
    if not pairing.promises.exclude(state=State.OPEN).exists():
        before = {"earlier": pairing.earlier_title, "later": pairing.later_title}
        record(pairing.reference, "promises.unpaired", CLOCK, now=now, before=before)
        pairing.delete()
    elif replaced:
        Pairing.objects.filter(pk=pairing.pk).update(current=False)


def _chosen(pairing: Pairing) -> dict[str, str | None]:
    chosen = pairing.promises.exclude(chosen=None).values_list("key", "chosen")
    return {key: figure or None for key, figure in chosen}


def _take_in(pairing: int, found: list[Data], again: dict[str, Data]) -> dict[str, int]:
    """Write what was compared. Returns how many are new, changed, offered, gone."""
    known = {(p.sort, p.key): p for p in Promise.objects.select_for_update().filter(pairing=pairing)}
    new, changed, offered = [], [], 0
    for row in found:
        promise = known.pop((row["sort"], row["key"]), None)
        if promise is None:
            new.append(Promise(pairing_id=pairing, holds=row["verdict"], **row))
        elif promise.state == State.OPEN:
            if _set(promise, {**row, "holds": row["verdict"]}):
                changed.append(promise)
        else:
            settled = again.get(row["key"]) if promise.chosen is not None else None
            before = promise.offer
            if _set(promise, {"offer": _offer(promise, row, settled), "gone": False, "task_entry": row["task_entry"]}):
                changed.append(promise)
                offered += promise.offer is not None and promise.offer != before
    left = list(known.values())
    gone = [p for p in left if p.state != State.OPEN and not p.gone]
    for promise in gone:
        promise.gone = True
    Promise.objects.filter(pk__in=[p.pk for p in left if p.state == State.OPEN]).delete()
    Promise.objects.bulk_create(new, batch_size=200)
    for promise in (*changed, *gone):
        promise.revision += 1
        promise.save()
    return {"new": len(new), "changed": len(changed) - offered, "offered": offered, "gone": len(left)}


def _offer(promise: Promise, row: Data, settled: Data | None) -> Data | None:
    """What the comparison now says, where that is neither what a person decided on nor what they had seen."""
    holding = {name: getattr(promise, name) for name in ANSWER}
    if settled is not None and not answers_alike(settled, holding):
        return {name: settled[name] for name in ANSWER}
    if answers_alike(row, holding) or (promise.machine and answers_alike(row, promise.machine)):
        return None
    return {name: row[name] for name in ANSWER}


def _set(promise: Promise, values: dict[str, Any]) -> bool:
    """Put values on a row; whether any of them is new."""
    changed = {name: value for name, value in values.items() if getattr(promise, name) != value}
    for name, value in changed.items():
        setattr(promise, name, value)
    return bool(changed)
