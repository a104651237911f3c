"""Is the journal whole? Goes over every entry once, in constant memory, while others write on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction

from taizhang.journal import canonical, keys
from taizhang.journal.canonical import Row
from taizhang.journal.checkpoints import Exported, exported
from taizhang.journal.models import Checkpoint
from taizhang.journal.rules import Check
from taizhang.journal.types import Fault, Report, Wrong
from taizhang.ledger.types import Reference

CHUNK = 5000
NEVER = datetime.min.replace(tzinfo=UTC)  # for what was altered to be no moment
TOLD = 100  # faults that a report holds; the rest is counted
# One statement sees one moment, so that chains and entries agree whatever is written meanwhile.
ROWS = """
SELECT c.id, c.length, c.head, c.kind, c.key, e.number, e.at, e.act, e.name, e.person, e.post, e.role, e.unit, e.deputy,
       e.before, e.after, e.reason, e.previous, e.hash, e.id
FROM journal_chain c LEFT JOIN journal_entry e ON e.chain_id = c.id ORDER BY c.id, e.number
"""
ORPHANS = """
SELECT e.id, e.number, e.chain_id FROM journal_entry e LEFT JOIN journal_chain c ON c.id = e.chain_id
WHERE c.id IS NULL ORDER BY e.id LIMIT 1
"""
TWICE = "SELECT kind, key FROM journal_chain GROUP BY kind, key HAVING COUNT(*) > 1 ORDER BY MIN(id) LIMIT 1"


def verify(against: Sequence[Exported] = (), *, progress: Callable[[int], None] = lambda entries: None) -> Report:
    """Check every chain, the checkpoints kept here, and those of files kept elsewhere.

    `progress` is called with the number of entries gone over, now and then. Raises keys.KeyTrouble.
    """
    faults = _Faults()
    kept = list(_kept(faults))
    counts = [_Count(each) for each in (*kept[-1:], *against)]
    chains = entries = 0
    for _, rows in groupby(_rows(), key=itemgetter(0)):
        chains += 1
        entries += _go_along(rows, counts, faults)
        if chains % CHUNK == 0:
            progress(entries)
    faults.add(_first_orphan())
    faults.add(_first_twice())
    for count in counts:
        for fault in count.end():
            faults.add(fault)
    for file in against:
        faults.add(_signature(file, pinned=keys.public()))
    return Report(chains, entries, len(counts), faults.number, tuple(faults.found))


class _Faults:
    def __init__(self) -> None:
        self.number = 0
        self.found: list[Fault] = []

    def add(self, fault: Fault | None) -> None:
        if fault is not None:
            self.number += 1
            if len(self.found) < TOLD:
                self.found.append(fault)


class _Count:
    """What a checkpoint counted, counted again."""

    def __init__(self, checkpoint: Exported) -> None:
        self.checkpoint, self.last = checkpoint, checkpoint.last_entry
        self.digest, self.chains, self.entries = sha256(), 0, 0
        self.by_heads = checkpoint.heads is not None
        self.heads = {(kind, id): (length, head) for kind, id, length, head in checkpoint.heads or ()}
        self.faults: list[Fault] = []

    def add(self, about: Reference, length: int, head: str) -> None:
        """A chain as it was at the checkpoint."""
        if self.by_heads:
            then = self.heads.pop((about.kind, about.id), None)
            if then is None:
                self._say(Wrong.INSERTED, about, 1, "the checkpoint knows no such chain")
            elif then != (length, head):
                self._differ(about, then[0], length)
        self.digest.update(canonical.head_line(about.kind, about.id, length, head))
        self.chains, self.entries = self.chains + 1, self.entries + length

    def _differ(self, about: Reference, then: int, length: int) -> None:
        if length < then:
            self._say(Wrong.DELETED, about, length + 1, f"the checkpoint has {then:,} entries, {length:,} are left")
        elif length > then:
            self._say(Wrong.INSERTED, about, then + 1, f"the checkpoint has {then:,} entries, there are {length:,}")
        else:
            self._say(Wrong.ALTERED, about, then, "this entry or one before it was rewritten with all hashes behind it")

    def end(self) -> Iterator[Fault]:
        """The faults, when all chains have gone by."""
        for (kind, id), (length, _) in self.heads.items():
            self._say(Wrong.MISSING, Reference(kind, id), 1, f"the whole chain is gone: {length:,} entries")
        yield from self.faults
        then = self.checkpoint
        if (self.chains, self.entries) != (then.chains, then.entries):
            there = f"{self.chains:,} chains with {self.entries:,} entries"
            yield self._at(Wrong.MISSING if self.entries < then.entries else Wrong.CHECKPOINT, there)
        elif self.digest.hexdigest() != then.digest:
            yield self._at(
                Wrong.CHECKPOINT, "as many chains and entries, but others: something was rewritten with its hashes"
            )

    def _at(self, wrong: Wrong, there: str) -> Fault:
        then = self.checkpoint
        words = f"it counted {then.chains:,} chains with {then.entries:,} entries on {then.at}; there are now of these {there}"
        return Fault(wrong, None, then.number, words)

    def _say(self, wrong: Wrong, about: Reference, number: int, words: str) -> None:
        self.faults.append(Fault(wrong, about, number, f"{words} (checkpoint {self.checkpoint.number})"))


def _go_along(rows: Iterator[tuple[Any, ...]], counts: list[_Count], faults: _Faults) -> int:
    """Check one chain; gives the number of its entries."""
    check: Check | None = None
    entries = 0
    lasts: list[tuple[int, str]] = [(0, canonical.START)] * len(counts)  # of the chain at each checkpoint
    about = Reference("", "")
    for row in rows:
        if check is None:
            about = Reference(row[3], row[4])
            check = Check(about, row[1], row[2])
        if row[5] is None:  # a chain without entries
            continue
        entries += 1
        values = (row[3], row[4], _number(row[5]), _moment(row[6]), *row[7:13], _flag(row[13]), *row[14:19])
        check.add(Row(*values))
        for place, count in enumerate(counts):
            if row[19] <= count.last:
                lasts[place] = (row[5], row[18])
    for count, (length, head) in zip(counts, lasts, strict=True):
        if length:
            count.add(about, length, head)
    faults.add(check.end() if check else None)
    return entries


def _rows() -> Iterator[tuple[Any, ...]]:
    """Chains with their entries, as they lie in the tables, in pieces."""
    on_server = connection.vendor == "postgresql"  # else its client would take all rows at once
    with transaction.atomic() if on_server else nullcontext(), connection.chunked_cursor() as cursor:
        cursor.execute(ROWS)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _moment(value: Any) -> datetime:
    """A moment as the database has it: PostgreSQL an aware one, SQLite the text of one in UTC that does not say so."""
    if isinstance(value, datetime) and value.tzinfo:
        return value if connection.vendor == "postgresql" else NEVER
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return NEVER
    return NEVER if moment.tzinfo else moment.replace(tzinfo=UTC)


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _flag(value: Any) -> Any:
    return bool(value) if value in (0, 1) else value


def _first_orphan() -> Fault | None:
    with connection.cursor() as cursor:
        cursor.execute(ORPHANS)
        found = cursor.fetchone()
    if found is None:
        return None
    return Fault(
        Wrong.ORPHAN, Reference("chain", str(found[2])), found[1], f"row {found[0]} belongs to a chain that is gone"
    )


def _first_twice() -> Fault | None:
    with connection.cursor() as cursor:
        cursor.execute(TWICE)
        found = cursor.fetchone()
    return Fault(Wrong.FORKED, Reference(*found), 1, "two chains go by this name") if found else None


def _kept(faults: _Faults) -> Iterator[Exported]:
    """The checkpoints kept here, each checked by itself and by the one before."""
    previous, number = canonical.START, 0
    for row in Checkpoint.objects.order_by("number").iterator():
        each = Exported(**exported(row, with_heads=False))
        if each.number != number + 1:
            faults.add(Fault(Wrong.MISSING, None, number + 1, f"checkpoint {each.number} is there, this one is not"))
        elif each.previous != previous:
            faults.add(Fault(Wrong.CHECKPOINT, None, each.number, "it does not follow on the one before"))
        faults.add(_signature(each, pinned=None))
        previous, number = sha256(each.form()).hexdigest(), each.number
        yield each


def _signature(checkpoint: Exported, *, pinned: str | None) -> Fault | None:
    """What is wrong with its signature, or with the key that made it."""
    if not keys.is_signed(checkpoint.form(), checkpoint.signature, checkpoint.key):
        return Fault(Wrong.CHECKPOINT, None, checkpoint.number, "its signature is not that of what it says")
    if pinned is not None and checkpoint.key != pinned:
        words = f"signed with the key {checkpoint.key}, ours is {pinned}: another ledger's, or the key was exchanged"
        return Fault(Wrong.CHECKPOINT, None, checkpoint.number, words)
    if checkpoint.heads is not None:
        digest = sha256(b"".join(canonical.head_line(*head) for head in checkpoint.heads))
        if digest.hexdigest() != checkpoint.digest:
            return Fault(
                Wrong.CHECKPOINT, None, checkpoint.number, "the heads in its file are not those that were signed"
            )
    return None
