"""Tables of documents, their readings, and the entries that people decide on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from taizhang.documents.types import Condition, Layer, State

PERSON = settings.AUTH_USER_MODEL


class Document(models.Model):
    """A file that somebody handed in, kept by its digest."""

    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the bytes, hexadecimal
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()  # bytes
    added = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    condition = models.CharField(
        max_length=16, choices=[(c.value, c.value) for c in Condition], default=Condition.WAITING
    )
    problem_code = models.CharField(max_length=16, blank=True)  # TZ-S… of the reader's errors
    title = models.CharField(max_length=255, blank=True)
    place = models.CharField(max_length=64, blank=True)
    place_code = models.CharField(max_length=12, blank=True)  # GB/T 2260
    reviewed = models.CharField(max_length=16, blank=True)  # a year or years: 2025, 2021-2025
    planned = models.CharField(max_length=16, blank=True)
    text = models.TextField(blank=True)  # as it was found; entries keep offsets into it
    reader = models.CharField(max_length=32, blank=True)  # the version that read it last
    read_at = models.DateTimeField(null=True, blank=True)
    account = models.JSONField(default=dict)  # reason → number of numerals; "claimed" for those that facts claim
    unclaimed = models.JSONField(default=list)  # [start, end, reason] of numerals that no fact claims
    doubts = models.JSONField(default=list)  # rows as in taizhang.exports.rows.doubt_row
    published_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering = ("-added", "-pk")
        indexes = (models.Index(fields=("-added",), name="document_added"),)

    def __str__(self) -> str:
        return self.title or self.name


class Entry(models.Model):
    """One fact of a document on its way into the ledger.

    `read` is what the reader says, `edited` what a person put in its place, `offer` what a newer reader says differently
    of an entry that a person has decided on. Offsets are into the document's text.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="entries")
    layer = models.CharField(max_length=16, choices=[(c.value, c.value) for c in Layer])
    fact = models.CharField(max_length=40)  # the reader's id, stable over readings; "p-…" where a person added it
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    read = models.JSONField(default=dict)
    edited = models.JSONField(null=True, blank=True)
    offer = models.JSONField(null=True, blank=True)
    gone = models.BooleanField(default=False)  # a newer reader no longer finds it
    confidence = models.FloatField(default=1.0)
    doubts = models.CharField(max_length=120, blank=True)  # codes, parted by blanks
    state = models.CharField(max_length=16, choices=[(c.value, c.value) for c in State], default=State.PENDING)
    revision = models.PositiveIntegerField(
        default=0
    )  # goes up with each change, so that two people cannot overwrite each other
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    published = models.JSONField(null=True, blank=True)  # the data as they went into the ledger

    class Meta:
        ordering = ("start", "end", "pk")
        constraints = (
            models.UniqueConstraint(fields=("document", "fact"), name="entry_once"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="entry_has_text"),
        )
        indexes = (
            models.Index(fields=("document", "layer", "start"), name="entry_place"),
            models.Index(fields=("document", "at"), name="entry_touched"),
        )

    def __str__(self) -> str:
        return f"{self.layer} {self.start}"

    @property
    def data(self) -> dict[str, Any]:
        """What holds: a person's words before the reader's."""
        return {**self.read, **(self.edited or {})}

    @property
    def raw(self) -> str:
        """The characters it stands on."""
        return str(self.read.get("raw") or self.read.get("sentence") or "")


class Change(models.Model):
    """One step of somebody's review, kept so that it can be undone. Steps of one act share a `batch`."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="changes")
    batch = models.UUIDField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField()  # state, edited, offer, gone
    revision = models.PositiveIntegerField()  # of the entry after the step: undone only while that still holds
    undone = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("by", "-at"), name="change_last"),)

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.revision}"
