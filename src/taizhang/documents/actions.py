"""What people do with documents. Each function is one act: one transaction, one line in the journal."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from taizhang.documents.models import Change, Document, Entry
from taizhang.documents.rules import Unfit, checked, differing
from taizhang.documents.types import Layer, State
from taizhang.documents.words import unfit
from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.organisation.access import require
from taizhang.toolkit import files, jobs
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import NotAllowed, Refused

KIND = "document"  # of the journal's subjects
SURE = 0.6  # the least confidence that accepting in bulk may ask for


def about(document: Document | int) -> Reference:
    """The journal's subject."""
    return Reference(KIND, str(document if isinstance(document, int) else document.pk))


def upload(name: str, data: bytes, *, by: Actor, now: datetime) -> Document:
    """Keep a file and have it read. The same file is kept once: whoever hands it in again is led to the first."""
    require(by, "document.upload")
    if not data:
        raise Refused(_("“%(name)s”是空文件，没有收下。请重新选择。") % {"name": name})
    digest = files.keep(data)
    with transaction.atomic():
        document, made = Document.objects.get_or_create(
            digest=digest,
            defaults={
                "name": PurePath(name.replace("\\", "/")).name[-255:] or "document",
                "size": len(data),
                "added": now,
                "by_id": person(by),
            },
        )
        if made:
            jobs.ask("documents.read", str(document.pk), due=now)
            record(about(document), "document.uploaded", by, now=now, after={"name": document.name, "size": len(data)})
    return document


def read_again(document: Document, *, by: Actor, now: datetime) -> None:
    """Have a document read once more, by the reader as it is today. What people decided stays."""
    require(by, "document.review")
    with transaction.atomic():
        jobs.ask("documents.read", str(document.pk), due=now)
        record(about(document), "document.read-again", by, now=now, before={"reader": document.reader})


def discard(document: Document, reason: str, *, by: Actor, now: datetime) -> None:
    """Remove a document of which nothing has been published."""
    require(by, "document.review")
    _need_reason(reason)
    with transaction.atomic():
        if not Document.objects.filter(pk=document.pk, published_at=None).exists():
            raise Refused(_("已经发布的文件不能移除。如有更正，请上传更正后的文件。"))
        record(about(document), "document.discarded", by, now=now, before={"name": document.name}, reason=reason)
        Document.objects.filter(pk=document.pk).delete()


def decide(
    entries: Sequence[Entry], state: State, *, by: Actor, now: datetime, seen: Mapping[int, int] | None = None
) -> int:
    """Accept or reject entries, or take a decision back (``pending``). `seen` is entry → the revision that was looked at.

    Raises Refused where somebody else has changed one meanwhile. Returns how many changed.
    """
    return _change(entries, f"entry.{state.value}", {"state": state}, by=by, now=now, seen=seen)


def edit(entry: Entry, given: Mapping[str, str], *, by: Actor, now: datetime, seen: int) -> None:
    """Put a person's words in the place of the reader's, and accept the entry with them."""
    try:
        edited = differing(entry.read, checked(Layer(entry.layer), given))
    except Unfit as wrong:
        raise Refused(unfit(wrong)) from wrong
    _change(
        [entry],
        "entry.edited",
        {"state": State.ACCEPTED, "edited": edited or None},
        by=by,
        now=now,
        seen={entry.pk: seen},
    )


def take_offer(entry: Entry, *, by: Actor, now: datetime, seen: int) -> None:
    """Let what a newer reader says hold, instead of what a person had decided on."""
    if entry.offer is None:
        raise Refused(_("没有新的读法可以采用。"))
    new = {"read": entry.offer, "edited": None, "offer": None}
    _change([entry], "entry.offer-taken", new, by=by, now=now, seen={entry.pk: seen})


def keep_own(entry: Entry, *, by: Actor, now: datetime, seen: int) -> None:
    """Keep what a person decided, against what a newer reader says."""
    _change([entry], "entry.offer-refused", {"offer": None, "gone": False}, by=by, now=now, seen={entry.pk: seen})


def add(
    document: Document, layer: Layer, start: int, end: int, given: Mapping[str, str], *, by: Actor, now: datetime
) -> Entry:
    """An entry that the reader did not find, on the characters that a person selected."""
    require(by, "document.review")
    text = document.text[start:end]
    if not 0 <= start < end <= len(document.text) or not text.strip() or len(text) > 2_000:
        raise Refused(_("请先在正文里选中文字，再添加条目。"))
    try:
        data = checked(layer, given)
    except Unfit as wrong:
        raise Refused(unfit(wrong)) from wrong
    data |= {"sentence": sentence_round(document.text, start, end), "section": [], "region": None, "confidence": 1.0}
    if layer is not Layer.TASKS:
        data["raw"] = text
    fact = f"p-{layer.value[0]}-{start}-{end}"
    with transaction.atomic():
        entry, made = Entry.objects.get_or_create(
            document=document,
            fact=fact,
            defaults={
                "layer": layer, "start": start, "end": end, "read": data, "state": State.ACCEPTED, "revision": 1,
                "by_id": person(by), "at": now,
            },
        )  # fmt: skip
        if not made:
            raise Refused(_("这几个字上已经添加过同一类条目。"))
        before = {"state": State.REJECTED, "edited": None, "offer": None, "gone": False, "read": data}
        Change.objects.create(entry=entry, batch=uuid.uuid4(), by_id=person(by), at=now, before=before, revision=1)
        record(
            about(document),
            "entry.added",
            by,
            now=now,
            after={"layer": layer, "raw": text[:80], **checked(layer, given)},
        )
    return entry


def accept_sure(document: Document, layer: Layer, least: float, *, by: Actor, now: datetime) -> int:
    """Accept every undecided entry of a layer that is as sure as `least` and under no doubt. Returns how many."""
    if not SURE <= least <= 1:
        raise Refused(_("把握的下限应在 %(least)s 与 1 之间。") % {"least": SURE})
    sure = document.entries.filter(layer=layer, state=State.PENDING, confidence__gte=least, doubts="", gone=False)
    return _change(list(sure), "entry.accepted-sure", {"state": State.ACCEPTED}, by=by, now=now, note={"least": least})


def undo(document: Document, *, by: Actor, now: datetime) -> int:
    """Take back the person's last act on this document, as far as nobody has changed the entries since."""
    require(by, "document.review")
    mine = Change.objects.filter(entry__document=document, by_id=person(by), undone=False)
    last = mine.order_by("-at", "-pk").first()
    if last is None:
        raise Refused(_("没有可以撤销的操作。"))
    back = 0
    with transaction.atomic():
        for change in mine.filter(batch=last.batch).select_related("entry"):
            back += Entry.objects.filter(pk=change.entry_id, revision=change.revision).update(
                **change.before, revision=F("revision") + 1, by_id=person(by), at=now
            )
        mine.filter(batch=last.batch).update(undone=True)
        if back:
            record(about(document), "entry.undone", by, now=now, after={"count": back})
    if not back:
        raise Refused(_("别人已经改过这些条目，不能撤销。"))
    return back


def _change(
    entries: Sequence[Entry],
    act: str,
    new: Mapping[str, Any],
    *,
    by: Actor,
    now: datetime,
    seen: Mapping[int, int] | None = None,
    note: Mapping[str, Any] | None = None,
) -> int:
    """Write `new` to entries of one document, each only if it is still as it was seen, with one line in the journal."""
    require(by, "document.review")
    if not entries:
        return 0
    document = entries[0].document_id
    batch = uuid.uuid4()
    with transaction.atomic():
        for entry in entries:
            revision = seen.get(entry.pk, entry.revision) if seen is not None else entry.revision
            if not Entry.objects.filter(pk=entry.pk, document_id=document, revision=revision).update(
                **new, revision=revision + 1, by_id=person(by), at=now
            ):
                raise Refused(_("这条条目刚被别人改过。请看过新的内容再定。"))
            before = {name: getattr(entry, name) for name in ("state", "read", "edited", "offer", "gone")}
            Change.objects.create(
                entry=entry, batch=batch, by_id=person(by), at=now, before=before, revision=revision + 1
            )
        one = {"raw": entries[0].raw[:80], "layer": entries[0].layer} if len(entries) == 1 else {}
        after = {**one, "count": len(entries), **_said(new), **(note or {})}
        record(about(document), act, by, now=now, before=_said(vars(entries[0])) if one else None, after=after)
    return len(entries)


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the journal keeps of an entry's values."""
    return {name: values[name] for name in ("state", "edited") if name in values}


def person(by: Actor) -> int:
    """The person who acts. Raises NotAllowed for a machine: what is decided on documents is decided by people."""
    if by.person is None:
        raise NotAllowed(_("审核文件要由本人登录后办理。"))
    return by.person


def sentence_round(text: str, start: int, end: int) -> str:
    """The sentence or sentences that ``text[start:end]`` stands in, 500 characters on either side at most."""
    low = max((text.rfind(mark, 0, start) for mark in "。！？\n"), default=-1) + 1
    ends = [at for mark in "。！？\n" if (at := text.find(mark, end)) >= 0]
    return text[max(low, start - 500) : min(min(ends, default=len(text)) + 1, end + 500)].strip()


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("请写明理由。"))
