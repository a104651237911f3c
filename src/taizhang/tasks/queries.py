"""Named reads; how many queries each takes is pinned in tests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, IntegerField, Min, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext

from taizhang.journal.models import Chain
from taizhang.organisation.access import may, reach_q
from taizhang.organisation.models import Appointment, Person, Unit
from taizhang.organisation.queries import valid
from taizhang.tasks.definition import duties
from taizhang.tasks.lights import next_month
from taizhang.tasks.models import Figure, Matter, Measure, Progress, Rating, Request, Step, Task, TaskList
from taizhang.tasks.offers import Offer, Wanted
from taizhang.tasks.owners import Owners
from taizhang.tasks.types import AT_WORK, ENDED, SEVERITY, Decision, ListKind, Past, Satisfaction, State
from taizhang.toolkit.actor import Actor

PAGE = 100
RUNNING = frozenset((State.ASSIGNED, State.ARBITRATION, *AT_WORK, State.CLOSING))
DUES = ("overdue", "week", "month", "quarter")
ORDERS = {
    "number": ("serial",),
    "title": ("title",),
    "lead": ("lead__code", "serial"),
    "leader": ("leader__name", "serial"),
    "due": ("due", "serial"),
    "state": ("severity_of_state", "serial"),
    "light": ("severity", "due", "serial"),
    "rate": (F("rate").asc(nulls_last=True), "serial"),
}
BY_LIGHT = Case(*(When(light=light, then=Value(at)) for at, light in enumerate(SEVERITY)), output_field=IntegerField())
BY_STATE = Case(*(When(state=state, then=Value(at)) for at, state in enumerate(State)), output_field=IntegerField())
assists = Task.assisting.through


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None and "" for not at all. `unit` leads or assists."""

    year: int
    list: int | None = None
    unit: int | None = None
    leader: int | None = None
    section: str = ""
    light: str = ""
    state: str = ""  # a state, or "open" for all that are not ended
    due: str = ""  # one of DUES, or a month 2026-06
    text: str = ""


def visible(actor: Actor) -> Q:
    """The tasks that `actor` may see: those of the units reached, as lead or assisting; drafts for the office alone."""
    lead = reach_q(actor, "task.see", "lead")
    if lead == Q():
        return Q() if may(actor, "task.draft") or actor.role != "unit" else ~Q(state=State.DRAFTED)
    return (lead | Q(pk__in=assists.objects.filter(reach_q(actor, "task.see", "unit")).values("task"))) & ~Q(
        state=State.DRAFTED
    )


def matching(filters: Filters, actor: Actor, today: date) -> QuerySet[Task]:
    """The tasks that `filters` leave of those `actor` may see."""
    rows = Task.objects.filter(visible(actor), year=filters.year)
    if filters.list:
        rows = rows.filter(list=filters.list)
    if filters.unit:
        rows = rows.filter(Q(lead=filters.unit) | Q(pk__in=assists.objects.filter(unit=filters.unit).values("task")))
    if filters.leader:
        rows = rows.filter(leader=filters.leader)
    if filters.section:
        rows = rows.filter(section__startswith=filters.section)
    if filters.light:
        rows = rows.filter(light=filters.light).exclude(state=State.CANCELLED)
    if filters.state == "open":
        rows = rows.exclude(state__in=ENDED)
    elif filters.state:
        rows = rows.filter(state=filters.state)
    if filters.due:
        rows = rows.filter(_due(filters.due, today))
    for word in filters.text.split():
        by_number = (
            Q(serial=int(word.rpartition("-")[2])) if word.rpartition("-")[2].isdecimal() and len(word) < 12 else Q()
        )
        rows = rows.filter(
            Q(title__icontains=word) | Q(sentence__icontains=word) | (by_number or Q(title__icontains=word))
        )
    return rows


def _due(words: str, today: date) -> Q:
    if words == "overdue":
        return Q(due__lt=today) & ~Q(state__in=ENDED)
    if words in DUES:
        days = {"week": 7, "month": 30, "quarter": 91}[words]
        return Q(due__range=(today, today + timedelta(days=days))) & ~Q(state__in=ENDED)
    year, _, month = words.partition("-")
    first = date(int(year), int(month), 1)
    return Q(due__gte=first, due__lt=next_month(first))


def shown(rows: QuerySet[Task], order: str = "number", *, down: bool = False) -> QuerySet[Task]:
    """Rows with all that a list shows, ordered. Three queries when it is read."""
    keys = ORDERS.get(order, ORDERS["number"])
    if order == "light":
        rows = rows.annotate(severity=BY_LIGHT)
    if order == "state":
        rows = rows.annotate(severity_of_state=BY_STATE)
    rows = rows.order_by(*keys)
    if down:
        rows = rows.reverse()
    return rows.select_related("lead", "leader", "list").prefetch_related(
        Prefetch("measures", Measure.objects.order_by("position")), Prefetch("assisting", Unit.objects.order_by("code"))
    )


def tallies(rows: QuerySet[Task]) -> dict[str, int]:
    """How many there are: "all", by light (cancelled ones left out), and "closed", "overdue"-free. One query."""
    live = ~Q(state=State.CANCELLED)
    counts = {f"light_{light}": Count("pk", filter=live & Q(light=light)) for light in SEVERITY}
    return rows.order_by().aggregate(
        all=Count("pk"), closed=Count("pk", filter=Q(state=State.CLOSED)), cancelled=Count("pk", filter=~live), **counts
    )


@dataclass(frozen=True, slots=True)
class Group:
    """How the tasks of a unit, a leader or a section stand; `lights` in the order of SEVERITY. `key` is what filters take."""

    key: int | str
    name: str
    tasks: int
    closed: int
    lights: tuple[int, ...]


def by_unit(rows: QuerySet[Task]) -> list[Group]:
    """Per lead unit, the one with most red first. One query."""
    return sorted(_grouped(rows.exclude(lead=None), "lead", "lead__name"), key=_worst_first)


def by_leader(rows: QuerySet[Task]) -> list[Group]:
    """Per leader in charge, the one with most red first. One query."""
    return sorted(_grouped(rows.exclude(leader=None), "leader", "leader__name"), key=_worst_first)


def by_section(rows: QuerySet[Task]) -> list[Group]:
    """Per section, down to the second level, in the report's order. One query."""
    found: dict[str, Group] = {}
    for row in _grouped(rows.exclude(section=""), "section", "section"):
        key = _levels(row.name)[-1]
        old = found.get(key, Group(key, key, 0, 0, (0,) * len(SEVERITY)))
        lights = tuple(a + b for a, b in zip(old.lights, row.lights, strict=True))
        found[key] = Group(key, key, old.tasks + row.tasks, old.closed + row.closed, lights)
    return list(found.values())


def _grouped(rows: QuerySet[Task], key: str, name: str) -> list[Group]:
    """In the order of each group's first task."""
    counts = {f"light_{light}": Count("pk", filter=Q(light=light)) for light in SEVERITY}
    found = rows.exclude(state=State.CANCELLED).order_by().values(key, name).annotate(
        total=Count("pk"), ended=Count("pk", filter=Q(state=State.CLOSED)), first=Min("serial"), **counts
    )  # fmt: skip
    table = found.order_by("first").values_list(key, name, "total", "ended", *counts)
    return [Group(row[0], row[1], row[2], row[3], tuple(row[4:])) for row in table]


def _worst_first(row: Group) -> tuple[int, int, str]:
    return -row.lights[0], -row.lights[1], row.name


def _levels(section: str) -> tuple[str, ...]:
    """二、工作安排 / （三）城乡建设 / 1. 道路: its first level, and its first two."""
    parts = section.split(" / ")
    return (parts[0], " / ".join(parts[:2])) if len(parts) > 1 else (parts[0],)


def by_state(rows: QuerySet[Task]) -> dict[str, int]:
    """How many stand in each state. One query."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class Choices:
    """What filters and forms can choose from."""

    years: tuple[int, ...]
    lists: tuple[TaskList, ...]
    units: tuple[tuple[int, str], ...]
    leaders: tuple[tuple[int, str], ...]
    sections: tuple[tuple[str, str, bool], ...]  # (what filters take, its last level, whether it lies below another)


def choices(year: int, actor: Actor) -> Choices:
    """Only what there is to see in the year. Five queries."""
    rows = Task.objects.filter(visible(actor), year=year).order_by()
    units = rows.exclude(lead=None).values_list("lead", "lead__name", "lead__code").distinct()
    leaders = rows.exclude(leader=None).values_list("leader", "leader__name").distinct()
    ordered = rows.exclude(section="").values_list("section").annotate(first=Min("serial")).order_by("first")
    sections = dict.fromkeys(level for section, _first in ordered for level in _levels(section))
    return Choices(
        years=tuple(TaskList.objects.order_by("-year").values_list("year", flat=True).distinct()),
        lists=tuple(TaskList.objects.filter(year=year).order_by("pk")),
        units=tuple((pk, name) for pk, name, _ in sorted(units, key=lambda row: row[2])),
        leaders=tuple(sorted(leaders, key=lambda row: row[1])),
        sections=tuple((level, level.rpartition(" / ")[2], " / " in level) for level in sections),
    )


def task(pk: int, actor: Actor) -> Task | None:
    """A task with everything of its page; None where there is none or `actor` may not see it. Eight queries."""
    progress = Progress.objects.select_related("unit").order_by("-month", "unit__code", "-version")
    progress = progress.prefetch_related(
        Prefetch("figures", Figure.objects.select_related("measure").order_by("measure__position")), "evidence"
    )
    found = Task.objects.filter(visible(actor), pk=pk).select_related("lead", "leader", "person", "list", "matter")
    return found.prefetch_related(
        Prefetch("measures", Measure.objects.order_by("position")),
        Prefetch("assisting", Unit.objects.order_by("code")),
        Prefetch("steps", Step.objects.order_by("due", "pk")),
        Prefetch("progress", progress),
        Prefetch("requests", Request.objects.select_related("asked_unit", "measure").prefetch_related("evidence")),
        "evidence",
    ).first()


def to_sign(actor: Actor) -> QuerySet[Task]:
    """What waits for the signature of the actor's unit. Three queries."""
    return shown(Task.objects.filter(reach_q(actor, "task.sign", "lead"), state=State.ASSIGNED), "due")


def to_decide(actor: Actor) -> QuerySet[Request]:
    """What waits for the office: returns, requests, closings; the oldest first, one's own left out. Two queries."""
    if not (may(actor, "task.confirm") or may(actor, "task.decide")):
        return Request.objects.none()
    rows = Request.objects.filter(decision=Decision.PENDING).select_related("task__lead", "asked_unit", "measure")
    return rows.exclude(asked_person=actor.person).prefetch_related("evidence").order_by("asked", "pk")


def month_tasks(units: Collection[int], month: date) -> QuerySet[Task]:
    """What a unit reports for a month: tasks it leads or assists that are being worked on, begun by then.

    `units` are the unit and those it took over from. Five queries.
    """
    rows = Task.objects.filter(state__in=AT_WORK, start__lt=next_month(month)).filter(
        Q(lead__in=units) | Q(pk__in=assists.objects.filter(unit__in=units).values("task"))
    )
    said = Progress.objects.filter(unit__in=units, month=month, current=True).prefetch_related("figures")
    return rows.select_related("lead").prefetch_related(
        Prefetch("measures", Measure.objects.order_by("position")), Prefetch("progress", said, to_attr="said"), "assisting"
    ).order_by("due", "serial")  # fmt: skip


def ledger_offers(wanted: Sequence[Wanted]) -> Iterable[Offer]:
    """What another task's unit reported of the same indicator, unit, place and month. One query; this package's provider.

    Indicators are the same by their code in the catalogue, never by a name alone.
    """
    asked: dict[tuple[str, str, str, date], list[int]] = {}
    for one in wanted:
        if one.code:
            asked.setdefault((one.code, one.unit, one.place, one.month), []).append(one.measure)
    if not asked:
        return
    rows = Figure.objects.filter(
        measure__code__in={key[0] for key in asked},
        progress__current=True,
        progress__month__in={key[3] for key in asked},
    )
    for row in rows.select_related("measure", "progress__task__lead").order_by("-progress__at"):
        task = row.progress.task
        for measure in asked.get((row.measure.code, row.measure.unit, task.place, row.progress.month), ()):
            if measure != row.measure_id:
                said = {"unit": task.lead.name if task.lead else "", "number": task.number}
                yield Offer(measure, row.value, gettext("%(unit)s报任务 %(number)s") % said, task.reference)


def owners(year: int, day: date) -> Owners:
    """Suggests owners for tasks of `year` from the units of `day`, the list of duties and the year before. Two queries."""
    units = dict(Unit.objects.filter(valid(day)).exclude(kind="village").values_list("pk", "name"))
    last = Task.objects.filter(year=year - 1, lead__in=units).exclude(state=State.CANCELLED)
    rows = last.values_list("title", "lead", "year", "serial")
    return Owners(duties(), units, [Past(text, lead, f"{y}-{serial:03d}") for text, lead, y, serial in rows])


def units_to_choose(day: date) -> list[tuple[int, str]]:
    """Units that a task can be given to: all but the villages. One query."""
    return list(Unit.objects.filter(valid(day)).exclude(kind="village").order_by("code").values_list("pk", "name"))


def leaders_to_choose(day: date) -> list[tuple[int, str]]:
    """People with a leader's post today, with its title. One query."""
    rows = Appointment.objects.filter(valid(day), valid(day, "post__"), post__role="leader", person__active=True)
    found = rows.select_related("person", "post__unit").order_by("post__pk", "pk")
    return list({row.person_id: (row.person_id, f"{row.person.name}（{row.post.title}）") for row in found}.values())


def people_of(units: Iterable[int | None], day: date) -> list[tuple[int, str]]:
    """People with a post in one of these units today. One query."""
    known = [unit for unit in units if unit]
    rows = Person.objects.filter(valid(day, "appointments__"), appointments__post__unit__in=known, active=True)
    return list(rows.distinct().order_by("name").values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class Day:
    """What falls on a day of the calendar: tasks due, and steps due with their tasks."""

    day: date
    tasks: tuple[Task, ...]
    steps: tuple[Step, ...]


def calendar(rows: QuerySet[Task], first: date) -> list[list[Day]]:
    """The weeks of a month, from Monday, with what falls due. Two queries."""
    begin = first - timedelta(days=first.weekday())
    last = next_month(first) - timedelta(days=1)
    end = last + timedelta(days=6 - last.weekday())
    live = rows.exclude(state=State.CANCELLED)
    tasks: dict[date, list[Task]] = {}
    for one in live.filter(due__range=(begin, end)).select_related("lead").order_by("due", "serial"):
        tasks.setdefault(one.due, []).append(one)
    steps: dict[date, list[Step]] = {}
    found = Step.objects.filter(due__range=(begin, end), task__in=live.order_by().values("pk"))
    for step in found.select_related("task__lead").order_by("due", "pk"):
        steps.setdefault(step.due, []).append(step)
    days = [begin + timedelta(days=at) for at in range((end - begin).days + 1)]
    made = [Day(day, tuple(tasks.get(day, ())), tuple(steps.get(day, ()))) for day in days]
    return [made[at : at + 7] for at in range(0, len(made), 7)]


def feed_tasks(person: int) -> QuerySet[Task]:
    """The open tasks of a person: led, done, or of the units in which the person has a post. Two queries."""
    units = Appointment.objects.filter(person=person, until=None).values("post__unit")
    rows = Task.objects.exclude(state__in=(State.DRAFTED, *ENDED))
    mine = Q(leader=person) | Q(person=person) | Q(lead__in=units)
    return rows.filter(mine).select_related("lead").prefetch_related("steps").order_by("due", "serial")


def acts_so_far(pks: Sequence[int]) -> dict[int, int]:
    """How many acts the journal has of each task: it grows with every change. One query."""
    rows = Chain.objects.filter(kind="task", key__in=[str(pk) for pk in pks])
    return {int(key): length for key, length in rows.values_list("key", "length")}


def matters(list_: TaskList) -> list[Matter]:
    """The headlines of a list with their items and the counts of ratings. Four queries."""
    counts = {answer: Count("ratings", filter=Q(ratings__answer=answer)) for answer in Satisfaction}
    items = Task.objects.filter(list=list_).exclude(state=State.CANCELLED).select_related("lead").annotate(**counts)
    items = items.prefetch_related(Prefetch("measures", Measure.objects.order_by("position"))).order_by("serial")
    return list(Matter.objects.filter(list=list_).prefetch_related(Prefetch("tasks", items)).order_by("number"))


def lists() -> list[TaskList]:
    """Every list with `total` and `ended`, how many tasks it has and how many of them are closed. One query."""
    live = ~Q(tasks__state=State.CANCELLED)
    closed = Count("tasks", filter=Q(tasks__state=State.CLOSED))
    return list(TaskList.objects.annotate(total=Count("tasks", filter=live), ended=closed).order_by("-year", "pk"))


def published(year: int | None = None) -> TaskList | None:
    """The list of practical matters that the public sees: of a year, or the newest. One query."""
    rows = TaskList.objects.filter(kind=ListKind.PRACTICAL, published=True)
    return (rows.filter(year=year) if year else rows).order_by("-year", "pk").first()


def words_of_citizens(pk: int) -> list[Rating]:
    """The last things said with ratings. One query."""
    return list(Rating.objects.filter(task=pk).exclude(words="").order_by("-at")[:20])


def find(words: str, actor: Actor, limit: int = 20) -> list[Task]:
    """Tasks whose title or sentence has all of `words`, of those `actor` may see. One query."""
    rows = Task.objects.filter(visible(actor))
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(sentence__icontains=word))
    return list(rows.order_by("-year", "serial")[:limit])
