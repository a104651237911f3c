"""What waits: the inbox, the month's return; and the office's desk: new tasks, assignment, lists, imports."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.organisation.access import actor_of, allowed, may
from taizhang.organisation.models import Unit
from taizhang.organisation.queries import reached
from taizhang.tasks import actions, forms, imports, queries
from taizhang.tasks.actions.assigning import Order
from taizhang.tasks.actions.common import plain
from taizhang.tasks.actions.progress import reporting_unit
from taizhang.tasks.lights import next_month
from taizhang.tasks.models import Import, Matter, Task, TaskList
from taizhang.tasks.offers import Offer, Wanted, offers
from taizhang.tasks.types import State
from taizhang.tasks.views.common import month_of, now, today, words
from taizhang.tasks.views.single import uploads
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import NotAllowed, Refused
from taizhang.toolkit.pages import page

BULK = 200  # tasks in one assignment


@require_safe
@allowed("task.see")
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for this post: to sign, to decide."""
    actor = actor_of(request)
    context = words() | {
        "to_sign": queries.to_sign(actor),
        "to_decide": queries.to_decide(actor),
        "office": may(actor, "task.confirm"),
    }
    context["may_report"] = may(actor, "task.report")
    context["month"] = next_month(today().replace(day=1), -1)
    return page(request, "tasks/inbox.html", context)


@require_POST
@allowed("task.sign")
def sign_all(request: HttpRequest) -> HttpResponse:
    """Sign for the chosen tasks, each by itself."""
    done = 0
    for pk in _chosen(request.POST.getlist("pk")):
        try:
            actions.sign(pk, by=actor_of(request), now=now())
            done += 1
        except Refused as refusal:
            messages.error(request, str(refusal))
    if done:
        messages.success(request, ngettext("签收 %(count)s 项。", "签收 %(count)s 项。", done) % {"count": done})
    return redirect("tasks:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("task.report")
def monthly(request: HttpRequest) -> HttpResponse:
    """A unit's return for a month: all its tasks in one form; what is known is offered, what is untouched is not sent."""
    actor = actor_of(request)
    month = month_of(request.POST.get("month") or request.GET.get("month"), next_month(today().replace(day=1), -1))
    if actor.unit is None or month > today():
        raise NotAllowed(_("请切换到承办单位的岗位，并选择已开始的月份。"))
    mine = reached(actor.unit, today(), below=False)
    rows = sorted(
        queries.month_tasks(mine, month), key=lambda task: task.lead_id not in mine
    )  # what it leads goes first
    known = offers([
        Wanted(m.pk, m.code, m.unit, task.place, month) for task in rows if task.lead_id in mine for m in task.measures.all()
    ])  # fmt: skip
    problems: dict[int, str] = {}
    if request.method == "POST":
        done, problems = _take(request.POST, request.FILES, rows, known, mine, month, actor)
        if done:
            messages.success(request, ngettext("已报 %(count)s 项。", "已报 %(count)s 项。", done) % {"count": done})
        if not problems:
            return redirect(f"{reverse('tasks:monthly')}?month={month:%Y-%m}")
    items = [_item(task, known, mine, problems.get(task.pk, ""), request.POST) for task in rows]
    context = words() | {
        "items": items,
        "month": month,
        "earlier": next_month(month, -1),
        "later": next_month(month) if next_month(month) <= today() else None,
        "due": next_month(month).replace(day=5),
        "unit": Unit.objects.get(pk=actor.unit),
        "done": sum(1 for item in items if item["said"]),
    }
    return page(request, "tasks/monthly.html", context, status=422 if problems else 200)


def _item(
    task: Task, known: Mapping[int, Offer], mine: Collection[int], problem: str, sent: Mapping[str, str]
) -> dict[str, Any]:
    """A task as the return's form shows it: what was said for the month, else what is offered."""
    said = next(iter(task.said), None)  # type: ignore[attr-defined]
    values = {figure.measure_id: figure.value for figure in said.figures.all()} if said else {}
    figures = []
    for m in task.measures.all() if task.lead_id in mine else ():
        offer = known.get(m.pk)
        value = values.get(m.pk, offer.value if offer and not said else None)
        shown = sent.get(f"figure-{m.pk}", plain(value)) if problem else plain(value)
        figures.append({"measure": m, "value": shown, "offer": None if said else offer})
    given = {
        "words": sent.get(f"words-{task.pk}", "") if problem else said.words if said else "",
        "obstacle": sent.get(f"obstacle-{task.pk}", "") if problem else said.obstacle if said else "",
    }
    return {
        "task": task,
        "said": said,
        "figures": figures,
        "leads": task.lead_id in mine,
        "problem": problem,
    } | given


def _take(
    post: Mapping[str, str],
    files: MultiValueDict[str, UploadedFile[bytes]],
    rows: list[Task],
    known: Mapping[int, Offer],
    mine: Collection[int],
    month: date,
    actor: Actor,
) -> tuple[int, dict[int, str]]:
    """Report what was filled in and differs from what was said; (how many, problems by task)."""
    done, problems = 0, {}
    for task in rows:
        if f"words-{task.pk}" not in post:
            continue
        try:
            figures: dict[int, tuple[Decimal, str]] = {}
            for m in task.measures.all() if task.lead_id in mine else ():
                value = forms.number(post.get(f"figure-{m.pk}", ""))
                if value is not None:
                    offer = known.get(m.pk)
                    figures[m.pk] = (value, offer.origin if offer and offer.value == value else "")
            text, obstacle = post.get(f"words-{task.pk}", "").strip(), post.get(f"obstacle-{task.pk}", "").strip()[:500]
            sent = files.getlist(f"files-{task.pk}")
            said = next(iter(task.said), None)  # type: ignore[attr-defined]
            before = (
                ({f.measure_id: f.value for f in said.figures.all()}, said.words, said.obstacle)
                if said
                else ({}, "", "")
            )
            only_offered = (
                not said and not text and not obstacle and not sent and all(origin for _v, origin in figures.values())
            )
            if not sent and ({k: v for k, (v, _o) in figures.items()}, text, obstacle) == before:
                continue
            if only_offered and f"accept-{task.pk}" not in post:
                continue  # an offer that nobody confirmed is no report
            actions.report(
                task.pk,
                reporting_unit(actor, task, today()) or 0,
                month,
                by=actor,
                now=now(),
                figures=figures,
                words=text,
                obstacle=obstacle,
                files=uploads(sent),
            )
            done += 1
        except (Refused, forms.Unclear) as problem:
            problems[task.pk] = str(problem)
    return done, problems


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("task.draft")
def new(request: HttpRequest) -> HttpResponse:
    """Draft a task."""
    actor, year = actor_of(request), today().year
    lists = [(one.pk, str(one)) for one in TaskList.objects.order_by("-year", "pk")[:50]]
    matters = [
        (one.pk, f"{one.list.year} {one}")
        for one in Matter.objects.select_related("list").order_by("-list__year", "number")[:100]
    ]
    if not lists:
        messages.info(request, _("先建立一份清单，再拟办任务。"))
        return redirect("tasks:lists")
    initial = {
        "list": request.GET.get("list") or lists[0][0],
        "matter": request.GET.get("matter"),
        "start": date(year, 1, 1),
        "due": date(year, 12, 31),
    }
    form = forms.NewTaskForm(request.POST or None, lists=lists, matters=matters, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            list_ = TaskList.objects.get(pk=data["list"])
            matter = Matter.objects.filter(pk=data["matter"]).first() if data.get("matter") else None
            if matter and matter.list_id != list_.pk:
                raise Refused(_("所属的件不在这份清单里。"))
            made = actions.draft(
                list_, data["title"], by=actor, now=now(), goals=data["goals"], section=data["section"], matter=matter,
                start=data["start"], due=data["due"],
            )  # fmt: skip
            return redirect("tasks:task", made.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = words() | {"form": form, "title": _("新建任务"), "button": _("拟办"), "explain": "", "task": None}
    return page(request, "tasks/act.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("task.assign")
def assign(request: HttpRequest) -> HttpResponse:
    """Give the chosen tasks to units: suggestions stand beside, the clerk decides."""
    actor = actor_of(request)
    chosen = _chosen(request.POST.getlist("pk") if request.method == "POST" else request.GET.getlist("pk"))
    if not chosen:
        messages.error(request, _("还没有选任务：请先在列表里勾选，一次最多 200 项。"))
        return redirect("tasks:index")
    if request.method == "POST":
        try:
            orders = [_order(request, pk) for pk in chosen]
            actions.assign_all(orders, by=actor, now=now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, ngettext("交办 %(count)s 项。", "交办 %(count)s 项。", len(orders)) % {"count": len(orders)}
            )
            return redirect("tasks:index")
    rows = list(queries.shown(Task.objects.filter(queries.visible(actor), pk__in=chosen)))
    units = queries.units_to_choose(today())
    names = dict(units)
    owners = {year: queries.owners(year, today()) for year in {task.year for task in rows}}
    items = []
    for task in rows:
        found = owners[task.year].suggest(task.title + task.sentence, task.section)
        first = request.POST.get(f"lead-{task.pk}") or task.lead_id or (found[0].unit if found else "")
        others = request.POST.getlist(f"assisting-{task.pk}") or [str(unit.pk) for unit in task.assisting.all()]
        items.append({
            "task": task, "suggestions": [(names.get(s.unit, ""), s) for s in found], "lead": str(first), "assisting": set(others),
            "leader": request.POST.get(f"leader-{task.pk}") or str(task.leader_id or ""), "due": request.POST.get(f"due-{task.pk}") or task.due.isoformat(),
            "suggested": not task.lead_id and bool(found), "fit": task.state in (State.DRAFTED, State.ASSIGNED),
        })  # fmt: skip
    context = words() | {"items": items, "units": units, "leaders": queries.leaders_to_choose(today())}
    return page(request, "tasks/assign.html", context, status=422 if request.method == "POST" else 200)


def _order(request: HttpRequest, pk: int) -> Order:
    post = request.POST
    lead = post.get(f"lead-{pk}", "")
    if not lead.isdecimal():
        raise Refused(_("每一项都要选牵头单位。"))
    assisting = tuple(int(unit) for unit in post.getlist(f"assisting-{pk}") if unit.isdecimal())
    leader = post.get(f"leader-{pk}", "")
    try:
        due = date.fromisoformat(post.get(f"due-{pk}", ""))
    except ValueError:
        raise Refused(_("每一项都要有完成时限，写成 2026-12-31。")) from None
    return Order(pk, int(lead), assisting, int(leader) if leader.isdecimal() else None, due)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("task.draft")
def lists(request: HttpRequest) -> HttpResponse:
    """All lists, and a new one."""
    actor = actor_of(request)
    form = forms.ListForm(request.POST or None, initial={"year": today().year})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.make_list(data["year"], data["kind"], data["name"], by=actor, now=now())
            messages.success(request, _("已建立清单“%(name)s”。") % {"name": made.name})
            return redirect("tasks:lists")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = words() | {"form": form, "rows": queries.lists()}
    return page(request, "tasks/lists.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("task.draft")
def import_(request: HttpRequest) -> HttpResponse:
    """Hand in a table: it is tried first."""
    actor = actor_of(request)
    choices = [(one.pk, str(one)) for one in TaskList.objects.order_by("-year", "pk")[:50]]
    form = forms.ImportForm(request.POST or None, request.FILES or None, lists=choices)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            list_ = get_object_or_404(TaskList, pk=form.cleaned_data["list"])
            made = imports.begin(list_, file.name, file.read(imports.BYTES + 1), dry=True, by=actor, now=now())
            return redirect("tasks:imported", made.pk)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    rows = Import.objects.defer("content", "rows").order_by("-at")[:20]
    return page(
        request,
        "tasks/import.html",
        words() | {"form": form, "rows": rows},
        status=422 if request.method == "POST" else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("task.draft")
def imported(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a table, row by row; from a trial, the import itself."""
    found = get_object_or_404(Import.objects.select_related("list").defer("content"), pk=pk)
    if request.method == "POST":
        try:
            return redirect("tasks:imported", imports.carry_out(found, by=actor_of(request), now=now()).pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
    counts = {
        outcome: sum(1 for row in found.rows if row[1] == outcome) for outcome in ("new", "changed", "same", "refused")
    }
    return page(request, "tasks/imported.html", words() | {"found": found, "counts": counts})


def _chosen(given: list[str]) -> list[int]:
    return list(dict.fromkeys(int(pk) for pk in given if pk.isdecimal() and len(pk) < 12))[:BULK]
