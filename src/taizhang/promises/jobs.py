"""What the background does for promises."""

from __future__ import annotations

from datetime import datetime, timedelta

from taizhang.promises.pairing import COMPARE, SWEEP, compare_pairing
from taizhang.promises.pairing import sweep as sweep_documents
from taizhang.toolkit.jobs import job


@job(SWEEP, every=timedelta(seconds=20))
def sweep(_subject: str, now: datetime) -> None:
    """Find reports that follow each other, and pairings that are to be compared again."""
    sweep_documents(now)


@job(COMPARE)
def compare(subject: str, now: datetime) -> None:
    """Compare the pairing with this key."""
    compare_pairing(int(subject), now)
