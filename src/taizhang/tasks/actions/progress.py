"""Units report, month by month, with figures, words and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from taizhang.journal.actions import record
from taizhang.organisation.access import may, require
from taizhang.organisation.queries import reached
from taizhang.tasks.actions.common import claim, need_reason, plain, save
from taizhang.tasks.evidence import KINDS, Unfit, clean
from taizhang.tasks.models import Evidence, Figure, Measure, Progress, Request, Step, Task
from taizhang.tasks.types import AT_WORK
from taizhang.tasks.wording import UNFIT
from taizhang.toolkit import files as kept_files
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import NotAllowed, Refused

FILES = 9  # in one report


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser sent it."""

    name: str
    data: bytes


def report(
    pk: int,
    unit: int,
    month: date,
    *,
    by: Actor,
    now: datetime,
    figures: Mapping[int, tuple[Decimal, str]] | None = None,
    words: str = "",
    obstacle: str = "",
    files: Sequence[Upload] = (),
) -> Progress:
    """What `unit` says of a task for the month that begins with `month`. What it said before stays, as an older version.

    `figures` are by the measure's id: (value from January to the month's end, where an offered value came from or "").
    Only the lead unit gives figures. Raises Refused.
    """
    with transaction.atomic():
        task = claim(pk, "report")
        leads = unit == task.lead_id
        if not leads and not task.assisting.filter(pk=unit).exists():
            raise NotAllowed(
                gettext("该单位不是任务 %(number)s 的牵头或配合单位，不能报进展。") % {"number": task.number}
            )
        require(by, "task.report", unit)
        _check_month(task, month, now)
        words, obstacle = words.strip(), obstacle.strip()
        figures = dict(figures or {})
        if figures and not leads:
            raise Refused(gettext("数据由牵头单位填报：配合单位请用文字说明本单位的进展。"))
        if not (figures or words):
            raise Refused(gettext("请填数据，或用文字写明本月进展。"))
        measures = {m.pk: m for m in task.measures.all()}
        if unknown := figures.keys() - measures.keys():
            raise Refused(
                gettext("填报的数据里有 %(count)s 个不属于这项任务：请刷新页面重填。") % {"count": len(unknown)}
            )
        made, old = _version(task, unit, month, words, obstacle, by, now)
        Figure.objects.bulk_create(
            Figure(progress=made, measure=measures[key], value=value, origin=origin)
            for key, (value, origin) in figures.items()
        )
        kept = [_keep(task, upload, by, now, progress=made) for upload in files[:FILES]]
        if leads:
            _carry(task, month, obstacle, measures, figures)
        save(task, now, "reported", "excused")
        after: dict[str, Any] = {"month": f"{month:%Y-%m}", "words": words, "obstacle": obstacle}
        after["figures"] = [f"{measures[k].name}{plain(v)}{measures[k].unit}" for k, (v, _origin) in figures.items()]
        after["evidence"] = [one.name for one in kept]
        after = {name: value for name, value in after.items() if value}
        before = _as_said(old) if old else None
        record(task.reference, "tasks.corrected" if old else "tasks.reported", by, now=now, before=before, after=after)
    return made


def add_evidence(
    pk: int, unit: int, upload: Upload, *, by: Actor, now: datetime, ask: Request | None = None
) -> Evidence:
    """Keep a file with a task, apart from a report."""
    with transaction.atomic():
        task = claim(pk, "report")
        if unit != task.lead_id and not task.assisting.filter(pk=unit).exists():
            raise NotAllowed(
                gettext("该单位不是任务 %(number)s 的牵头或配合单位，不能报进展。") % {"number": task.number}
            )
        require(by, "task.report", unit)
        made = _keep(task, upload, by, now, request=ask)
        record(task.reference, "tasks.evidenced", by, now=now, after={"evidence": [made.name]})
    return made


def finish_step(pk: int, step: int, day: date, *, by: Actor, now: datetime) -> Step:
    """The lead unit says that a step was finished on `day`."""
    with transaction.atomic():
        task, found = _step(pk, step, by)
        if found.done:
            raise Refused(gettext("步骤“%(step)s”已于 %(day)s 完成。") % {"step": found.words, "day": found.done})
        if day > timezone.localdate(now):
            raise Refused(gettext("完成日期不能晚于今天。"))
        found.done, found.done_by = day, by.name
        found.save(update_fields=("done", "done_by"))
        save(task, now)
        record(task.reference, "tasks.stepped", by, now=now, after={"step": found.words, "done": day.isoformat()})
    return found


def unfinish_step(pk: int, step: int, reason: str, *, by: Actor, now: datetime) -> Step:
    """Take back that a step was finished, with a reason."""
    with transaction.atomic():
        task, found = _step(pk, step, by)
        reason = need_reason(reason)
        if not found.done:
            raise Refused(gettext("步骤“%(step)s”还没有完成。") % {"step": found.words})
        before = {"done": found.done.isoformat()}
        found.done, found.done_by = None, ""
        found.save(update_fields=("done", "done_by"))
        save(task, now)
        record(
            task.reference, "tasks.unstepped", by, now=now, before=before, after={"step": found.words}, reason=reason
        )
    return found


def keep_for_request(task: Task, uploads: Sequence[Upload], ask: Request, by: Actor, now: datetime) -> list[Evidence]:
    """Keep the files of a request, within the caller's transaction."""
    return [_keep(task, upload, by, now, request=ask) for upload in uploads[:FILES]]


def _step(pk: int, step: int, by: Actor) -> tuple[Task, Step]:
    task = claim(pk, "step")
    require(by, "task.report", task.lead_id)
    found = task.steps.filter(pk=step).first()
    if found is None:
        raise Refused(gettext("没有这个步骤：请刷新页面。"))
    return task, found


def _check_month(task: Task, month: date, now: datetime) -> None:
    if month.day != 1 or month > timezone.localdate(now):
        raise Refused(gettext("%(month)s 还没有开始，不能报进展。") % {"month": f"{month:%Y-%m}"})
    if month < task.start.replace(day=1):
        raise Refused(gettext("任务 %(start)s 起始，不能报更早的月份。") % {"start": task.start})


def _version(
    task: Task, unit: int, month: date, words: str, obstacle: str, by: Actor, now: datetime
) -> tuple[Progress, Progress | None]:
    old = Progress.objects.filter(task=task, unit=unit, month=month, current=True).first()
    if old:
        Progress.objects.filter(pk=old.pk).update(current=False)
    made = Progress.objects.create(
        task=task,
        unit_id=unit,
        month=month,
        version=old.version + 1 if old else 1,
        words=words,
        obstacle=obstacle,
        by=by.name,
        at=now,
    )
    return made, old


def _carry(
    task: Task, month: date, obstacle: str, measures: Mapping[int, Measure], figures: Mapping[int, tuple[Decimal, str]]
) -> None:
    """Bring the last month's figures to where lists and lights look for them; a correction of an older month changes none."""
    if task.reported is None or month >= task.reported:
        task.reported, task.excused = month, bool(obstacle)
    for key, (value, _origin) in figures.items():
        measure = measures[key]
        if measure.month is None or month >= measure.month:
            measure.actual, measure.month = value, month
            measure.save(update_fields=("actual", "month"))


def _as_said(progress: Progress) -> dict[str, Any]:
    """A version of a report as the journal has it."""
    rows = progress.figures.select_related("measure")
    said: dict[str, Any] = {"words": progress.words, "obstacle": progress.obstacle}
    said["figures"] = [f"{row.measure.name}{plain(row.value)}{row.measure.unit}" for row in rows]
    return {name: value for name, value in said.items() if value}


def _keep(
    task: Task,
    upload: Upload,
    by: Actor,
    now: datetime,
    *,
    progress: Progress | None = None,
    request: Request | None = None,
) -> Evidence:
    """Clean a file, put it on the disk and write its row. The same file of a task is kept once."""
    name = Path(upload.name.replace("\\", "/")).name[:100] or gettext("未命名")
    try:
        found = clean(upload.data)
    except Unfit as unfit:
        raise Refused(gettext("“%(name)s”") % {"name": name} + gettext(UNFIT[unfit.problem])) from None
    digest = kept_files.keep(found.data)
    stem = Path(name).stem[:100] or gettext("未命名")
    row, _new = Evidence.objects.get_or_create(
        task=task,
        digest=digest,
        defaults={
            "progress": progress, "request": request, "name": f"{stem}.{found.ending}", "kind": KINDS[found.ending],
            "size": len(found.data), "cleaned": found.cut, "unit_id": by.unit, "by": by.name, "at": now,
        },
    )  # fmt: skip
    return row


def reporting_unit(by: Actor, task: Task, day: date) -> int | None:
    """As which unit `by` reports a task: its own, or one that this took over from; None for not at all. Lead goes first."""
    if by.unit is None or task.state not in AT_WORK:
        return None
    mine = reached(by.unit, day, below=False)
    units = [task.lead_id, *(unit.pk for unit in task.assisting.all())]
    return next((unit for unit in units if unit in mine and may(by, "task.report", unit)), None)
