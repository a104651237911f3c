"""What the background does for tasks."""

from __future__ import annotations

from datetime import datetime, timedelta

from taizhang.tasks.actions.lighting import refresh_due
from taizhang.tasks.imports import JOB, run
from taizhang.toolkit.jobs import job


@job("tasks.lights", every=timedelta(minutes=10))
def light(_subject: str, now: datetime) -> None:
    """Light anew what is due. Lights change at midnight; a task that was missed is found on the next round."""
    refresh_due(now)


@job(JOB)
def read_table(subject: str, now: datetime) -> None:
    """Read a table in that somebody handed in."""
    run(int(subject), now)
