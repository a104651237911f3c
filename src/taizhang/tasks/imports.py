"""A breakdown read back in: row by row, each on its own, with what became of it. A trial writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from python_calamine import CalamineError, load_workbook

from taizhang.journal.actions import record
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit
from taizhang.organisation.queries import valid
from taizhang.tasks import queries
from taizhang.tasks.actions.assigning import Order, assign
from taizhang.tasks.actions.common import goal_of
from taizhang.tasks.actions.drafting import amend, draft, list_reference, plan
from taizhang.tasks.breakdown import READ
from taizhang.tasks.forms import Unclear, goal_line, goals_of, step_line, steps_of
from taizhang.tasks.models import Import, Task, TaskList
from taizhang.tasks.types import State
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused
from taizhang.toolkit.jobs import ask

BYTES = 5 << 20
ROWS = 5000
NEEDED = ("编号", "任务", "完成时限")
JOB = "tasks.import"


class _Trial(Exception):
    """Ends a trial: everything is taken back."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet: its number as people count, and its cells by the column's head."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Whom rows can name."""

    units: dict[str, int]
    leaders: dict[str, int]


def begin(list_: TaskList, name: str, data: bytes, *, dry: bool, by: Actor, now: datetime) -> Import:
    """Take a table in and ask the background to read it. Raises Refused for what is no table of ours at first sight."""
    require(by, "task.draft")
    if len(data) > BYTES:
        raise Refused(gettext("文件超过 5 MB：请拆成几份导入。"))
    lines(data)
    with transaction.atomic():
        made = Import.objects.create(
            year=list_.year, list=list_, name=name[:120], content=data, dry=dry, actor=asdict(by), by=by.name, at=now
        )
        ask(JOB, str(made.pk), due=now)
    return made


def carry_out(trial: Import, *, by: Actor, now: datetime) -> Import:
    """Begin the real import of what was tried."""
    return begin(trial.list, trial.name, bytes(trial.content), dry=False, by=by, now=now)


def run(pk: int, now: datetime) -> None:
    """Read a table in; safe to run twice, because what is in already is found to be the same."""
    task = Import.objects.select_related("list").get(pk=pk)
    if task.ended:
        return
    by = Actor(**task.actor)
    with override("zh-hans"):
        try:
            found = list(lines(bytes(task.content)))
            rows = _trial(task, found, by, now) if task.dry else _apply(task, found, by, now)
        except Refused as refusal:
            Import.objects.filter(pk=pk).update(ended=now, problem=str(refusal))
            return
    Import.objects.filter(pk=pk).update(ended=now, rows=rows)


def lines(data: bytes) -> Iterator[Line]:
    """The rows of the first sheet whose heads are ours. Raises Refused in words for who made it."""
    try:
        sheet = load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python()
    except (CalamineError, ValueError, OSError, IndexError):
        raise Refused(gettext("打不开这个文件：请用 XLSX 格式，最好从本系统导出后修改。")) from None
    at = next((at for at, row in enumerate(sheet[:10]) if set(NEEDED) <= {str(cell).strip() for cell in row}), None)
    if at is None:
        raise Refused(gettext("前 10 行里没有表头：至少要有“编号”“任务”“完成时限”三列，名称与导出的表相同。"))
    if len(sheet) - at - 1 > ROWS:
        raise Refused(gettext("超过 %(most)s 行：请拆成几份导入。") % {"most": ROWS})
    return _lines(sheet, at)


def _lines(sheet: list[list[Any]], at: int) -> Iterator[Line]:
    heads = [str(cell).strip() for cell in sheet[at]]
    for number, row in enumerate(sheet[at + 1 :], at + 2):
        cells = {head: _text(cell) for head, cell in zip(heads, row, strict=False) if head in READ}
        if any(cells.values()):
            yield Line(number, cells)


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _trial(task: Import, found: list[Line], by: Actor, now: datetime) -> list[tuple[int, str, str, str]]:
    rows: list[tuple[int, str, str, str]] = []
    try:
        with transaction.atomic():
            rows = _rows(task, found, by, now)
            raise _Trial
    except _Trial:
        return rows


def _apply(task: Import, found: list[Line], by: Actor, now: datetime) -> list[tuple[int, str, str, str]]:
    rows = _rows(task, found, by, now)
    if count := sum(1 for row in rows if row[1] in ("new", "changed")):
        with transaction.atomic():
            record(list_reference(task.list), "tasks.imported", by, now=now, after={"count": count})
    return rows


def _rows(task: Import, found: list[Line], by: Actor, now: datetime) -> list[tuple[int, str, str, str]]:
    """(line, outcome, the task's number, why) of each; a row that is refused leaves the others be."""
    known = _known(timezone.localdate(now))
    rows: list[tuple[int, str, str, str]] = []
    seen: dict[str, int] = {}
    for line in found:
        number = line.cells.get("编号", "")
        try:
            if number and number in seen:
                raise Refused(gettext("编号与第 %(line)s 行重复。") % {"line": seen[number]})
            seen[number] = line.number
            with transaction.atomic():
                outcome, of = _row(task.list, line.cells, known, by, now)
            rows.append((line.number, outcome, of, ""))
        except (Refused, Unclear) as problem:
            rows.append((line.number, "refused", number, str(problem)))
    return rows


def _row(list_: TaskList, cells: dict[str, str], known: Known, by: Actor, now: datetime) -> tuple[str, str]:
    start = _day(cells.get("起始", ""), date(list_.year, 1, 1), "起始")
    due = _day(cells.get("完成时限", ""), date(list_.year, 12, 31), "完成时限")
    goals, steps = goals_of(cells.get("量化目标", "")), steps_of(cells.get("步骤", ""))
    lead, assisting, leader = _owners(cells, known)
    title, section = cells.get("任务", ""), cells.get("章节", "")
    number = cells.get("编号", "")
    if not number:
        same = Task.objects.filter(list=list_, title=title.strip(), section=section, due=due).first()
        if same:  # this very table was read in before
            return "same", same.number
        task = draft(list_, title, by=by, now=now, goals=goals, section=section, start=start, due=due)
        if steps:
            plan(task.pk, steps, by=by, now=now)
        if lead:
            assign(Order(task.pk, lead, assisting, leader), by=by, now=now)
        return "new", task.number
    task = _numbered(number)
    wanted = (title, section, start, due, [goal_line(goal) for goal in goals])
    own = (
        task.title,
        task.section,
        task.start,
        task.due,
        [goal_line(goal_of(m)) for m in task.measures.order_by("position")],
    )
    changed = False
    if wanted != own:
        if task.state != State.DRAFTED:
            raise Refused(gettext("任务已交办，内容、目标和时限不能由导入改动：请由承办单位申请延期或调整。"))
        codes = {m.name: m.code for m in task.measures.all()}
        kept = [type(g)(g.name, g.op, g.target, g.unit, codes.get(g.name, ""), g.base) for g in goals]
        amend(task.pk, by=by, now=now, title=title, section=section, start=start, due=due, goals=kept)
        changed = True
    if [step_line(s.due, s.words, s.share) for s in steps] != [
        step_line(s.due, s.words, s.share) for s in task.steps.order_by("due", "pk")
    ]:
        plan(task.pk, steps, by=by, now=now)
        changed = True
    ours = (task.lead_id, set(task.assisting.values_list("pk", flat=True)), task.leader_id)
    if lead and (lead, set(assisting), leader) != ours:
        assign(Order(task.pk, lead, assisting, leader), by=by, now=now)
        changed = True
    return "changed" if changed else "same", task.number


def _numbered(number: str) -> Task:
    year, _, serial = number.partition("-")
    known = year.isdecimal() and serial.isdecimal() and len(number) < 16
    if known and (task := Task.objects.filter(year=int(year), serial=int(serial)).first()):
        return task
    raise Refused(gettext("没有编号为 %(number)s 的任务：新任务请把编号留空。") % {"number": number})


def _owners(cells: dict[str, str], known: Known) -> tuple[int | None, tuple[int, ...], int | None]:
    def unit(name: str) -> int:
        if name not in known.units:
            raise Refused(gettext("没有名为“%(name)s”的单位：请用单位的全称或简称。") % {"name": name})
        return known.units[name]

    lead = unit(cells["牵头单位"]) if cells.get("牵头单位") else None
    names = [name.strip() for name in cells.get("配合单位", "").replace("，", "、").replace(",", "、").split("、")]
    assisting = tuple(unit(name) for name in names if name)
    if assisting and lead is None:
        raise Refused(gettext("有配合单位而没有牵头单位。"))
    leader = cells.get("责任领导", "")
    if leader and leader not in known.leaders:
        raise Refused(gettext("没有名为“%(name)s”的在任领导。") % {"name": leader})
    return lead, assisting, known.leaders.get(leader)


def _known(day: date) -> Known:
    """Names that two share name neither."""
    units: dict[str, int] = {}
    doubled: set[str] = set()
    for pk, name, short in Unit.objects.filter(valid(day)).exclude(kind="village").values_list("pk", "name", "short"):
        for each in {name, short}:
            if each in units:
                doubled.add(each)
            units[each] = pk
    leaders = {words.partition("（")[0]: pk for pk, words in queries.leaders_to_choose(day)}
    return Known({name: pk for name, pk in units.items() if name not in doubled}, leaders)


def _day(text: str, default: date, head: str) -> date:
    if not text:
        return default
    try:
        year, month, day = map(int, text.replace("/", "-").replace(".", "-").split("-"))
        return date(year, month, day)
    except ValueError:
        raise Refused(
            gettext("“%(head)s”写的是“%(text)s”：请写成 2026-06-30。") % {"head": head, "text": text}
        ) from None
