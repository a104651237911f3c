"""What the background does for the API."""

from __future__ import annotations

from datetime import datetime, timedelta

from taizhang.api.models import KeptAnswer
from taizhang.toolkit.jobs import job

KEPT = timedelta(hours=48)  # how long a write can be asked for again under its key


@job("api.forget-answers", every=timedelta(hours=1))
def forget_answers(subject: str, now: datetime) -> None:
    """Drop the answers whose keys have lapsed."""
    KeptAnswer.objects.filter(at__lt=now - KEPT).delete()
