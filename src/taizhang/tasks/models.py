"""Tables of tasks. Only `actions` and its neighbours write them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from taizhang.ledger.types import Op, Reference
from taizhang.organisation.models import Person, Unit
from taizhang.tasks.types import AT_WORK, Decision, Light, ListKind, RequestKind, Satisfaction, State


def none_yet() -> list[Any]:
    """An empty list; inside of the classes that name is a relation's."""
    return []


class TaskList(models.Model):
    """A list of tasks (任务清单): the breakdown of a report, a responsibility list, the year's practical matters."""

    year = models.PositiveSmallIntegerField()
    kind = models.TextField(choices=[(k.value, k.value) for k in ListKind])
    name = models.CharField(max_length=100)
    published = models.BooleanField(default=False)  # whether the public sees it

    class Meta:
        constraints = (models.UniqueConstraint(fields=("year", "name"), name="tasks_one_list_a_name"),)
        ordering = ("-year", "pk")

    def __str__(self) -> str:
        return f"{self.year} {self.name}"


class Matter(models.Model):
    """A headline of a list (件), under which tasks stand as its items (项)."""

    list = models.ForeignKey(TaskList, models.PROTECT, related_name="matters")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("list", "number"), name="tasks_one_matter_a_number"),)
        ordering = ("list", "number")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Task(models.Model):
    """A task (任务): what is to be done, who answers for it, until when, and how it stands."""

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()  # within the year, from 1
    list = models.ForeignKey(TaskList, models.PROTECT, related_name="tasks")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="tasks")
    title = models.CharField(max_length=300)
    source_kind = models.CharField(max_length=32, blank=True)  # where it was promised: a Reference
    source_id = models.CharField(max_length=100, blank=True)
    sentence = models.TextField(blank=True)  # of the source, as it was read
    section = models.CharField(max_length=300, blank=True)  # of the report, from the chapter down, parted by " / "
    place = models.CharField(max_length=100, blank=True)
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    assisting = models.ManyToManyField(Unit, related_name="+")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # 责任领导
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # 承办人, named by the unit
    start = models.DateField()
    due = models.DateField()
    state = models.TextField(choices=[(s.value, s.value) for s in State], default=State.DRAFTED.value)
    binding = models.BooleanField(default=False)  # the office has decided whose it is: it cannot be returned again
    times_reopened = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField()
    assigned = models.DateTimeField(null=True)
    signed = models.DateTimeField(null=True)
    asked = models.DateTimeField(null=True)  # when closing was asked for
    closed = models.DateTimeField(null=True)
    done_by = models.BigIntegerField(null=True)  # the person who asked for closing
    closed_by = models.BigIntegerField(null=True)  # the person who confirmed it: another one
    # Computed by `lights.judge` on each act and at `light_until`; never written by hand.
    light = models.TextField(choices=[(x.value, x.value) for x in Light], default=Light.GREY.value)
    because = models.JSONField(default=none_yet)  # [[light, rule, figures], …], worst first
    light_until = models.DateTimeField(null=True)  # when the light may change though nobody acts
    rate = models.DecimalField(max_digits=9, decimal_places=1, null=True)  # per cent of the target
    reported = models.DateField(null=True)  # the first day of the last month that the lead unit reported
    excused = models.BooleanField(default=False)  # that report says why it is behind
    # What somebody says against the computed light; it stands beside it and lapses.
    hand_light = models.TextField(blank=True, choices=[(x.value, x.value) for x in Light])
    hand_reason = models.CharField(max_length=300, blank=True)
    hand_by = models.CharField(max_length=64, blank=True)
    hand_until = models.DateField(null=True)  # the last day on which it is shown

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("year", "serial"), name="tasks_one_task_a_number"),
            models.UniqueConstraint(
                fields=("source_kind", "source_id"), condition=~Q(source_id=""), name="tasks_one_task_a_pledge"
            ),
            models.CheckConstraint(condition=Q(due__gte=F("start")), name="tasks_due_after_start"),
            models.CheckConstraint(condition=~Q(closed_by=F("done_by")), name="tasks_closed_by_another_hand"),
            models.CheckConstraint(
                condition=Q(state__in=(State.DRAFTED.value, State.CANCELLED.value)) | Q(lead__isnull=False),
                name="tasks_assigned_to_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(hand_light="") | ~Q(hand_reason=""), name="tasks_light_by_hand_has_a_reason"
            ),
        )
        indexes = (
            models.Index(fields=("year", "light"), name="tasks_by_light"),
            models.Index(fields=("light_until",), condition=Q(light_until__isnull=False), name="tasks_light_until"),
            models.Index(fields=("year", "due"), name="tasks_by_due"),
            models.Index(fields=("year", "state"), name="tasks_by_state"),
        )
        ordering = ("year", "serial")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """2026-017, what people call it by."""
        return f"{self.year}-{self.serial:03d}"

    @property
    def reference(self) -> Reference:
        """How other mechanisms and the journal point to it."""
        return Reference("task", str(self.pk))

    @property
    def at_work(self) -> bool:
        """Whether the unit is to work on it now."""
        return self.state in AT_WORK


class Measure(models.Model):
    """What a task is measured by (量化目标), and the last figure reported of it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    code = models.CharField(max_length=64, blank=True)  # of the indicator catalogue
    op = models.TextField(choices=[(o.value, o.value) for o in Op], default=Op.GE.value)
    target = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=32)
    base = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    actual = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    month = models.DateField(null=True)  # the month that `actual` runs to, its first day

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("task", "position"), name="tasks_one_measure_a_position"),
            models.CheckConstraint(
                condition=Q(actual__isnull=True, month__isnull=True) | Q(actual__isnull=False, month__isnull=False),
                name="tasks_figures_have_a_month",
            ),
        )
        indexes = (models.Index(fields=("code", "unit"), condition=~Q(code=""), name="tasks_measures_by_code"),)
        ordering = ("task", "position")

    def __str__(self) -> str:
        return f"{self.name}{self.op}{self.target}{self.unit}"


class Step(models.Model):
    """A step of a task (步骤) with its day. `share` is how much of the target should be reached by then, in per cent."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    words = models.CharField(max_length=200)
    due = models.DateField()
    share = models.PositiveSmallIntegerField(null=True)
    done = models.DateField(null=True)
    done_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__lte=100), name="tasks_share_of_a_hundred"
            ),
        )
        ordering = ("task", "due", "pk")

    def __str__(self) -> str:
        return f"{self.due} {self.words}"


class Progress(models.Model):
    """What a unit reports of a task for a month (进展). A correction is a new version; the one before stays."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="progress")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField()  # its first day
    version = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    words = models.TextField(blank=True)
    obstacle = models.CharField(max_length=500, blank=True)  # 滞后原因: why it is behind or has not started
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("task", "unit", "month", "version"), name="tasks_one_progress_a_version"),
            models.UniqueConstraint(
                fields=("task", "unit", "month"), condition=Q(current=True), name="tasks_one_current_progress"
            ),
        )
        ordering = ("task", "-month", "unit", "-version")

    def __str__(self) -> str:
        return f"{self.task_id} {self.month:%Y-%m} v{self.version}"


class Figure(models.Model):
    """A figure of a report of progress, and where it came from when it was offered (数值)."""

    progress = models.ForeignKey(Progress, models.PROTECT, related_name="figures")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="figures")
    value = models.DecimalField(max_digits=20, decimal_places=4)
    origin = models.CharField(max_length=200, blank=True)  # "" for entered by the unit

    class Meta:
        constraints = (models.UniqueConstraint(fields=("progress", "measure"), name="tasks_one_figure_a_measure"),)

    def __str__(self) -> str:
        return f"{self.value}"


class Request(models.Model):
    """What a unit asks and the office decides (申请): return, extension, change, cancellation, closing. Always kept."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="requests")
    kind = models.TextField(choices=[(k.value, k.value) for k in RequestKind])
    reason = models.TextField()
    due = models.DateField(null=True)  # the new day, of an extension
    was_due = models.DateField(null=True)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+")  # of a change
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    was_target = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    asked_by = models.CharField(max_length=64)
    asked_person = models.BigIntegerField(null=True)
    asked_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    asked = models.DateTimeField()
    decision = models.TextField(choices=[(d.value, d.value) for d in Decision], default=Decision.PENDING.value)
    answer = models.TextField(blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_person = models.BigIntegerField(null=True)
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("task",), condition=Q(decision=Decision.PENDING.value), name="tasks_one_request_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="tasks_requests_have_reasons"),
            models.CheckConstraint(
                condition=~Q(decided_person=F("asked_person")), name="tasks_decided_by_another_hand"
            ),
        )
        ordering = ("-asked",)

    def __str__(self) -> str:
        return f"{self.kind} {self.decision}"


class Evidence(models.Model):
    """A file that shows that something was done (佐证材料), cleaned of what a camera adds."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="evidence")
    progress = models.ForeignKey(Progress, models.PROTECT, null=True, related_name="evidence")
    request = models.ForeignKey(Request, models.PROTECT, null=True, related_name="evidence")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=100)  # the media type, by the file's first bytes
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of what is kept; the file's name on the disk
    cleaned = models.BooleanField()  # whether a camera's notes were taken out
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("task", "digest"), name="tasks_one_file_once"),)
        ordering = ("task", "-at")

    def __str__(self) -> str:
        return self.name


class Rating(models.Model):
    """A citizen's rating of a practical matter's item (群众评价). `voter` is a hash that names nobody."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="ratings")
    voter = models.CharField(max_length=64)
    answer = models.TextField(choices=[(s.value, s.value) for s in Satisfaction])
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("task", "voter"), name="tasks_one_rating_a_voter"),)

    def __str__(self) -> str:
        return self.answer


class Feed(models.Model):
    """The secret address of a person's calendar of tasks (日历订阅); only its hash is kept."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}"


class Import(models.Model):
    """A table read in, in the background (导入): what became of each row."""

    year = models.PositiveSmallIntegerField()
    list = models.ForeignKey(TaskList, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    dry = models.BooleanField()  # a trial: nothing is written
    actor = models.JSONField()  # in whose name it is done
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)  # why the file as a whole could not be read
    rows = models.JSONField(default=none_yet)  # [[line, outcome, number, words], …]

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.name
