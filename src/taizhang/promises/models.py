"""Tables of promises beside outcomes. Only `actions` and `pairing` write them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from taizhang.documents.models import Document
from taizhang.ledger.types import Reference
from taizhang.promises.states import Sort, State
from taizhang.promises.types import Verdict

VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict]


def none_yet() -> list[Any]:
    """An empty list."""
    return []


class Pairing(models.Model):
    """Two reports of one place and of consecutive years, laid beside each other (承诺比对).

    `third` is the report after the two, where what came a year late may be told. A document that was discarded leaves
    its title.
    """

    year = models.PositiveSmallIntegerField()  # for which the promises were made
    place_key = models.CharField(max_length=64)  # its code, else its name
    place = models.CharField(max_length=64)
    earlier = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    later = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    third = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    earlier_title = models.CharField(max_length=255)
    later_title = models.CharField(max_length=255)
    reader = models.CharField(max_length=64, blank=True)  # the version that read them, and the standard's mark
    compared_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)  # why the two cannot be compared
    current = models.BooleanField(default=True)  # False: another pair of documents stands for this place and year

    class Meta:
        ordering = ("place", "place_key", "-year")
        constraints = (
            models.UniqueConstraint(fields=("earlier", "later"), name="pairing_once"),
            models.UniqueConstraint(
                fields=("place_key", "year"), condition=Q(current=True), name="pairing_one_stands_a_year"
            ),
            models.CheckConstraint(
                condition=Q(earlier=None) | Q(later=None) | ~Q(earlier=F("later")), name="pairing_of_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.year}"

    @property
    def reference(self) -> Reference:
        """The journal's subject."""
        return Reference("pairing", str(self.pk))

    @property
    def whole(self) -> bool:
        """Whether both documents are still there."""
        return self.earlier_id is not None and self.later_id is not None


class Promise(models.Model):
    """One promise beside its answer (承诺): what was promised, what is told, the verdict, and what a person says to it.

    `verdict`, `arithmetic`, `confidence` and the answer are computed, from the figure that a person chose where one did;
    `hand` is a verdict set by hand, which stands beside. `machine` keeps what the comparison said when a person decided,
    `offer` what it says now where that differs. Offsets are into the documents' texts.
    """

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="promises")
    sort = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Sort])
    key = models.CharField(max_length=48)  # the reader's id of the target; "n-START" of a named thing
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    raw = models.TextField()
    sentence = models.TextField()
    sentence_start = models.PositiveIntegerField()
    section = models.CharField(max_length=300, blank=True)  # from the chapter down, parted by " / "
    chapter = models.CharField(max_length=120, blank=True)
    indicator = models.CharField(max_length=200)  # or the thing's name
    thread = models.CharField(max_length=200, blank=True)  # what ties one indicator's promises of several years
    target = models.JSONField(default=dict)  # value, high, unit, op, kind, code, region; of a named thing: type
    task_entry = models.CharField(max_length=20, blank=True)  # key of the document's entry that became a task
    # The answer's side: computed, or of the figure that a person chose.
    answer_raw = models.TextField(blank=True)
    answer_sentence = models.TextField(blank=True)
    answer_start = models.PositiveIntegerField(null=True)
    answer_end = models.PositiveIntegerField(null=True)
    answer_sentence_start = models.PositiveIntegerField(null=True)
    outcome = models.JSONField(null=True)  # id, value, unit, kind, op, indicator; None where no figure answers
    third_answers = models.BooleanField(default=False)  # the answer stands in the pairing's third report
    verdict = models.CharField(max_length=16, choices=VERDICTS)
    arithmetic = models.TextField()
    confidence = models.FloatField()
    rules = models.JSONField(default=none_yet)
    candidates = models.JSONField(default=none_yet)  # [{id, start, raw, indicator, score}], best first
    # What a person decided.
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.OPEN)
    chosen = models.CharField(max_length=40, null=True)  # id of the figure; "" nothing answers; None not chosen
    hand = models.CharField(max_length=16, blank=True, choices=VERDICTS)
    reason = models.CharField(max_length=500, blank=True)
    holds = models.CharField(max_length=16, choices=VERDICTS)  # `hand`, else `verdict`
    machine = models.JSONField(null=True)
    offer = models.JSONField(null=True)
    gone = models.BooleanField(default=False)  # decided on, but the comparison no longer finds it promised
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(
        default=0
    )  # goes up with each change: two people cannot overwrite each other

    class Meta:
        ordering = ("start", "pk")
        constraints = (
            models.UniqueConstraint(fields=("pairing", "sort", "key"), name="promise_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="promise_has_text"),
            models.CheckConstraint(condition=Q(hand="") | ~Q(reason=""), name="promise_by_hand_has_a_reason"),
            models.CheckConstraint(
                condition=Q(hand="", holds=F("verdict")) | (~Q(hand="") & Q(holds=F("hand"))), name="promise_holds"
            ),
            models.CheckConstraint(
                condition=Q(state="open", by=None, machine=None, offer=None, chosen=None, hand="")
                | (~Q(state="open") & Q(by__isnull=False)),
                name="promise_decided_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=("pairing", "start"), name="promise_place"),
            models.Index(fields=("pairing", "gone", "holds", "state"), name="promise_tally"),
            models.Index(fields=("thread",), condition=~Q(thread=""), name="promise_thread"),
            models.Index(fields=("task_entry",), condition=~Q(task_entry=""), name="promise_task"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.raw}"

    @property
    def reference(self) -> Reference:
        """The journal's subject."""
        return Reference("promise", str(self.pk))

    @property
    def differs(self) -> bool:
        """Whether the comparison now says something else than what a person decided on."""
        return self.offer is not None or self.gone
