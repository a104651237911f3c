"""Extension, change and cancellation: only with a reason and another's approval, and always to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from taizhang.journal.actions import record
from taizhang.organisation.access import require
from taizhang.tasks.actions.closing import _answer, _none_pending
from taizhang.tasks.actions.common import check_state, claim, need_reason, plain, save
from taizhang.tasks.actions.progress import Upload, keep_for_request
from taizhang.tasks.models import Request, Task
from taizhang.tasks.types import Decision, RequestKind, State
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused

ASKED = frozenset((RequestKind.EXTENSION, RequestKind.CHANGE, RequestKind.CANCEL))


def request(
    pk: int,
    kind: RequestKind,
    reason: str,
    *,
    by: Actor,
    now: datetime,
    due: date | None = None,
    measure: int | None = None,
    target: Decimal | None = None,
    files: Sequence[Upload] = (),
) -> Request:
    """The lead unit asks: for a later `due`, another `target` of a measure, or that the task be cancelled."""
    if kind not in ASKED:
        raise ValueError(f"{kind} has an action of its own")
    with transaction.atomic():
        task = claim(pk, "request")
        require(by, "task.request", task.lead_id)
        reason = need_reason(reason)
        _none_pending(task)
        row = Request(
            task=task,
            kind=kind,
            reason=reason,
            asked_by=by.name,
            asked_person=by.person,
            asked_unit_id=by.unit,
            asked=now,
        )
        before, after = _wish(task, row, due, measure, target)
        row.save()
        kept = keep_for_request(task, files, row, by, now)
        save(task, now)
        after |= {"kind": kind} | ({"evidence": [one.name for one in kept]} if kept else {})
        record(task.reference, "tasks.requested", by, now=now, before=before or None, after=after, reason=reason)
    return row


def decide(pk: int, approve: bool, answer: str, *, by: Actor, now: datetime) -> Request:
    """Approve or refuse the request `pk`; never one's own. A refusal needs a reason."""
    with transaction.atomic():
        asked = Request.objects.select_related("measure").filter(pk=pk, kind__in=ASKED).first()
        if asked is None:
            raise Refused(gettext("没有这个申请：请刷新页面。"))
        task = claim(asked.task_id, "decide")
        require(by, "task.decide")
        asked = Request.objects.select_for_update(of=("self",)).select_related("measure").get(pk=pk)
        if asked.decision != Decision.PENDING:
            raise Refused(gettext("这个申请已由%(by)s批复。") % {"by": asked.decided_by})
        if by.person is None or by.person == asked.asked_person:
            raise Refused(gettext("申请由您本人提出：须由他人批复。"))
        answer = answer.strip() if approve else need_reason(answer)
        _answer(asked, Decision.APPROVED if approve else Decision.REFUSED, answer, by, now)
        before: dict[str, Any] = {}
        after: dict[str, Any] = {"kind": asked.kind}
        if approve:
            check_state(task, "request")
            more_before, more_after = _grant(task, asked, now)
            before |= more_before
            after |= more_after
        record(
            task.reference,
            "tasks.approved" if approve else "tasks.refused",
            by,
            now=now,
            before=before or None,
            after=after,
            reason=answer,
        )
    return asked


def _wish(
    task: Task, row: Request, due: date | None, measure: int | None, target: Decimal | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Check what is asked for and write it into `row`; (before, after) for the journal."""
    if row.kind == RequestKind.EXTENSION:
        if due is None or due <= task.due:
            raise Refused(gettext("延期要写新的时限，且晚于现在的 %(due)s。") % {"due": task.due})
        row.due, row.was_due = due, task.due
        return {"due": task.due.isoformat()}, {"due": due.isoformat()}
    if row.kind == RequestKind.CHANGE:
        chosen = task.measures.filter(pk=measure).first() if measure else None
        if chosen is None or target is None:
            raise Refused(gettext("调整目标要选定一个指标，并写新的目标值。"))
        if target == chosen.target:
            raise Refused(gettext("新的目标值与现在的相同。"))
        row.measure, row.target, row.was_target = chosen, target, chosen.target
        return {"target": plain(chosen.target)}, {"target": plain(target), "measures": [chosen.name]}
    return {}, {}


def _grant(task: Task, asked: Request, now: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """Do what was asked for; (before, after) for the journal."""
    if asked.kind == RequestKind.EXTENSION and asked.due:
        before = {"due": task.due.isoformat()}
        task.due = asked.due
        save(task, now, "due")
        return before, {"due": asked.due.isoformat()}
    if asked.kind == RequestKind.CHANGE and asked.measure and asked.target is not None:
        old = plain(asked.measure.target)
        task.measures.filter(position=asked.measure.position).update(target=asked.target)
        save(task, now)
        return {"target": old}, {"target": plain(asked.target), "measures": [asked.measure.name]}
    task.state = State.CANCELLED
    save(task, now, "state")
    return {}, {}
