"""Named reads; how many queries each takes is pinned in tests."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Count, F, Prefetch, Q, QuerySet

from taizhang.organisation.models import Appointment, Edge, Person, Post, Succession, Tree, Unit, UnitName
from taizhang.organisation.rules import forebears, heirs, tree_on
from taizhang.organisation.types import Heritage, Link, SuccessionKind, TreeOfDay, UnitKind, Validity

ADMINISTRATIVE = "administrative"


def valid(day: date, prefix: str = "") -> Q:
    """The rows that hold on `day`; `prefix` leads to them, for example ``post__``."""
    since, until = Q(**{f"{prefix}since__lte": day}), Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": day})
    return since & until


def units_on(day: date) -> QuerySet[Unit]:
    """The units of a day, by code. `label` is the name it had then."""
    names = UnitName.objects.filter(valid(day))
    return Unit.objects.filter(valid(day)).prefetch_related(Prefetch("names", names, to_attr="then")).order_by("code")


def county(day: date) -> Unit | None:
    """The county itself, None before it is founded."""
    return Unit.objects.filter(valid(day), kind=UnitKind.COUNTY).order_by("pk").first()


def tree(day: date, tree: str = ADMINISTRATIVE) -> TreeOfDay:
    """The tree of a day: one query where it is in memory still, else two."""
    stamp = _stamp(tree)
    return _tree(tree, stamp, day) if stamp else TreeOfDay({})


def links(tree: str) -> list[Link]:
    """Every edge a tree ever had."""
    rows = Edge.objects.filter(tree=tree).values_list("parent_id", "child_id", "since", "until")
    return [Link(parent, child, Validity(since, until)) for parent, child, since, until in rows]


def reached(unit: int, day: date, *, below: bool) -> frozenset[int]:
    """`unit`, with `below` all under it, and the closed units they took over from."""
    stamp = _stamp(ADMINISTRATIVE)
    return _reached(unit, day, below, stamp) if stamp else frozenset((unit,))


def answering(unit: int, day: date) -> QuerySet[Unit]:
    """The units that answer on `day` for what `unit` had."""
    return Unit.objects.filter(pk__in=heirs(_heritage(), unit, day, _closed(day)))


def appointments_of(person: Person, day: date) -> list[Appointment]:
    """What a person has or stands in for on a day, own posts first."""
    rows = Appointment.objects.filter(valid(day), valid(day, "post__"), person=person)
    rows = rows.select_related("post__unit", "person").order_by(F("kind").desc(), "since", "pk")
    return list(rows)


def posts_of(unit: Unit, day: date) -> QuerySet[Post]:
    """The posts of a unit on a day, each with who has it: `filled`."""
    having = Appointment.objects.filter(valid(day)).select_related("person").order_by(F("kind").desc(), "since")
    rows = Post.objects.filter(valid(day), unit=unit).select_related("unit")
    return rows.prefetch_related(Prefetch("appointments", having, to_attr="filled")).order_by("pk")


def people(words: str, day: date, *, active: bool | None = None) -> QuerySet[Person]:
    """People whose name, login, post or unit has `words`, each with what they have on the day: `having`."""
    having = Appointment.objects.filter(valid(day), valid(day, "post__")).select_related("post__unit")
    rows = Person.objects.prefetch_related(
        Prefetch("appointments", having.order_by(F("kind").desc()), to_attr="having")
    )
    for word in words.split():
        here = Q(appointments__in=Appointment.objects.filter(valid(day)))
        at = Q(appointments__post__title__icontains=word) | Q(appointments__post__unit__name__icontains=word)
        rows = rows.filter(Q(name__icontains=word) | Q(login__icontains=word) | (here & at)).distinct()
    if active is not None:
        rows = rows.filter(active=active)
    return rows.order_by("login")


def counts(day: date) -> dict[int, int]:
    """How many posts of each unit have a holder on a day."""
    rows = Appointment.objects.filter(valid(day), valid(day, "post__"), kind="holder")
    return dict(rows.values_list("post__unit").annotate(Count("pk")).values_list("post__unit", "pk__count"))


def vacant(day: date) -> dict[int, int]:
    """How many posts of each unit have no holder on a day."""
    filled = Appointment.objects.filter(valid(day), kind="holder").values("post")
    rows = Post.objects.filter(valid(day)).exclude(pk__in=filled)
    return dict(rows.values_list("unit").annotate(Count("pk")).values_list("unit", "pk__count"))


def _stamp(tree: str) -> str:
    return Tree.objects.filter(pk=tree).values_list("stamp", flat=True).first() or ""


def _heritage() -> list[Heritage]:
    rows = Succession.objects.values_list("before_id", "after_id", "day", "kind")
    return [Heritage(before, after, day, SuccessionKind(kind)) for before, after, day, kind in rows]


def _closed(day: date) -> frozenset[int]:
    return frozenset(Unit.objects.filter(until__lte=day).values_list("pk", flat=True))


@lru_cache(maxsize=32)
def _tree(tree: str, stamp: str, day: date) -> TreeOfDay:
    return tree_on(links(tree), day)


@lru_cache(maxsize=1024)
def _reached(unit: int, day: date, below: bool, stamp: str) -> frozenset[int]:
    own = {unit} | (_tree(ADMINISTRATIVE, stamp, day).descendants(unit) if below else frozenset())
    return forebears(_heritage(), own, day, _closed(day))
