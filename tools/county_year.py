"""Plays a year in the sample county, so that there is something to see: ``python tools/county_year.py`` after ``taizhang setup --sample``.

Reads the reports, publishes the last one, gives most of its tasks to units, and has the units sign, report, ask and close, each at
its time of the year. Everything is done through the actions that the pages use. For the sample county alone.
"""

# ruff: noqa: E402  Django is set up before its tables are imported

from __future__ import annotations

import os
import struct
import sys
import zlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
import django

django.setup()

from django.utils import timezone

from taizhang.documents import actions as documents
from taizhang.documents.models import Document
from taizhang.documents.publishing import publish
from taizhang.documents.types import Layer
from taizhang.organisation.access import actor_for
from taizhang.organisation.models import Appointment, Unit
from taizhang.tasks import actions as tasks
from taizhang.tasks import queries
from taizhang.tasks.actions.assigning import Order
from taizhang.tasks.actions.progress import Upload
from taizhang.tasks.models import Task
from taizhang.tasks.types import RequestKind, StepFact
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.jobs import run_due

YEAR = 2026
LEFT = 12  # tasks that stay unassigned, for whoever tries the platform
WORKERS = ("zhujian", "shuiwu", "jiaoyu", "gongxin", "fagai", "lingbo")


def actor(login: str) -> Actor:
    """Whom a login acts as."""
    return actor_for(Appointment.objects.select_related("post__unit", "person").get(person__login=login, until=None))


def at(month: int, day: int, hour: int = 9) -> datetime:
    """A moment of the year by the county's clock, never later than now."""
    return min(timezone.make_aware(datetime(YEAR, month, day, hour)), timezone.now())


def picture() -> bytes:
    """A small grey PNG, as evidence."""
    rows = b"".join(b"\0" + bytes((200,)) * 64 for _ in range(48))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in parts:
        made += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return made


def read_all() -> None:
    """Do what waits in the background, until nothing does."""
    while run_due(timezone.now()):
        pass


def published(clerk: Actor) -> None:
    """Review and publish the reports of this year and the last; the one before stays for a clerk to review."""
    for year in (YEAR - 1, YEAR):
        document = Document.objects.get(planned=str(year))
        for layer in Layer:
            documents.accept_sure(document, layer, 0.8, by=clerk, now=at(1, 20))
        publish(document, by=clerk, now=at(1, 20, 15))


def assigned(clerk: Actor) -> list[Task]:
    """Give the tasks of the year to whom the duties suggest, else to one of those who have an account."""
    mine = {actor(login).unit or 0: login for login in WORKERS}
    order = list(mine)
    leader = actor("leader").person
    owners = queries.owners(YEAR, date(YEAR, 1, 22))
    days = [date(YEAR, 3, 31), date(YEAR, 6, 30), *(timezone.localdate() + timedelta(days=n) for n in (-4, 5, 16, 25))]
    ends = [min(max(day, date(YEAR, 3, 31)), date(YEAR, 12, 31)) for day in days]
    orders = []
    for number, task in enumerate(Task.objects.filter(year=YEAR).order_by("serial")[LEFT:]):
        found = [s.unit for s in owners.suggest(task.title + task.sentence, task.section) if s.unit in mine]
        due = ends[number // 3 % len(ends)] if number % 3 == 1 else date(YEAR, 12, 31)
        orders.append(Order(task.pk, found[0] if found else order[number % len(order)], (), leader, due))
    return tasks.assign_all(orders, by=clerk, now=at(1, 22))


def worked(given: Sequence[Task]) -> None:
    """Sign for most, plan and report some, ask for and against; each unit in its own name."""
    clerk, head, who = actor("ducha2"), actor("ducha"), {actor(login).unit: actor(login) for login in WORKERS}
    for number, task in enumerate(given):
        by = who[task.lead_id]
        if number % 10 == 9:
            if number % 20 == 9:
                tasks.give_back(task.pk, "该项工作由行业主管部门牵头更合适。", by=by, now=at(1, 24))
            continue
        tasks.sign(task.pk, by=by, now=at(1, 24))
        if number % 4 == 0:
            third = (task.due - task.start) / 3
            ends = (task.start + third, task.start + 2 * third, task.due)
            steps = [StepFact(w, d) for w, d in zip(("完成前期手续", "主体建成", "验收投用"), ends, strict=True)]
            tasks.plan(task.pk, steps, by=by, now=at(1, 26))
        for month in range(1, timezone.localdate().month if timezone.localdate().year == YEAR else 13):
            if number % 7 == 3 and month > 8:
                continue  # fell silent
            share = Decimal(month) / 12 * Decimal(("1", "0.95", "0.8", "0.45")[number % 4])
            figures = {m.pk: ((m.target * share).quantize(Decimal("0.1")), "") for m in task.measures.all()}
            reported = min(at(month, 28) + timedelta(days=6), timezone.now())
            obstacle = "用地手续办理较慢" if number % 4 == 3 else ""
            tasks.report(
                task.pk, by.unit or 0, date(YEAR, month, 1), by=by, now=reported, figures=figures, words="按计划推进。",
                obstacle=obstacle,
            )  # fmt: skip
        if number % 4 == 0:
            for step in task.steps.order_by("due")[: 2 if number % 8 else 3]:
                if step.due <= timezone.localdate():
                    tasks.finish_step(task.pk, step.pk, step.due, by=by, now=at(11, 20))
        _ended(number, task, by, clerk, head)


def _ended(number: int, task: Task, by: Actor, clerk: Actor, head: Actor) -> None:
    shown = [Upload("现场照片.png", picture())]
    if number % 6 == 0:
        for step in task.steps.filter(done=None):
            tasks.finish_step(task.pk, step.pk, timezone.localdate(at(11, 9)), by=by, now=at(11, 9))
        tasks.ask_to_close(task.pk, "已建成投用并通过验收。", by=by, now=at(11, 10), files=shown)
        if number % 12 == 0:
            tasks.confirm(task.pk, "现场核查属实。", by=clerk, now=at(11, 12))
    elif number % 11 == 5:
        due = date(YEAR + 1, 3, 31)
        tasks.request(
            task.pk, RequestKind.EXTENSION, "受汛期影响，工期顺延三个月。", by=by, now=at(11, 18), due=due, files=shown
        )
    elif number % 13 == 7:
        tasks.set_light(task.pk, task.light, "督查室现场看过。", timezone.localdate(), by=head, now=timezone.now())


def main() -> int:
    """Exit status 1 where this is not the sample county, or its year has been played already."""
    if not Unit.objects.filter(code="320999000000").exists() or Task.objects.exists():
        print("only on a fresh sample county: taizhang setup --sample samples/dichuan", file=sys.stderr)
        return 1
    read_all()
    clerk = actor("ducha")
    published(clerk)
    worked(assigned(clerk))
    tasks.refresh_due(timezone.now())
    read_all()
    print(f"{Task.objects.filter(year=YEAR).count()} tasks of {YEAR}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
