"""Tables of projects and systems."""

from __future__ import annotations

from django.db import models


class Project(models.Model):
    """A named project or system (机制), known by the place it is of and its name."""

    name = models.CharField(max_length=200)
    type = models.CharField(max_length=8, choices=[("project", "project"), ("system", "system")])
    place = models.CharField(max_length=64, blank=True)
    first_named = models.DateTimeField()  # when it came into the ledger

    class Meta:
        ordering = ("type", "name")
        constraints = (models.UniqueConstraint(fields=("place", "type", "name"), name="project_once"),)

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """What one source says of a project: the stage it gives, and the sentence."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="mentions")
    stage = models.CharField(max_length=8, blank=True)  # 签约 … 达产
    year = models.CharField(max_length=16, blank=True)  # the period the source is about
    origin_kind = models.CharField(max_length=16)  # a ledger.Reference
    origin_id = models.CharField(max_length=40)
    sentence = models.TextField(blank=True)
    accepted_by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=("origin_kind", "origin_id"), name="mention_origin_once"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.stage}"
