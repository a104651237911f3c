"""Tables of figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from taizhang.ledger.types import Kind, Op, Stance


class Figure(models.Model):
    """One figure of an indicator for a place and a period: a target, an estimate or a value, as published.

    Nothing is overwritten: a correction is a figure of its own, and the one it takes the place of says so. Values are in
    base units (1050亿元 is 105000000000).
    """

    indicator = models.CharField(max_length=200)
    code = models.CharField(max_length=64, blank=True)  # of the catalogue, "" where it knows none of this name
    place = models.CharField(max_length=64, blank=True)
    first = models.PositiveSmallIntegerField(null=True, blank=True)  # the first and the last year of the period
    last = models.PositiveSmallIntegerField(null=True, blank=True)
    value = models.DecimalField(max_digits=30, decimal_places=6)
    high = models.DecimalField(max_digits=30, decimal_places=6, null=True, blank=True)  # the upper end of a range
    unit = models.CharField(max_length=200, blank=True)
    op = models.CharField(max_length=2, choices=[(op.value, op.value) for op in Op])
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in Kind])
    stance = models.CharField(max_length=8, choices=[(stance.value, stance.value) for stance in Stance])
    origin_kind = models.CharField(max_length=16)  # a ledger.Reference: what it was taken from
    origin_id = models.CharField(max_length=40)
    sentence = models.TextField(blank=True)
    section = models.CharField(max_length=200, blank=True)
    accepted_by = models.CharField(max_length=64)
    at = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True, blank=True)  # when its source took it back
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        ordering = ("indicator", "first", "stance", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("origin_kind", "origin_id"), condition=Q(replaced_by=None), name="figure_origin_once"
            ),
        )
        indexes = (
            models.Index(fields=("place", "code", "first"), name="figure_series"),
            models.Index(fields=("place", "first", "stance"), name="figure_year"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.value.normalize():f}{self.unit}"
