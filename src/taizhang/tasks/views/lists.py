"""The list of tasks in its views: table, board, calendar, by unit; its exports."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.organisation.access import actor_of, allowed, may
from taizhang.tasks import queries
from taizhang.tasks.breakdown import as_docx, as_xlsx, rows_of
from taizhang.tasks.lights import next_month
from taizhang.tasks.models import Step, Task
from taizhang.tasks.queries import Filters
from taizhang.tasks.types import State
from taizhang.tasks.views.common import address_with, filters_of, month_of, order_of, today, words
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.pages import page

COLUMN = 40  # cards in a column of the board
COLUMNS = (
    State.DRAFTED,
    State.ASSIGNED,
    State.ARBITRATION,
    State.UNDERWAY,
    State.REOPENED,
    State.CLOSING,
    State.CLOSED,
)


def _context(request: HttpRequest, actor: Actor, filters: Filters, view: str) -> dict[str, Any]:
    narrowed = any(
        (
            filters.list,
            filters.unit,
            filters.leader,
            filters.section,
            filters.light,
            filters.state,
            filters.due,
            filters.text,
        )
    )
    return words() | {
        "filters": filters,
        "choices": queries.choices(filters.year, actor),
        "with_": lambda **changed: address_with(request, **changed),
        "query": address_with(request, page=None),
        "view": view,
        "narrowed": narrowed,
        "may_draft": may(actor, "task.draft"),
        "may_assign": may(actor, "task.assign"),
    }


def _rows(request: HttpRequest) -> tuple[Actor, Filters, QuerySet[Task]]:
    actor, filters = actor_of(request), filters_of(request)
    return actor, filters, queries.matching(filters, actor, today())


@require_safe
@allowed("task.see")
def index(request: HttpRequest) -> HttpResponse:
    """The table."""
    actor, filters, rows = _rows(request)
    order, down = order_of(request)
    tallies = queries.tallies(rows)
    pages = Paginator(queries.shown(rows, order, down=down), queries.PAGE)
    pages.count = tallies["all"]
    context = _context(request, actor, filters, "index")
    return page(
        request, "tasks/index.html",
        context | {"tallies": tallies, "pages": pages.get_page(request.GET.get("page")), "order": order, "down": down},
    )  # fmt: skip


@require_safe
@allowed("task.see")
def board(request: HttpRequest) -> HttpResponse:
    """By state, a column each; the first due on top."""
    actor, filters, rows = _rows(request)
    counts = queries.by_state(rows)
    columns = []
    for state in COLUMNS:
        if counts.get(state) or state in (State.ASSIGNED, State.UNDERWAY, State.CLOSING, State.CLOSED):
            order = rows.filter(state=state).order_by("-closed" if state is State.CLOSED else "due", "serial")
            cards = list(order.select_related("lead")[:COLUMN]) if counts.get(state) else []
            columns.append((state, counts.get(state, 0), cards))
    context = _context(request, actor, filters, "board") | {"columns": columns, "tallies": queries.tallies(rows)}
    return page(request, "tasks/board.html", context)


@require_safe
@allowed("task.see")
def calendar(request: HttpRequest) -> HttpResponse:
    """A month, with what falls due."""
    actor, filters, rows = _rows(request)
    default = today() if filters.year == today().year else today().replace(year=filters.year, month=1, day=1)
    first = month_of(request.GET.get("month"), default)
    weeks = queries.calendar(rows, first)
    context = _context(request, actor, filters, "calendar") | {
        "weeks": weeks, "first": first, "earlier": next_month(first, -1), "later": next_month(first), "tallies": queries.tallies(rows),
        "days": [day for week in weeks for day in week if day.day.month == first.month and (day.tasks or day.steps)],
        "may_feed": may(actor, "task.feed"),
    }  # fmt: skip
    return page(request, "tasks/calendar.html", context)


@require_safe
@allowed("task.see")
def units(request: HttpRequest) -> HttpResponse:
    """How the tasks of each unit, leader or section stand."""
    actor, filters, rows = _rows(request)
    context = _context(request, actor, filters, "units")
    by = request.GET.get("by", "unit")
    grouped = {"unit": queries.by_unit, "leader": queries.by_leader, "section": queries.by_section}
    by = by if by in grouped else "unit"
    return page(
        request, "tasks/units.html", context | {"groups": grouped[by](rows), "by": by, "tallies": queries.tallies(rows)}
    )


@require_safe
@allowed("task.see")
def export(request: HttpRequest, format: str) -> HttpResponse:
    """Just what the list shows, all its pages, as a breakdown in XLSX or DOCX."""
    _actor, filters, rows = _rows(request)
    order, down = order_of(request)
    shown = queries.shown(rows, order, down=down).prefetch_related(
        Prefetch("steps", Step.objects.order_by("due", "pk"))
    )
    title = _("%(year)s年任务分解表") % {"year": filters.year}
    kinds = {
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
    if format not in kinds:
        raise Http404
    table = list(rows_of(shown))
    data = as_xlsx(table, title) if format == "xlsx" else as_docx(table, title, today())
    name = content_disposition_header(True, f"{title}-{today():%Y%m%d}.{format}") or "attachment"
    return HttpResponse(
        data, content_type=kinds[format], headers={"Content-Disposition": name, "Cache-Control": "private, no-store"}
    )
