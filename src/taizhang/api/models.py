"""Tables of the API: applications with their tokens, and the answers kept under idempotency keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from taizhang.api.types import Standing
from taizhang.organisation.models import Appointment


def no_scopes() -> list[Any]:
    """An empty list."""
    return []


class Application(models.Model):
    """A program that calls the API (应用) for a person in a post, and never does more than that post may."""

    name = models.CharField(max_length=20)
    purpose = models.CharField(max_length=200)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")  # whom it acts for
    scopes = models.JSONField(default=no_scopes)
    per_minute = models.PositiveIntegerField()  # calls that it may make in a minute
    digest = models.CharField(
        max_length=64, unique=True
    )  # SHA-256 of the token, hexadecimal; the token is kept nowhere
    hint = models.CharField(max_length=8)  # how the token begins, to tell one from another
    created = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    last_used = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-created", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("name",), condition=Q(revoked=None), name="application_name_once"),
            models.CheckConstraint(condition=Q(expires__gt=F("created")), name="application_expires_later"),
            models.CheckConstraint(condition=Q(per_minute__gte=1), name="application_may_call"),
        )

    def __str__(self) -> str:
        return self.name

    def standing(self, now: datetime) -> Standing:
        """Whether it can be used at a moment. Reads the appointment, its post and its person."""
        if self.revoked is not None:
            return Standing.REVOKED
        if self.expires <= now:
            return Standing.EXPIRED
        day, held = timezone.localdate(now), self.appointment
        here = held.valid.on(day) and held.post.valid.on(day) and held.person.active
        return Standing.ACTIVE if here else Standing.VACANT


class KeptAnswer(models.Model):
    """The answer to a write, kept under the caller's idempotency key for two days (幂等键)."""

    owner = models.CharField(max_length=40)
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of method, address, post and body
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=60, blank=True)  # Content-Type
    place = models.CharField(max_length=200, blank=True)  # Location
    body = models.BinaryField(default=bytes)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("owner", "key"), name="kept_answer_once"),)
        indexes = (models.Index(fields=("at",), name="kept_answer_age"),)

    def __str__(self) -> str:
        return f"{self.owner} {self.key}"
