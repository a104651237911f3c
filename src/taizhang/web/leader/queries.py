"""Named reads of the leader's page; how many queries each takes is pinned in tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q

from taizhang.documents.models import Entry
from taizhang.ledger.types import Reference
from taizhang.promises import labels
from taizhang.promises import queries as promises
from taizhang.promises.models import Pairing
from taizhang.promises.types import Verdict
from taizhang.tasks.models import Figure, Measure, Progress, Request, Step, Task
from taizhang.tasks.queries import RUNNING, visible
from taizhang.tasks.types import ENDED, SEVERITY, Light, State
from taizhang.toolkit.actor import Actor
from taizhang.web.leader.charts import Bar
from taizhang.web.leader.past import light_on

WEEK = timedelta(days=7)
ALARMS = (Light.RED, Light.YELLOW)
UNITS = 10  # bars of the chart of units
KEPT = (Verdict.EXCEEDED, Verdict.KEPT, Verdict.DONE)
BROKEN = (Verdict.MISSED, Verdict.NOT_YET)


@dataclass(frozen=True, slots=True)
class Slip:
    """A task that stands worse than a week ago."""

    task: Task
    before: Light


def year_shown(asked: int | None, actor: Actor, today: date) -> tuple[int, tuple[int, ...]]:
    """(the year shown, all years with tasks, the newest first): the year asked for, else this one, else the last with any. One query."""
    years = Task.objects.filter(visible(actor)).order_by("-year").values_list("year", flat=True).distinct()
    found = tuple(years)
    if asked in found:
        return asked or today.year, found
    return next((year for year in found if year <= today.year), found[0] if found else today.year), found


def slipped(year: int, actor: Actor, today: date) -> list[Slip]:
    """Tasks that are red or yellow and stood better a week ago; the worst first, then what is due first. Six queries."""
    progress = Progress.objects.prefetch_related(Prefetch("figures", Figure.objects.all()))
    rows = Task.objects.filter(visible(actor), year=year, state__in=RUNNING, light__in=ALARMS)
    rows = rows.select_related("lead", "leader", "person").prefetch_related(
        Prefetch("measures", Measure.objects.order_by("position")),
        Prefetch("steps", Step.objects.order_by("due", "pk")),
        Prefetch("progress", progress),
        Prefetch("requests", Request.objects.all()),
    )
    found = [Slip(task, light_on(task, today - WEEK)) for task in rows]
    worse = [one for one in found if SEVERITY.index(Light(one.task.light)) < SEVERITY.index(one.before)]
    return sorted(worse, key=lambda one: (SEVERITY.index(Light(one.task.light)), one.task.due, one.task.serial))


def due_soon(year: int, actor: Actor, today: date, days: int) -> list[Task]:
    """Open tasks that fall due within so many days, today included; the first due first. One query."""
    rows = Task.objects.filter(visible(actor), year=year, state__in=RUNNING)
    rows = rows.filter(due__range=(today, today + timedelta(days=days)))
    return list(rows.select_related("lead", "leader").order_by("due", "serial"))


def by_month(year: int, actor: Actor, today: date) -> list[Bar]:
    """For each month of the year what falls due in it: closed, late, open still. One query."""
    late = Q(due__lt=today) & ~Q(state__in=ENDED)
    rows = Task.objects.filter(visible(actor), year=year).exclude(state=State.CANCELLED).order_by()
    counted = rows.values_list("due__year", "due__month").annotate(
        Count("pk"), done=Count("pk", filter=Q(state=State.CLOSED)), behind=Count("pk", filter=late)
    )
    sums = [[0, 0, 0] for _ in range(12)]
    for of_year, month, total, done, behind in counted:
        at = 0 if of_year < year else 11 if of_year > year else month - 1
        for place, count in enumerate((total, done, behind)):
            sums[at][place] += count
    return [Bar(str(at + 1), done, behind, total - done - behind) for at, (total, done, behind) in enumerate(sums)]


def by_unit(year: int, actor: Actor) -> list[tuple[int, str, Bar]]:
    """(unit, its full name, its bar) of all lead units: closed, red, the rest; who has most red first. One query."""
    rows = Task.objects.filter(visible(actor), year=year).exclude(lead=None).order_by()
    rows = rows.exclude(state__in=(State.DRAFTED, State.CANCELLED))
    red = Q(light=Light.RED) & ~Q(state=State.CLOSED)
    counted = rows.values_list("lead", "lead__name", "lead__short").annotate(
        Count("pk"), done=Count("pk", filter=Q(state=State.CLOSED)), late=Count("pk", filter=red)
    )
    made = [
        (unit, name, Bar(short or name, done, late, total - done - late))
        for unit, name, short, total, done, late in counted
    ]
    return sorted(made, key=lambda row: (-row[2].late, -row[2].all, row[1]))


def promised(year: int, place: str) -> tuple[Pairing | None, list[tuple[str, Bar]]]:
    """The county's last judged year up to `year`, and (verdict, its bar) of each verdict given; the best first. Two queries.

    Kept promises are ink, broken ones red, the rest grey.
    """
    found = [pairing for pairing in promises.standing(year__lte=year) if pairing.place == place]
    if not found:
        return None, []
    last = max(found, key=lambda pairing: pairing.year)
    given = promises.tallies([last])[last.pk].verdicts
    bars = []
    for verdict in labels.VERDICTS:
        if count := given[verdict]:
            done, late = count * (verdict in KEPT), count * (verdict in BROKEN)
            bars.append((verdict, Bar(labels.verdict(verdict), done, late, count - done - late)))
    return last, bars


def place_of(source: Reference) -> tuple[int, str, int] | None:
    """(document, layer, entry) of a reference to an entry; None where there is none. One query."""
    if source.kind != "entry" or not source.id.isdecimal() or len(source.id) > 18:
        return None
    return Entry.objects.filter(pk=int(source.id)).values_list("document", "layer", "pk").first()
