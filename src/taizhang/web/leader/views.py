"""The leader's page, its charts as files, and the way from a task to the sentence it comes from."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.documents import queries as documents
from taizhang.documents.types import Condition
from taizhang.ledger.types import Reference
from taizhang.organisation.access import actor_of, allowed, may
from taizhang.organisation.queries import county
from taizhang.tasks import queries as tasks
from taizhang.tasks.models import Task
from taizhang.tasks.views.common import words
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.pages import page
from taizhang.web.leader import charts, queries
from taizhang.web.leader.charts import Bar

SLIPS = 5  # rows of each list; the rest is one click away
DECISIONS = 4
DUE = 4
SOON = 30  # days


@require_safe
@allowed("leader.see")
def leader(request: HttpRequest) -> HttpResponse:
    """One screen: lights, what slipped this week and who answers, what waits for a decision, what is due."""
    actor, today = actor_of(request), timezone.localdate()
    year, years = queries.year_shown(_whole(request.GET.get("year")), actor, today)
    slips = queries.slipped(year, actor, today)
    decisions = tasks.to_decide(actor)
    soon = queries.due_soon(year, actor, today, SOON)
    units = queries.by_unit(year, actor)
    tallies = tasks.tallies(Task.objects.filter(tasks.visible(actor), year=year))
    context = words() | {
        "year": year,
        "years": years,
        "week": today - queries.WEEK,
        "tallies": tallies,
        "slips": slips[:SLIPS],
        "slips_all": len(slips),
        "decisions": decisions[:DECISIONS],
        "decisions_all": decisions.count(),
        "soon": soon[:DUE],
        "soon_all": len(soon),
        "soon_days": SOON,
        "units": units[: queries.UNITS],
        "units_all": len(units),
        "months": queries.by_month(year, actor, today),
        "waited": lambda request: (today - timezone.localdate(request.asked)).days,
        "unread": documents.documents().filter(condition=Condition.READ).count() if may(actor, "document.see") else 0,
    }
    months, bars = context["months"], [bar for _unit, _name, bar in units[: queries.UNITS]]
    place = county(today)
    pairing, verdicts = queries.promised(year, place.name if place and may(actor, "promise.see") else "")
    if pairing:
        context["verdict_chart"] = mark_safe(_verdicts([bar for _v, bar in verdicts], pairing.year, colours=False))
    context |= {"pairing": pairing, "verdicts": verdicts}
    context["month_chart"] = mark_safe(charts.columns(months, _month_title(year)))
    context["unit_chart"] = mark_safe(charts.rows(bars, _unit_title(year)))
    return page(request, "web/leader.html", context)


@require_safe
@allowed("leader.see")
def chart(request: HttpRequest, chart: str, format: str) -> HttpResponse:
    """A chart's figures as CSV, or the drawing as SVG."""
    actor, today = actor_of(request), timezone.localdate()
    year, _years = queries.year_shown(_whole(request.GET.get("year")), actor, today)
    made = _chart(chart, year, actor)
    if made is None or format not in ("csv", "svg"):
        raise Http404
    title, head, bars, drawing = made
    name = content_disposition_header(True, f"{title}.{format}") or "attachment"
    kind = "text/csv; charset=utf-8" if format == "csv" else "image/svg+xml; charset=utf-8"
    data = _csv(head, bars) if format == "csv" else drawing
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": name, "Cache-Control": "private, no-store"}
    )


@require_safe
@allowed("document.see")
def source(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """From what came of a report to its sentence in the report's page."""
    place = queries.place_of(Reference(kind, key))
    if place is None:
        raise Http404
    document, layer, entry = place
    return redirect(f"{reverse('documents:review', args=[document])}?layer={layer}#e-{entry}")


def _chart(chart: str, year: int, actor: Actor) -> tuple[str, str, list[Bar], str] | None:
    """(title, head of the first column, bars with full names, drawing) of a chart; None for an unknown one."""
    if chart == "months":
        bars = queries.by_month(year, actor, timezone.localdate())
        return _month_title(year), _("月份"), bars, charts.columns(bars, _month_title(year), colours=True)
    if chart == "units":
        found = queries.by_unit(year, actor)
        full = [Bar(name, bar.done, bar.late, bar.open) for _unit, name, bar in found]
        return (
            _unit_title(year),
            _("牵头单位"),
            full,
            charts.rows([bar for _u, _n, bar in found], _unit_title(year), colours=True),
        )
    if chart == "promises" and may(actor, "promise.see"):
        place = county(timezone.localdate())
        pairing, verdicts = queries.promised(year, place.name if place else "")
        if pairing:
            bars = [bar for _verdict, bar in verdicts]
            return _promise_title(pairing.year), _("结果"), bars, _verdicts(bars, pairing.year, colours=True)
    return None


def _verdicts(bars: list[Bar], year: int, *, colours: bool) -> str:
    return charts.rows(bars, _promise_title(year), colours=colours, parts=False)


def _csv(head: str, bars: list[Bar]) -> str:
    """With the mark by which spreadsheets know UTF-8; a name can never be taken for a formula."""
    out = StringIO()
    table = csv.writer(out)
    plain = head == _("结果")  # a promise has one verdict: its count says all
    table.writerow([head, _("件数")] if plain else [head, _("任务"), _("已销号"), _("逾期或红灯"), _("其余")])
    for bar in bars:
        label = f"'{bar.label}" if bar.label[:1] in "=+-@\t\r" else bar.label
        table.writerow([label, bar.all] if plain else [label, bar.all, bar.done, bar.late, bar.open])
    return "\ufeff" + out.getvalue()


def _month_title(year: int) -> str:
    return _("%(year)s年各月到期的任务") % {"year": year}


def _promise_title(year: int) -> str:
    return _("%(year)s年承诺兑现情况") % {"year": year}


def _unit_title(year: int) -> str:
    return _("%(year)s年各单位的任务") % {"year": year}


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) == 4 else None
