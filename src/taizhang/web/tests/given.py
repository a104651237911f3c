"""Names at hand in the programs that the tests of operations run on a ledger of their own."""

from __future__ import annotations

import json
import sys
import traceback
from io import BytesIO
from typing import Any

import xlsxwriter
from django.db import connections
from django.db.models import Count
from django.utils import timezone

from taizhang.documents.actions import accept_sure
from taizhang.documents.models import Document, Entry
from taizhang.documents.publishing import publish
from taizhang.documents.types import Layer, State
from taizhang.indicators.models import Figure
from taizhang.journal.models import Entry as Line
from taizhang.journal.verify import verify
from taizhang.organisation.models import Appointment
from taizhang.projects.models import Mention, Project
from taizhang.tasks import imports
from taizhang.tasks.actions.drafting import make_list
from taizhang.tasks.models import Import, Task
from taizhang.tasks.types import ListKind
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.models import Job

__all__ = [
    "Actor", "Count", "Document", "Entry", "Figure", "Import", "Job", "Layer", "Line", "ListKind", "Mention", "Project",
    "State", "Task", "accept_sure", "answer_all", "clerk", "figures", "imports", "make_list", "publish", "table", "timezone", "verify",
]  # fmt: skip


def clerk() -> Actor:
    """Who supervises in the sample county."""
    held = Appointment.objects.select_related("person", "post").get(person__login="ducha")
    return Actor(held.person.name, held.person.pk, post=held.post.title, role="supervision", unit=held.post.unit_id)


def table(rows: int) -> bytes:
    """A breakdown of this many new tasks."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["编号", "任务", "量化目标", "完成时限"])
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, ["", f"第{row}号水库除险加固", f"除险加固水库>={row}座", "2026-11-30"])
    book.close()
    return out.getvalue()


def figures() -> dict[str, object]:
    """What of the documents is in the ledger, without when and by which number."""
    accepted = Entry.objects.filter(state=State.ACCEPTED)
    return {
        "accepted": accepted.count(),
        "published": accepted.exclude(published=None).count(),
        "figures": sorted(f"{f.indicator} {f.value} {f.unit} {f.origin_id}" for f in Figure.objects.all()),
        "tasks": sorted(Task.objects.values_list("title", flat=True)),
        "numbers": Task.objects.values("year", "serial").distinct().count(),
        "projects": sorted(Project.objects.values_list("name", flat=True)),
        "mentions": Mention.objects.count(),
    }


def answer_all() -> None:
    """Answer questions, one JSON text a line, each with one JSON object a line, until there are no more."""
    for question in sys.stdin:
        try:
            said: dict[str, Any] = {"answer": _answer(json.loads(question))}
        except Exception:
            said = {"problem": traceback.format_exc()}
        connections.close_all()
        sys.stdout.write(json.dumps(said, default=str) + "\n")
        sys.stdout.flush()


def _answer(code: str) -> Any:
    names = dict(globals())
    exec(code if "answer =" in code else f"answer = {code}", names)
    return names["answer"]
