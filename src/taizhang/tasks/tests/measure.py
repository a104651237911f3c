"""How long the pages of tasks take on a year of a county: 1,000 tasks, 60 units, 12 months of progress.

    python -m taizhang.tasks.tests.measure [--keep]

makes a test database where TAIZHANG_DATABASE points, fills it, and prints medians in milliseconds. No test: it has a clock.
`--keep` stays with the database afterwards, for looking at the pages.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402
from django.urls import reverse  # noqa: E402

from taizhang.organisation.models import Appointment, Person, Post, Unit  # noqa: E402
from taizhang.tasks import queries  # noqa: E402
from taizhang.tasks.actions import refresh_due  # noqa: E402
from taizhang.tasks.actions.common import light_up  # noqa: E402
from taizhang.tasks.definition import duties  # noqa: E402
from taizhang.tasks.models import Figure, Measure, Progress, Step, Task, TaskList  # noqa: E402
from taizhang.tasks.queries import Filters  # noqa: E402
from taizhang.tasks.tests.county import START, at, county  # noqa: E402
from taizhang.tasks.types import Light, ListKind, State  # noqa: E402

TASKS, UNITS, YEAR, ROUNDS = 1000, 60, 2026, 15
NOW = at(11, 24)
CHAPTERS = ("（一）产业强县", "（二）科技创新", "（三）城乡建设", "（四）生态环境", "（五）民生保障", "（六）自身建设")


def fill() -> None:
    """A year of a county, made up from the examples of the list of duties."""
    dice = random.Random(20260101)
    place = county()
    units = [place.transport, place.housing, place.town]
    for at_, department in enumerate(duties().departments[: UNITS - 3]):
        code = f"U{at_}"
        units.append(
            Unit(
                code=code,
                kind="department",
                name=f"江临县{department.names[0]}",
                short=department.names[-1],
                since=START,
            )
        )
    for number in range(len(units), UNITS):
        units.append(
            Unit(code=f"T{number}", kind="town", name=f"江临县第{number}镇", short=f"第{number}镇", since=START)
        )
    Unit.objects.bulk_create([unit for unit in units if not unit.pk])
    leaders = []
    for number in range(8):
        person = Person.objects.create(login=f"leader{number}", name=f"领导{number}")
        post = Post.objects.create(unit=place.office, title=f"副县长{number}", role="leader", since=START)
        Appointment.objects.create(person=person, post=post, kind="holder", since=START)
        leaders.append(person)
    list_ = TaskList.objects.create(year=YEAR, kind=ListKind.REPORT, name=f"{YEAR}年政府工作报告任务分解")
    words = [word for department in duties().departments for word in department.words]
    tasks, measures, steps = [], [], []
    for serial in range(1, TASKS + 1):
        state = dice.choices(
            (State.UNDERWAY, State.CLOSED, State.ASSIGNED, State.DRAFTED, State.CLOSING), (70, 15, 5, 5, 5)
        )[0]
        target = dice.randint(3, 90)
        title = f"推进{dice.choice(words)}建设，新建改建{dice.choice(words)}{target}个"
        due = date(YEAR, dice.randint(5, 12), 28)
        task = Task(
            year=YEAR, serial=serial, list=list_, title=title, sentence=title + "。", section=f"二、{YEAR}年工作安排 / {dice.choice(CHAPTERS)}",
            lead=dice.choice(units), leader=dice.choice(leaders), start=date(YEAR, 1, 1), due=due, state=state, made=at(1, 5),
            assigned=at(1, 8), signed=at(1, 10) if state != State.ASSIGNED else None, closed=at(10, 20) if state == State.CLOSED else None,
            reported=date(YEAR, 10, 1), asked=at(11, 10) if state == State.CLOSING else None, source_kind="entry", source_id=str(serial),
        )  # fmt: skip
        tasks.append(task)
    Task.objects.bulk_create(tasks)
    through = Task.assisting.through
    helpers = [(task, unit) for task in tasks for unit in dice.sample(units, dice.randint(0, 3)) if unit != task.lead]
    through.objects.bulk_create(through(task=task, unit=unit) for task, unit in helpers)
    for task in tasks:
        target = dice.randint(10, 90)
        actual = Decimal(dice.randint(4, 11) * target) / 10
        measures.append(
            Measure(
                task=task, position=0, name="新建数", target=target, unit="个", actual=actual, month=date(YEAR, 10, 1)
            )
        )
        if task.serial % 3 == 0:
            steps += [
                Step(task=task, words=f"第{n}步", due=date(YEAR, 3 * n, 20), done=date(YEAR, 3 * n, 18)) for n in (1, 2)
            ]
    Measure.objects.bulk_create(measures)
    Step.objects.bulk_create(steps)
    progress = [
        Progress(
            task=task,
            unit=task.lead,
            month=date(YEAR, month, 1),
            words=f"{month}月有序推进。",
            by="李路",
            at=at(month, 28),
        )
        for task in tasks
        for month in range(1, 13)
    ]
    Progress.objects.bulk_create(progress, batch_size=2000)
    own = {measure.task_id: measure for measure in measures}
    Figure.objects.bulk_create(
        [
            Figure(progress=p, measure=own[p.task_id], value=own[p.task_id].target * p.month.month / 13)
            for p in progress
        ],
        batch_size=2000,
    )
    for task, measure in zip(tasks, measures, strict=True):
        light_up(task, NOW, [measure], [step for step in steps if step.task_id == task.pk])
    Task.objects.bulk_update(tasks, ("light", "because", "light_until", "rate"), batch_size=200)


def median(what: str, do: Callable[[], object]) -> None:
    """Print how long `do` takes."""
    do()
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        do()
        took.append((time.perf_counter() - begun) * 1000)
    print(f"{what:<44} {statistics.median(took):7.1f} ms   worst {max(took):7.1f}")  # noqa: T201


def main() -> None:
    """Fill and measure."""
    setup_test_environment()
    names = setup_databases(verbosity=0, interactive=False)
    try:
        fill()
        clerk = Person.objects.get(login="clerk")
        driver = Person.objects.get(login="driver")
        office, unit = Client(), Client()
        office.force_login(clerk)
        unit.force_login(driver)
        from taizhang.organisation.access import actor_for
        from taizhang.organisation.queries import appointments_of

        actors = [actor_for(appointments_of(person, NOW.date())[0]) for person in (clerk, driver)]
        print(connection.vendor, Task.objects.count(), "tasks", Progress.objects.count(), "reports")  # noqa: T201
        for actor in actors:
            rows = queries.matching(Filters(YEAR), actor, NOW.date())
            median(f"query: list, first 100, {actor.role}", lambda rows=rows: list(queries.shown(rows, "light")[:100]))  # type: ignore[misc]
            median(f"query: tallies, {actor.role}", lambda rows=rows: queries.tallies(rows))  # type: ignore[misc]
            median(f"query: by unit, {actor.role}", lambda rows=rows: queries.by_unit(rows))  # type: ignore[misc]
        given = Filters(
            YEAR, light=Light.RED, section=f"二、{YEAR}年工作安排", state="open", text="建设", due="overdue"
        )
        median(
            "query: list, six filters",
            lambda: list(queries.shown(queries.matching(given, actors[0], NOW.date()))[:100]),
        )
        for name in ("index", "board", "calendar", "units", "inbox"):
            median(f"page: {name}, office", lambda name=name: office.get(reverse(f"tasks:{name}"), {"year": YEAR}))  # type: ignore[misc]
        median("page: index, a unit", lambda: unit.get(reverse("tasks:index"), {"year": YEAR}))
        median(
            "page: one task",
            lambda: office.get(reverse("tasks:task", args=(Task.objects.values_list("pk", flat=True)[7],))),
        )
        median("page: monthly return, a unit", lambda: unit.get(reverse("tasks:monthly"), {"month": f"{YEAR}-10"}))
        chosen = list(Task.objects.filter(state=State.DRAFTED).values_list("pk", flat=True)[:20])
        median("page: assignment of 20, with suggestions", lambda: office.get(reverse("tasks:assign"), {"pk": chosen}))
        median("export: 1,000 rows, XLSX", lambda: office.get(reverse("tasks:export", args=("xlsx",)), {"year": YEAR}))
        Task.objects.filter(light_until__isnull=False).update(light_until=NOW - timedelta(days=1))
        begun = time.perf_counter()
        done = refresh_due(NOW)
        print(f"{f'job: {done} tasks lit anew':<44} {(time.perf_counter() - begun) * 1000:7.1f} ms")  # noqa: T201
        if "--keep" in sys.argv:
            print(connection.settings_dict["NAME"])  # noqa: T201
            return
    finally:
        if "--keep" not in sys.argv:
            teardown_databases(names, verbosity=0)


if __name__ == "__main__":
    main()
