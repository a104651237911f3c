"""Reading in the background: from a document's bytes to its entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from taizhang.corpus.step import reader_version
from taizhang.documents.actions import about
from taizhang.documents.models import Document, Entry
from taizhang.documents.reading import Found, found, same, unclaimed
from taizhang.documents.types import Condition, State
from taizhang.exports.rows import doubt_row
from taizhang.journal.actions import record
from taizhang.reading import read
from taizhang.reading.sources import open_source
from taizhang.reading.sources.errors import SourceError
from taizhang.reading.types import Reading
from taizhang.toolkit import files
from taizhang.toolkit.actor import CLOCK
from taizhang.toolkit.jobs import job

LONGEST_TITLE = 255


@job("documents.read")
def read_document(subject: str, now: datetime) -> None:
    """Read the document with this key; what cannot be read is noted with the code of its reason."""
    document = Document.objects.filter(pk=int(subject)).first()
    if document is None:
        return
    try:
        reading = read(open_source(files.fetch(document.digest), name=document.name))
    except SourceError as error:
        _failed(document, error, now)
    else:
        take_in(document, reading, now)


def take_in(document: Document, reading: Reading, now: datetime) -> None:
    """Write what was read. Entries that people decided on are never overwritten: a difference is offered beside them."""
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document.pk)
        counts = _entries(document, reading, now)
        place, outline = reading.outline.place, reading.outline
        document.title = outline.title[:LONGEST_TITLE]
        document.place, document.place_code = (place.name, place.code or "") if place else ("", "")
        document.reviewed, document.planned = (str(p) if p else "" for p in (outline.reviewed, outline.planned))
        document.text, document.reader, document.read_at = reading.source.text, reader_version(), now
        document.account, document.unclaimed = reading.account(), unclaimed(reading)
        document.doubts = [doubt_row(d, reading.source.text) for d in reading.doubts]
        if document.condition in (Condition.WAITING, Condition.FAILED):
            document.condition, document.problem_code = Condition.READ, ""
        document.save()
        record(about(document), "document.read", CLOCK, now=now, after={"reader": document.reader, **counts})


def _entries(document: Document, reading: Reading, now: datetime) -> dict[str, int]:
    """Make and compare the entries. Returns how many are new, changed, offered, gone."""
    facts = {one.fact: one for one in found(reading)}
    known = {entry.fact: entry for entry in document.entries.all()}
    new = [_entry(document, one) for fact, one in facts.items() if fact not in known]
    Entry.objects.bulk_create(new, batch_size=200)
    changed, offered, gone = [], [], []
    for fact, entry in known.items():
        if fact.startswith("p-"):
            continue
        decided = entry.state not in (State.PENDING, State.WITHDRAWN)
        if (one := facts.get(fact)) is None:
            if not entry.gone:
                entry.gone = True
                entry.state = entry.state if decided else State.WITHDRAWN
                gone.append(entry)
        elif not same(entry.read, one.data):
            if decided:
                entry.offer, entry.gone = one.data, False
                offered.append(entry)
            else:
                _reread(entry, one)
                changed.append(entry)
        elif entry.gone:
            _reread(entry, one)
            changed.append(entry)
    for entry in (*changed, *offered, *gone):
        entry.revision += 1
        entry.at = now
    fields = ["read", "offer", "gone", "confidence", "doubts", "state", "revision", "at"]
    Entry.objects.bulk_update([*changed, *offered, *gone], fields, batch_size=100)
    return {"new": len(new), "changed": len(changed), "offered": len(offered), "gone": len(gone)}


def _entry(document: Document, one: Found) -> Entry:
    values: dict[str, Any] = {"read": one.data, "confidence": one.confidence, "doubts": one.doubts}
    return Entry(document=document, layer=one.layer, fact=one.fact, start=one.start, end=one.end, **values)


def _reread(entry: Entry, one: Found) -> None:
    entry.read, entry.confidence, entry.doubts, entry.gone = one.data, one.confidence, one.doubts, False
    if entry.state == State.WITHDRAWN:
        entry.state = State.PENDING


def _failed(document: Document, error: SourceError, now: datetime) -> None:
    with transaction.atomic():
        waiting = Document.objects.filter(pk=document.pk, condition__in=(Condition.WAITING, Condition.FAILED))
        if waiting.update(condition=Condition.FAILED, problem_code=error.code.value):
            record(about(document), "document.failed", CLOCK, now=now, after={"code": error.code.value})
