"""Checkpoints: the heads of all chains at one moment under one signature, to be kept where nobody here can reach."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import Max

from taizhang.journal import canonical, keys
from taizhang.journal.models import Chain, Checkpoint, Entry

Head = tuple[str, str, int, str]  # kind, id, length and hash of a chain
SIGNED = ("number", "at", "last_entry", "chains", "entries", "digest", "previous")


class Exported(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A checkpoint as its file has it."""

    format: str
    number: int
    at: str
    last_entry: int
    chains: int
    entries: int
    digest: str
    previous: str
    signature: str
    key: str
    heads: tuple[Head, ...] | None = None

    def form(self) -> bytes:
        """What is signed."""
        return canonical.checkpoint_form({name: getattr(self, name) for name in SIGNED})


class NoCheckpoint(ValueError):
    """A file that holds no checkpoint; the message says why."""


def checkpoint(*, now: datetime) -> Checkpoint:
    """Count and sign all chains as they are now. Raises keys.KeyTrouble.

    Writers wait while the heads are read, so that no entry is half counted: on PostgreSQL for a lock on the chains that
    every writer needs before it numbers an entry, on SQLite because there is one writer at a time.
    """
    signer = keys.signer()
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # SHARE, and one checkpoint at a time
                cursor.execute(f"LOCK TABLE {Chain._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        before = Checkpoint.objects.order_by("number").last()
        digest, chains, entries = sha256(), 0, 0
        for head in heads():
            digest.update(canonical.head_line(*head))
            chains, entries = chains + 1, entries + head[2]
        made = Checkpoint(
            number=before.number + 1 if before else 1,
            at=now,
            last_entry=Entry.objects.aggregate(last=Max("pk"))["last"] or 0,
            chains=chains,
            entries=entries,
            digest=digest.hexdigest(),
            previous=sha256(signed_form(before)).hexdigest() if before else canonical.START,
            key=keys.public_of(signer),
        )
        made.signature = signer.sign(signed_form(made)).hex()
        made.save(force_insert=True)
        return made


def heads() -> Iterator[Head]:
    """Kind, id, length and head of every chain, in the order in which chains began."""
    yield from Chain.objects.order_by("pk").values_list("kind", "key", "length", "head").iterator(chunk_size=5000)


def signed_form(checkpoint: Checkpoint) -> bytes:
    """What is signed of a checkpoint."""
    return canonical.checkpoint_form(_fields(checkpoint))


def exported(checkpoint: Checkpoint, *, with_heads: bool) -> dict[str, Any]:
    """The checkpoint for its file; with the heads it can also say which subject no longer agrees."""
    fields = {"format": canonical.CHECKPOINT, **_fields(checkpoint)}
    fields |= {"signature": checkpoint.signature, "key": checkpoint.key}
    return fields | ({"heads": list(heads_at(checkpoint))} if with_heads else {})


def heads_at(checkpoint: Checkpoint) -> Iterator[Head]:
    """The heads of all chains as they were at `checkpoint`, whatever was written since."""
    rows = (
        Entry.objects.filter(pk__lte=checkpoint.last_entry)
        .order_by("chain_id", "number")
        .values_list("chain_id", "chain__kind", "chain__key", "number", "hash")
        .iterator(chunk_size=5000)
    )
    for _, chain in groupby(rows, key=itemgetter(0)):
        _, kind, id, length, head = deque(chain, maxlen=1)[0]
        yield kind, id, length, head


def read(file: Path) -> Exported:
    """A checkpoint from its file. Raises NoCheckpoint."""
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Exported)
    except (OSError, msgspec.MsgspecError) as error:
        raise NoCheckpoint(f"{file} holds no checkpoint: {error}") from None
    if found.format != canonical.CHECKPOINT:
        raise NoCheckpoint(f"{file} is of the form {found.format!r}; this version reads {canonical.CHECKPOINT!r}")
    return found


def _fields(checkpoint: Checkpoint) -> dict[str, Any]:
    fields = {name: getattr(checkpoint, name) for name in SIGNED}
    return fields | {"at": canonical.moment(checkpoint.at)}
