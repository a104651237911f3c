"""The table of jobs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """Work for the background: what, on what, from when. The database is the queue, so that nothing is lost or doubled."""

    kind = models.CharField(max_length=64)
    subject = models.CharField(max_length=200, blank=True)
    due = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)  # why the last attempt failed; an ended job with one was given up

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "subject"), condition=Q(ended=None), name="job_open_once"),
        )
        indexes = (models.Index(fields=("due",), condition=Q(ended=None), name="job_due"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
