"""Reading the journal."""

from __future__ import annotations

from taizhang.journal.models import Entry
from taizhang.ledger.types import Reference


def history(about: Reference, limit: int = 50, before: int | None = None) -> list[Entry]:
    """The last `limit` entries on `about`, the newest first; those numbered below `before`, for the next page. One query."""
    entries = Entry.objects.filter(chain__kind=about.kind, chain__key=about.id)
    if before is not None:
        entries = entries.filter(number__lt=before)
    return list(entries.order_by("-number")[:limit])
