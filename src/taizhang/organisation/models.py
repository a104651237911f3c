"""Tables of units, posts and people. `since` is the first day on which a row holds, `until` the first on which it no longer does."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from taizhang.organisation.types import SuccessionKind, Tenure, UnitKind, Validity
from taizhang.toolkit.secret import EncryptedText, masked


def _dated(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name=name)


class Dated(models.Model):
    """What holds for some days."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def valid(self) -> Validity:
        """Its days."""
        return Validity(self.since, self.until)

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds."""
        return self.until - timedelta(days=1) if self.until else None


class Person(AbstractBaseUser):
    """Somebody who works in or with the county's government (人员); signs in by `login`."""

    login = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    phone = EncryptedText(blank=True, default="")
    active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    one_time_until = models.DateTimeField(null=True, blank=True)  # when a password given by an administrator lapses
    failures = models.PositiveSmallIntegerField(default=0)  # wrong passwords since the last right one
    locked_until = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name"]  # noqa: RUF012
    objects = BaseUserManager["Person"]()

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the person may sign in; Django asks under this name."""
        return self.active

    @property
    def masked_phone(self) -> str:
        """138****1234."""
        return masked(self.phone)

    def __str__(self) -> str:
        return self.name


class Unit(Dated):
    """A unit (单位): county, department, town, village, development zone … Its row stays when the unit is closed."""

    code = models.CharField(max_length=24, unique=True)  # twelve digits of a division, or a code of its own
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in UnitKind])
    name = models.CharField(max_length=120)  # the last of its names
    short = models.CharField(max_length=40)

    class Meta:
        constraints = (_dated("unit_dated"),)

    def __str__(self) -> str:
        return self.name


class UnitName(Dated):
    """A name that a unit had for some days (曾用名)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=40)

    class Meta:
        constraints = (
            _dated("name_dated"),
            models.UniqueConstraint(fields=("unit", "since"), name="name_once_a_day"),
            models.UniqueConstraint(fields=("unit",), condition=Q(until=None), name="name_current_once"),
        )

    def __str__(self) -> str:
        return self.name


class Tree(models.Model):
    """A tree of units: the administrative one, or one by which units are assessed (考核序列)."""

    id = models.SlugField(primary_key=True, max_length=32)
    name = models.CharField(max_length=60)
    stamp = models.CharField(max_length=16, blank=True)  # new at each change, so that a tree in memory knows its age

    def __str__(self) -> str:
        return self.name


class Edge(Dated):
    """A unit below another in one tree, for some days (隶属关系)."""

    tree = models.ForeignKey(Tree, on_delete=models.PROTECT, related_name="edges")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="below")
    child = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="above")

    class Meta:
        constraints = (
            _dated("edge_dated"),
            models.CheckConstraint(condition=~Q(parent=F("child")), name="edge_of_two"),
            models.UniqueConstraint(fields=("tree", "child", "since"), name="edge_once_a_day"),
            models.UniqueConstraint(fields=("tree", "child"), condition=Q(until=None), name="edge_one_parent"),
        )

    def __str__(self) -> str:
        return f"{self.child_id} < {self.parent_id}"


class Succession(models.Model):
    """One unit took over from another (沿革): merged into it, or split from it."""

    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in SuccessionKind])
    day = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("before", "after", "day"), name="succession_once"),)

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"


class Post(Dated):
    """A post (职务) of a unit: what its holder may do is the post's, not the person's."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    role = models.CharField(max_length=16)  # of definitions/base/access.yaml

    class Meta:
        constraints = (
            _dated("post_dated"),
            models.UniqueConstraint(fields=("unit", "title"), condition=Q(until=None), name="post_open_once"),
        )

    @property
    def full_title(self) -> str:
        """住建局局长: as the journal and the page's head have it."""
        return f"{self.unit.short}{self.title}"

    def __str__(self) -> str:
        return self.title


class Appointment(Dated):
    """A person has a post for some days (任职), as its holder or standing in (代理)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in Tenure])

    class Meta:
        constraints = (
            _dated("appointment_dated"),
            models.CheckConstraint(condition=Q(kind="holder") | Q(until__isnull=False), name="deputy_for_a_time"),
            models.UniqueConstraint(
                fields=("post",), condition=Q(kind="holder", until=None), name="appointment_one_holder"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.post_id}"


class ImportDraft(models.Model):
    """A workbook that was checked and waits for its import (待导入); encrypted, one a person, gone once it is in."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE)
    sealed = models.TextField()
    made = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}"
