"""Writing the journal: the one way in which entries come about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection

from taizhang.journal import canonical
from taizhang.journal.definition import vocabulary
from taizhang.journal.models import Chain, Entry
from taizhang.journal.types import Draft
from taizhang.ledger.types import Reference
from taizhang.toolkit.actor import Actor

ASKED = 400  # keys in one question, well below what SQLite takes


class OutsideTransaction(RuntimeError):
    """An act was to be recorded outside of the transaction that does it: a mistake of the program."""


class UnknownAct(LookupError):
    """An act that no file under definitions/base/acts defines: a mistake of the program."""


def record(
    about: Reference,
    act: str,
    by: Actor,
    *,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Entry:
    """Write down one act on `about` within the transaction that does it. Three queries, five for a new subject.

    `before` and `after` hold the fields that changed, personal data masked. Raises OutsideTransaction, UnknownAct, TypeError
    for a value that has no canonical form and ValueError for a moment without time zone: all of them mistakes of the program.
    """
    return record_all((Draft(about, act, before, after, reason),), by, now=now)[0]


def record_all(drafts: Iterable[Draft], by: Actor, *, now: datetime) -> list[Entry]:
    """Write down many acts of one transaction, in their order, in few queries; several may be on one subject.

    Subjects are locked in one order, so that two of these calls never wait for each other. A transaction that records on
    several subjects should do it in one call. Raises as `record`.
    """
    drafts = tuple(drafts)
    _refuse_mistakes(drafts, by, now)
    chains = _lock({draft.about for draft in drafts})
    entries = [_entry(chains[draft.about], draft, by, now) for draft in drafts]
    if len(chains) == 1:
        for chain in chains.values():
            Chain.objects.filter(pk=chain.pk).update(length=chain.length, head=chain.head)
    else:  # the chains first: their lock tells a checkpoint that entries are on their way
        Chain.objects.bulk_create(
            chains.values(), update_conflicts=True, unique_fields=["id"], update_fields=["length", "head"]
        )
    if len(entries) == 1:
        entries[0].save(force_insert=True)
        return entries
    return Entry.objects.bulk_create(entries)


def _refuse_mistakes(drafts: Sequence[Draft], by: Actor, now: datetime) -> None:
    # Tests wrap themselves in a transaction of their own, which is none of the act's.
    if all(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise OutsideTransaction("record what is done inside of transaction.atomic(), together with the doing")
    if now.tzinfo is None:
        raise ValueError(f"{now!r} is in no time zone: the journal takes aware moments")
    for draft in drafts:
        if draft.act not in vocabulary().acts:
            raise UnknownAct(f'"{draft.act}" is defined nowhere under definitions/base/acts: add its sentences there')
        if "\0" in f"{draft.about.kind}{draft.about.id}{draft.reason}{by.name}{by.post}{by.role}":
            raise ValueError("a NUL character, which PostgreSQL cannot keep, stands in what is to be recorded")


def _entry(chain: Chain, draft: Draft, by: Actor, now: datetime) -> Entry:
    """The next entry of `chain`, which moves on."""
    entry = Entry(
        chain=chain,
        number=chain.length + 1,
        at=now,
        act=draft.act,
        name=by.name,
        person=by.person,
        post=by.post,
        role=by.role,
        unit=by.unit,
        deputy=by.deputy,
        before_text=canonical.text(draft.before),
        after_text=canonical.text(draft.after),
        reason=draft.reason,
        previous=chain.head,
    )
    entry.hash = canonical.entry_hash(
        chain.kind, chain.key, entry.number, entry.at, entry.act, entry.name, entry.person, entry.post, entry.role,
        entry.unit, entry.deputy, entry.before_text, entry.after_text, entry.reason, entry.previous,
    )  # fmt: skip
    chain.length, chain.head = entry.number, entry.hash
    return entry


def _lock(subjects: set[Reference]) -> dict[Reference, Chain]:
    """The chains of `subjects`, ours until the transaction ends; those that there are not yet are begun."""
    chains = _locked(subjects)
    if missing := sorted((s for s in subjects if s not in chains), key=_order):
        # Where somebody else begins the same chain this waits for the end of his transaction, then takes what is there.
        Chain.objects.bulk_create([Chain(kind=s.kind, key=s.id) for s in missing], ignore_conflicts=True)
        chains |= _locked(set(missing))
    return chains


def _locked(subjects: set[Reference]) -> dict[Reference, Chain]:
    found: dict[Reference, Chain] = {}
    for kind, same in groupby(sorted(subjects, key=_order), key=lambda subject: subject.kind):
        keys = [subject.id for subject in same]
        for start in range(0, len(keys), ASKED):
            # SQLite has no such lock and needs none: its transactions are one after the other.
            asked = Chain.objects.select_for_update().filter(kind=kind, key__in=keys[start : start + ASKED])
            found |= {chain.about: chain for chain in asked.order_by("kind", "key")}
    return found


def _order(subject: Reference) -> tuple[str, str]:
    return subject.kind, subject.id
