"""Tables of the journal. Only `actions` and `checkpoints` write them; the database itself refuses changes to what was written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from taizhang.ledger.types import Reference

if TYPE_CHECKING:
    from taizhang.journal.words import Told


class Chain(models.Model):
    """All entries about one subject (一事一链): how many there are, and the hash of the last one."""

    kind = models.TextField()
    key = models.TextField()  # the id within the kind
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="journal_one_chain_a_subject"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def about(self) -> Reference:
        """The subject."""
        return Reference(self.kind, self.key)


class Entry(models.Model):
    """One act on one subject (日志条目): who, when, what, before and after, why."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveBigIntegerField()  # within the chain, from 1 without gaps
    at = models.DateTimeField()
    act = models.TextField()
    name = models.TextField()  # of who acted, as it was then
    person = models.BigIntegerField(null=True)  # None for a machine and for the public
    post = models.TextField()
    role = models.TextField()
    unit = models.BigIntegerField(null=True)
    deputy = models.BooleanField()
    before_text = models.TextField(db_column="before")  # canonical JSON, exactly as it was hashed; "" for none
    after_text = models.TextField(db_column="after")
    reason = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("chain", "number"), name="journal_one_entry_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="journal_numbers_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.act} ({self.number})"

    @property
    def before(self) -> dict[str, Any]:
        """The changed fields as they were; empty where there is nothing before."""
        return dict(json.loads(self.before_text)) if self.before_text else {}

    @property
    def after(self) -> dict[str, Any]:
        """The changed fields as they became; empty where there is nothing after."""
        return dict(json.loads(self.after_text)) if self.after_text else {}

    @property
    def told(self) -> Told:
        """The entry in words, in the language of the page."""
        from taizhang.journal.words import tell

        return tell(self)


class Checkpoint(models.Model):
    """All chains at one moment under one signature (校验点)."""

    number = models.PositiveBigIntegerField(unique=True)  # from 1 without gaps
    at = models.DateTimeField()
    last_entry = models.BigIntegerField()  # primary key of the last entry counted; 0 for none
    chains = models.PositiveBigIntegerField()
    entries = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 over the heads of all chains
    previous = models.CharField(max_length=64)  # SHA-256 of the signed form of the checkpoint before; "" for the first
    signature = models.CharField(max_length=128)  # Ed25519, hexadecimal
    key = models.CharField(max_length=64)  # the public key, hexadecimal

    def __str__(self) -> str:
        return f"{self.number}: {self.entries}"
