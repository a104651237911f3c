"""Tasks go to units, which sign for them or return them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from taizhang.journal.actions import record, record_all
from taizhang.journal.types import Draft
from taizhang.organisation.access import require
from taizhang.organisation.matters import Seat
from taizhang.organisation.models import Person, Unit
from taizhang.organisation.queries import valid
from taizhang.tasks.actions.common import check_state, claim, need_reason, save
from taizhang.tasks.models import Request, Task
from taizhang.tasks.types import ENDED, Decision, RequestKind, State
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused


@dataclass(frozen=True, slots=True)
class Order:
    """A task and who is to do it; ids of units and of a person. `due` None leaves the day."""

    task: int
    lead: int
    assisting: tuple[int, ...] = ()
    leader: int | None = None
    due: date | None = None


def assign(order: Order, *, by: Actor, now: datetime) -> Task:
    """Give one task to a unit; see `assign_all`."""
    return assign_all((order,), by=by, now=now)[0]


def assign_all(orders: Sequence[Order], *, by: Actor, now: datetime) -> list[Task]:
    """Give tasks to units, all of them or, where one cannot be, none. Those assigned but not signed may be given anew.

    One line in the journal for each task. Raises Refused with the number of the task that cannot be assigned.
    """
    require(by, "task.assign")
    if not orders:
        raise Refused(gettext("还没有选任务：请先在列表里勾选。"))
    with transaction.atomic():
        pks = [order.task for order in orders]
        rows = (
            Task.objects.select_for_update(of=("self",))
            .select_related("lead", "leader")
            .filter(pk__in=pks)
            .order_by("pk")
        )
        tasks = {task.pk: task for task in rows}
        names = _units({u for o in orders for u in (o.lead, *o.assisting)}, timezone.localdate(now))
        leaders = {
            p.pk: p.name for p in Person.objects.filter(pk__in={o.leader for o in orders if o.leader}, active=True)
        }
        drafts = []
        for order in orders:
            if order.task not in tasks:
                raise Refused(gettext("选中的任务里有一项已不存在：请刷新列表后重选。"))
            task = tasks[order.task]
            check_state(task, "assign")
            drafts.append(_give(task, order, names, leaders, now))
        record_all(drafts, by, now=now)
    return [tasks[order.task] for order in orders]


def sign(pk: int, *, by: Actor, now: datetime) -> Task:
    """The lead unit takes the task on (签收)."""
    with transaction.atomic():
        task = claim(pk, "sign")
        require(by, "task.sign", task.lead_id)
        task.state, task.signed = State.UNDERWAY, now
        save(task, now, "state", "signed")
        record(task.reference, "tasks.signed", by, now=now)
    return task


def give_back(pk: int, reason: str, *, by: Actor, now: datetime) -> Request:
    """The lead unit says with reasons that the task is not its duty; the office decides (退回待裁)."""
    with transaction.atomic():
        task = claim(pk, "return")
        require(by, "task.sign", task.lead_id)
        reason = need_reason(reason)
        if task.binding:
            raise Refused(
                gettext("这项任务的归属已经裁决，不能再退回：请签收办理；情况有变的，签收后可申请撤销或调整。")
            )
        task.state = State.ARBITRATION
        save(task, now, "state")
        asked = Request.objects.create(
            task=task,
            kind=RequestKind.RETURN,
            reason=reason,
            asked_by=by.name,
            asked_person=by.person,
            asked_unit_id=by.unit,
            asked=now,
        )
        record(task.reference, "tasks.returned", by, now=now, reason=reason)
    return asked


def arbitrate(pk: int, lead: int, answer: str, *, by: Actor, now: datetime) -> Task:
    """Decide who leads a task that was returned. The decision binds: it cannot be returned again."""
    with transaction.atomic():
        task = claim(pk, "arbitrate")
        require(by, "task.arbitrate")
        answer = need_reason(answer)
        asked = Request.objects.select_for_update().get(task=task, kind=RequestKind.RETURN, decision=Decision.PENDING)
        if asked.asked_person is not None and asked.asked_person == by.person:
            raise Refused(gettext("退回由您本人提出，须由他人裁决。"))
        names = _units({lead}, timezone.localdate(now))
        before = {"lead": task.lead.name if task.lead else ""}
        asked.decision = Decision.REFUSED if lead == task.lead_id else Decision.APPROVED
        asked.answer, asked.decided_by, asked.decided_person, asked.decided = answer, by.name, by.person, now
        asked.save()
        if lead != task.lead_id:
            task.person = None
        task.assisting.remove(lead)
        task.lead_id, task.binding, task.state, task.assigned = lead, True, State.ASSIGNED, now
        save(task, now, "lead", "person", "binding", "state", "assigned")
        record(
            task.reference, "tasks.arbitrated", by, now=now, before=before,
            after={"lead": names[lead], "binding": True}, reason=answer,
        )  # fmt: skip
    return task


def handle(pk: int, person: int, *, by: Actor, now: datetime) -> Task:
    """The lead unit names who does the work (承办人): somebody who has a post in it."""
    with transaction.atomic():
        task = claim(pk, "handle")
        require(by, "task.sign", task.lead_id)
        day = timezone.localdate(now)
        chosen = Person.objects.filter(
            valid(day, "appointments__"),
            pk=person,
            active=True,
            appointments__post__unit__in=[unit for unit in (task.lead_id, by.unit) if unit],
        ).first()
        if chosen is None:
            raise Refused(gettext("承办人须是本单位在任的人员：请从名单中选择，或请管理员先登记其职务。"))
        before = {"person": task.person.name if task.person else ""}
        task.person = chosen
        save(task, now, "person")
        record(task.reference, "tasks.handled", by, now=now, before=before, after={"person": chosen.name})
    return task


def _give(task: Task, order: Order, names: dict[int, str], leaders: dict[int, str], now: datetime) -> Draft:
    if order.leader and order.leader not in leaders:
        raise Refused(gettext("选定的责任领导已停用：请另选。"))
    due = order.due or task.due
    if due < task.start:
        raise Refused(
            gettext("任务 %(number)s：完成时限 %(due)s 早于起始 %(start)s。")
            % {"number": task.number, "due": due, "start": task.start}
        )
    before: dict[str, Any] = {"lead": task.lead.name} if task.lead else {}
    if task.due != due:
        before["due"] = task.due.isoformat()
    assisting = tuple(dict.fromkeys(unit for unit in order.assisting if unit != order.lead))
    if task.lead_id != order.lead:
        task.person, task.binding = None, False  # what was decided was of the other unit
    task.lead_id, task.due, task.state, task.assigned = order.lead, due, State.ASSIGNED, now
    fields = ["lead", "person", "binding", "due", "state", "assigned"]
    if order.leader:
        task.leader_id = order.leader
        fields.append("leader")
    task.assisting.set(assisting)
    save(task, now, *fields)
    after = {"lead": names[order.lead], "assisting": [names[unit] for unit in assisting], "due": due.isoformat()}
    if order.leader:
        after["leader"] = leaders[order.leader]
    return Draft(task.reference, "tasks.assigned", before or None, after)


def _units(wanted: set[int], day: date) -> dict[int, str]:
    """The names of units that are there on `day`. Raises Refused for one that is not."""
    found = dict(Unit.objects.filter(valid(day), pk__in=wanted).values_list("pk", "name"))
    if missing := wanted - found.keys():
        gone = Unit.objects.filter(pk__in=missing).values_list("name", flat=True).first()
        raise Refused(gettext("单位“%(unit)s”已撤销或不存在：请改派给承接其职责的单位。") % {"unit": gone or ""})
    return found


def open_with(seat: Seat) -> int:
    """How many tasks are open with a person; hand-overs ask (organisation.matters)."""
    return Task.objects.filter(person=seat.person, person__isnull=False).exclude(state__in=ENDED).count()


def move_person(old: Seat, new: Seat, by: Actor, now: datetime) -> int:
    """Give the open tasks of one person to another, within a hand-over's transaction; how many."""
    if old.person is None:
        return 0
    tasks = list(
        Task.objects.select_for_update(of=("self",)).filter(person=old.person).exclude(state__in=ENDED).order_by("pk")
    )
    names = dict(Person.objects.filter(pk__in=[p for p in (old.person, new.person) if p]).values_list("pk", "name"))
    if tasks:
        Task.objects.filter(pk__in=[task.pk for task in tasks]).update(person=new.person)
        before, after = {"person": names.get(old.person, "")}, {"person": names.get(new.person or 0, "")}
        record_all([Draft(task.reference, "tasks.handled", before, after) for task in tasks], by, now=now)
    return len(tasks)
