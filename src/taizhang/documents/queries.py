"""Named reads of documents and entries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from taizhang.documents.models import Document, Entry
from taizhang.documents.types import Layer, State

UNSURE = 0.6  # confidence below which an entry is worth a second look
FILTERS = ("all", "pending", "doubt", "unsure", "offer", "accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of a layer is: how many entries stand in each state."""

    layer: str
    all: int
    pending: int
    accepted: int
    rejected: int


def documents() -> QuerySet[Document]:
    """Every document with its number of entries and of those decided on; without the texts. One query."""
    live = ~Q(entries__state=State.WITHDRAWN)
    decided = Q(entries__state__in=(State.ACCEPTED, State.REJECTED))
    return (
        Document.objects.select_related("by")
        .defer("text", "unclaimed", "doubts", "account")
        .annotate(entries_all=Count("entries", filter=live), entries_decided=Count("entries", filter=decided))
        .order_by("-added", "-pk")
    )


def progress(document: Document) -> dict[str, Progress]:
    """layer → how far its review is. One query."""
    counts: dict[str, Counter[str]] = {layer.value: Counter() for layer in Layer}
    for row in document.entries.order_by().values("layer", "state").annotate(n=Count("pk")):
        counts[row["layer"]][row["state"]] = row["n"]
    return {
        layer: Progress(
            layer,
            sum(of.values()) - of[State.WITHDRAWN],
            of[State.PENDING],
            of[State.ACCEPTED],
            of[State.REJECTED],
        )
        for layer, of in counts.items()
    }


def entries(document: Document, layer: Layer, only: str = "all") -> QuerySet[Entry]:
    """The entries of a layer in the order of the text, as filtered."""
    found = document.entries.filter(layer=layer).select_related("by")
    chosen = {
        "all": ~Q(state=State.WITHDRAWN),
        "pending": Q(state=State.PENDING),
        "doubt": ~Q(doubts="") & ~Q(state=State.WITHDRAWN),
        "unsure": Q(confidence__lt=UNSURE) & ~Q(state=State.WITHDRAWN),
        "offer": Q(offer__isnull=False) | Q(gone=True) & ~Q(state=State.WITHDRAWN),
        "accepted": Q(state=State.ACCEPTED),
        "rejected": Q(state=State.REJECTED),
    }
    return found.filter(chosen.get(only, chosen["all"]))


def touched(document: Document, layer: Layer, since: datetime, but: int | None) -> QuerySet[Entry]:
    """What others than person `but` have changed in a layer since a moment."""
    return document.entries.filter(layer=layer, at__gt=since).exclude(by_id=but).select_related("by")
