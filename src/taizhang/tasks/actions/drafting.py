"""Lists and tasks come about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from taizhang.journal.actions import record, record_all
from taizhang.journal.types import Draft
from taizhang.ledger.types import Reference
from taizhang.organisation.access import require
from taizhang.rulebook.indicators import catalogue
from taizhang.tasks.actions.common import claim, light_up, said, save
from taizhang.tasks.models import Matter, Measure, Step, Task, TaskList
from taizhang.tasks.rules import ACTS
from taizhang.tasks.types import Goal, ListKind, Pledge, State, StepFact
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused

END = re.compile(r"[。！？；]")
TITLE = 120


def make_list(year: int, kind: ListKind, name: str, *, by: Actor, now: datetime) -> TaskList:
    """A new list. Raises Refused where the year has one of that name."""
    require(by, "task.draft")
    if not (name := name.strip()):
        raise Refused(gettext("请写清单的名称，例如“2026年民生实事”。"))
    with transaction.atomic():
        made, new = TaskList.objects.get_or_create(year=year, name=name, defaults={"kind": kind})
        if not new:
            raise Refused(
                gettext("%(year)s年已有清单“%(name)s”：请换一个名称，或打开已有的清单。") % {"year": year, "name": name}
            )
        record(list_reference(made), "tasks.listed", by, now=now, after={"list": name})
    return made


def head(list_: TaskList, title: str, *, by: Actor, now: datetime) -> Matter:
    """A new headline (件) at the end of a list."""
    require(by, "task.draft")
    if not (title := title.strip()):
        raise Refused(gettext("请写这一件实事的名称，例如“学有优教”。"))
    with transaction.atomic():
        TaskList.objects.select_for_update().get(pk=list_.pk)
        last = Matter.objects.filter(list=list_).aggregate(last=Max("number"))["last"] or 0
        made = Matter.objects.create(list=list_, number=last + 1, title=title)
        record(list_reference(list_), "tasks.headed", by, now=now, after={"number": made.number, "title": title})
    return made


def publish(list_: TaskList, on: bool, *, by: Actor, now: datetime) -> None:
    """Show a list of practical matters to the public, or take it back."""
    require(by, "task.publish")
    with transaction.atomic():
        if not TaskList.objects.filter(pk=list_.pk, kind=ListKind.PRACTICAL, published=not on).update(published=on):
            raise Refused(gettext("只有民生实事清单可以公开；这份清单的公开状态可能已由他人改过，请刷新。"))
        act = "tasks.published" if on else "tasks.unpublished"
        record(list_reference(list_), act, by, now=now, before={"published": not on}, after={"published": on})


def draft(
    list_: TaskList,
    title: str,
    *,
    by: Actor,
    now: datetime,
    goals: Sequence[Goal] = (),
    section: str = "",
    matter: Matter | None = None,
    start: date | None = None,
    due: date | None = None,
) -> Task:
    """A new task on a list. Days are the year's first and last unless given."""
    require(by, "task.draft")
    if not (title := title.strip()):
        raise Refused(gettext("请写任务的内容，例如“新建改建农村公路50公里”。"))
    with transaction.atomic():
        task = Task(
            list=list_, year=list_.year, matter=matter, title=title, section=section.strip(),
            start=start or date(list_.year, 1, 1), due=due or date(list_.year, 12, 31), made=now,
        )  # fmt: skip
        _check_days(task.start, task.due)
        _write([task], [tuple(goals)], list_.year, now)
        record(task.reference, "tasks.drafted", by, now=now, after=_drafted(task, goals))
    return task


def amend(
    pk: int,
    *,
    by: Actor,
    now: datetime,
    title: str,
    section: str,
    start: date,
    due: date,
    goals: Sequence[Goal] | None = None,
) -> Task:
    """Change a task that is not assigned yet; afterwards a request is needed. `goals` None leaves the measures."""
    require(by, "task.draft")
    with transaction.atomic():
        task = claim(pk, "amend")
        if not (title := title.strip()):
            raise Refused(gettext("请写任务的内容，例如“新建改建农村公路50公里”。"))
        _check_days(start, due)
        old = list(task.measures.order_by("position"))
        new: dict[str, Any] = {"title": title, "section": section.strip(), "start": start, "due": due}
        before = {name: getattr(task, name) for name, value in new.items() if getattr(task, name) != value}
        for name, value in new.items():
            setattr(task, name, value)
        after = {name: new[name] for name in before}
        words = [f"{m.name}{m.op}{m.target.normalize():f}{m.unit}" for m in old]
        if goals is not None:
            task.measures.all().delete()
            Measure.objects.bulk_create(_measure(task, at, goal) for at, goal in enumerate(goals))
            after["measures"], before["measures"] = [said(goal) for goal in goals], words
        save(task, now, *new)
        before.pop("section", None), after.pop("section", None)
        record(task.reference, "tasks.amended", by, now=now, before=_texts(before), after=_texts(after))
    return task


def plan(pk: int, steps: Sequence[StepFact], *, by: Actor, now: datetime) -> Task:
    """Set the steps of a task: the office while it drafts, the lead unit while it works. What is done stays as it was."""
    with transaction.atomic():
        task = (
            claim(pk, "step")
            if Task.objects.filter(pk=pk, state__in=ACTS["step"].since).exists()
            else claim(pk, "amend")
        )
        require(by, "task.draft" if task.state == State.DRAFTED else "task.report", task.lead_id)
        old = list(task.steps.order_by("due", "pk"))
        for step in steps:
            if not step.words.strip():
                raise Refused(gettext("每个步骤都要写明做什么。"))
            if not task.start <= step.due <= task.due:
                raise Refused(
                    gettext("步骤“%(step)s”的时限 %(day)s 不在任务的 %(start)s 至 %(due)s 之内。")
                    % {"step": step.words, "day": step.due, "start": task.start, "due": task.due}
                )
        shares = [s.share for s in sorted(steps, key=lambda s: s.due) if s.share is not None]
        if shares != sorted(shares) or any(not 0 <= share <= 100 for share in shares):
            raise Refused(gettext("步骤的累计进度应在 0 至 100 之间，并随日期增加。"))
        done = {step.words: (step.done, step.done_by) for step in old if step.done}
        if missing := sorted(set(done) - {step.words.strip() for step in steps}):
            raise Refused(gettext("步骤“%(step)s”已经完成，不能删除或改写。") % {"step": missing[0]})
        task.steps.all().delete()
        rows = []
        for step in steps:
            finished, who = done.get(step.words.strip(), (None, ""))
            rows.append(
                Step(task=task, words=step.words.strip(), due=step.due, share=step.share, done=finished, done_by=who)
            )
        Step.objects.bulk_create(rows)
        save(task, now)
        record(
            task.reference, "tasks.planned", by, now=now,
            before={"steps": [str(step) for step in old]}, after={"steps": [str(step) for step in rows]},
        )  # fmt: skip
    return task


def receive(pledges: Sequence[Pledge], *, year: int, by: Actor, now: datetime) -> list[Task]:
    """Tasks for the pledges of a report that was published; all of them, those that were there included, in their order.

    A pledge that has a task makes no second one: while it is a draft its words follow the report, afterwards it is left.
    """
    require(by, "task.draft")
    with transaction.atomic():
        name = gettext("%(year)s年政府工作报告任务分解") % {"year": year}
        list_ = TaskList.objects.filter(year=year, kind=ListKind.REPORT).order_by("pk").first()
        if list_ is None:
            list_, made = TaskList.objects.get_or_create(year=year, name=name, defaults={"kind": ListKind.REPORT})
            if made:
                record(list_reference(list_), "tasks.listed", by, now=now, after={"list": name})
        _lock(year)  # before looking what is there: the same report may be published twice at once
        held = _held(pledges)
        drafts: list[Draft] = []
        fresh: list[Task] = []
        goals: list[tuple[Goal, ...]] = []
        for pledge in pledges:
            task = held.get(pledge.reference)
            if task is None:
                task = held[pledge.reference] = _pledged(pledge, list_, now)
                fresh.append(task)
                goals.append(pledge.measures)
            elif task.state == State.DRAFTED and task.sentence != pledge.text:
                drafts.append(_reread(task, pledge, now))
        _write(fresh, goals, year, now)
        drafts += [
            Draft(task.reference, "tasks.drafted", after=_drafted(task, made))
            for task, made in zip(fresh, goals, strict=True)
        ]
        if fresh:
            drafts.append(Draft(list_reference(list_), "tasks.received", after={"count": len(fresh)}))
        if drafts:
            record_all(drafts, by, now=now)
    return [held[pledge.reference] for pledge in pledges]


def list_reference(list_: TaskList) -> Reference:
    """How the journal points to a list."""
    return Reference("task-list", str(list_.pk))


def title_of(text: str) -> str:
    """What a sentence is called by: its first part, cut where it is very long."""
    first = END.split(text.strip(), 1)[0]
    return first if len(first) <= TITLE else first[: TITLE - 1] + "…"


def _held(pledges: Sequence[Pledge]) -> dict[Reference, Task]:
    found: dict[Reference, Task] = {}
    for kind in {pledge.reference.kind for pledge in pledges}:
        ids = [pledge.reference.id for pledge in pledges if pledge.reference.kind == kind]
        for start in range(0, len(ids), 400):
            rows = Task.objects.select_for_update().filter(source_kind=kind, source_id__in=ids[start : start + 400])
            found |= {Reference(kind, task.source_id): task for task in rows}
    return found


def _pledged(pledge: Pledge, list_: TaskList, now: datetime) -> Task:
    return Task(
        year=list_.year, list=list_, title=title_of(pledge.text), sentence=pledge.text, section=" / ".join(pledge.section)[:300],
        place=pledge.place[:100], source_kind=pledge.reference.kind, source_id=pledge.reference.id,
        start=date(list_.year, 1, 1), due=date(list_.year, 12, 31), made=now,
    )  # fmt: skip


def _reread(task: Task, pledge: Pledge, now: datetime) -> Draft:
    before = {"title": task.title}
    task.title, task.sentence, task.section = title_of(pledge.text), pledge.text, " / ".join(pledge.section)[:300]
    task.measures.all().delete()
    Measure.objects.bulk_create(_measure(task, at, goal) for at, goal in enumerate(pledge.measures))
    save(task, now, "title", "sentence", "section")
    return Draft(task.reference, "tasks.reread", before, {"title": task.title})


def _write(tasks: Sequence[Task], goals: Sequence[Sequence[Goal]], year: int, now: datetime) -> None:
    """Number and insert tasks with their measures."""
    _lock(year)
    last = Task.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0
    for at, task in enumerate(tasks, last + 1):
        task.serial = at
        light_up(task, now, (), ())
    Task.objects.bulk_create(tasks)
    Measure.objects.bulk_create(
        _measure(task, at, goal) for task, made in zip(tasks, goals, strict=True) for at, goal in enumerate(made)
    )


def _lock(year: int) -> None:
    """Let nobody else number tasks of the year until the transaction ends; always all its lists, always in one order."""
    list(TaskList.objects.select_for_update().filter(year=year).order_by("pk").values_list("pk"))


def _measure(task: Task, at: int, goal: Goal) -> Measure:
    """The row of a goal; its indicator is looked up in the catalogue where it is not said."""
    known = None if goal.code else catalogue().find(goal.name)
    return Measure(
        task=task, position=at, name=goal.name[:100], code=known.code if known else goal.code, op=goal.op,
        target=round(goal.target, 4), unit=goal.unit[:32], base=goal.base,
    )  # fmt: skip


def _drafted(task: Task, goals: Sequence[Goal]) -> Mapping[str, Any]:
    return {
        "number": task.number,
        "title": task.title,
        "due": task.due.isoformat(),
        "measures": [said(goal) for goal in goals],
    }


def _texts(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _check_days(start: date, due: date) -> None:
    if due < start:
        raise Refused(gettext("完成时限 %(due)s 早于起始 %(start)s：请改正其中一个。") % {"start": start, "due": due})
