"""The page of one task, and a form for each act on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.journal.queries import history
from taizhang.journal.words import tell_all
from taizhang.organisation.access import actor_of, allowed, may
from taizhang.tasks import actions, forms, queries
from taizhang.tasks.actions.common import goal_of, plain
from taizhang.tasks.actions.progress import Upload, reporting_unit
from taizhang.tasks.models import Task
from taizhang.tasks.rules import possible
from taizhang.tasks.types import Decision, Light, RequestKind, State
from taizhang.tasks.views.common import now, today, words
from taizhang.tasks.wording import reasons, sentence
from taizhang.toolkit import files
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused
from taizhang.toolkit.pages import page


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an act: its words, its fields, who may, and what it does with clean data."""

    title: str
    button: str
    said: str
    may: str  # the act of `access` that it asks for
    make: Callable[[Task, Actor], dict[str, Any]]  # the form's class and what it is made with
    do: Callable[[int, dict[str, Any], Actor], object]
    explain: str = ""
    office: bool = False  # whether it is the office's, hence asked without a unit


def uploads(given: list[UploadedFile[bytes]]) -> list[Upload]:
    """Files of a form as actions take them."""
    return [Upload(file.name or "", file.read()) for file in given]


def _plain(form: type[django_forms.Form]) -> Callable[[Task, Actor], dict[str, Any]]:
    return lambda _task, _actor: {"form": form}


def _request(kind: RequestKind) -> Callable[[int, dict[str, Any], Actor], object]:
    def do(pk: int, data: dict[str, Any], by: Actor) -> object:
        sent = uploads(data.pop("evidence"))
        return actions.request(pk, kind, data.pop("reason"), by=by, now=now(), files=sent, **data)

    return do


def _steps(task: Task) -> str:
    return "\n".join(forms.step_line(s.due, s.words, s.share) for s in task.steps.all())


FORMS = {
    "sign": Form(
        N("签收"), N("签收"), N("已签收。"), "task.sign", _plain(forms.SignForm),
        lambda pk, d, by: actions.sign(pk, by=by, now=now()), N("签收后由本单位牵头办理，每月 5 日前报上月进展。"),
    ),
    "return": Form(
        N("退回"), N("退回并请裁决"), N("已退回，待裁决。"), "task.sign", _plain(forms.ReasonForm),
        lambda pk, d, by: actions.give_back(pk, d["reason"], by=by, now=now()), N("不属于本单位职责的可以退回一次，由政府办公室裁决。"),
    ),
    "arbitrate": Form(
        N("裁决"), N("裁决"), N("已裁决，重新交办。"), "task.arbitrate",
        lambda task, _by: {"form": forms.ArbitrateForm, "units": queries.units_to_choose(today()), "initial": {"lead": task.lead_id}},
        lambda pk, d, by: actions.arbitrate(pk, d["lead"], d["reason"], by=by, now=now()), office=True,
    ),
    "handle": Form(
        N("指定承办人"), N("指定"), N("已指定承办人。"), "task.sign",
        lambda task, by: {"form": forms.HandleForm, "people": queries.people_of((task.lead_id, by.unit), today()), "initial": {"person": task.person_id}},
        lambda pk, d, by: actions.handle(pk, d["person"], by=by, now=now()),
    ),
    "plan": Form(
        N("安排步骤"), N("保存步骤"), N("步骤已保存。"), "task.report",
        lambda task, _by: {"form": forms.PlanForm, "initial": {"steps": _steps(task)}},
        lambda pk, d, by: actions.plan(pk, d["steps"], by=by, now=now()),
    ),
    "close": Form(
        N("申请销号"), N("申请销号"), N("已申请销号，待核查。"), "task.close", _plain(forms.CloseForm),
        lambda pk, d, by: actions.ask_to_close(pk, d["reason"], by=by, now=now(), files=uploads(d["evidence"])),
        N("由其他单位的人核查后销号。要有佐证：在这里附上，或此前已上传。"),
    ),
    "confirm": Form(
        N("核查销号"), N("核查属实，予以销号"), N("已销号。"), "task.confirm", _plain(forms.ConfirmForm),
        lambda pk, d, by: actions.confirm(pk, d["reason"], by=by, now=now()), N("请先核对佐证材料。办理人和办理单位不能自行销号。"), office=True,
    ),
    "reject": Form(
        N("退回重办"), N("退回重办"), N("已退回重办。"), "task.confirm", _plain(forms.ReasonForm),
        lambda pk, d, by: actions.reject(pk, d["reason"], by=by, now=now()), office=True,
    ),
    "reopen": Form(
        N("反弹重办"), N("重新办理"), N("已重新办理。"), "task.confirm",
        lambda task, _by: {"form": forms.ReopenForm, "initial": {"due": today() + timedelta(days=30)}},
        lambda pk, d, by: actions.reopen(pk, d["reason"], d["due"], by=by, now=now()), office=True,
    ),
    "extension": Form(
        N("申请延期"), N("申请延期"), N("已申请延期，待批复。"), "task.request", _plain(forms.ExtensionForm), _request(RequestKind.EXTENSION),
        N("批准前时限不变；原时限一直可见。"),
    ),
    "change": Form(
        N("申请调整目标"), N("申请调整"), N("已申请调整，待批复。"), "task.request",
        lambda task, _by: {
            "form": forms.ChangeForm,
            "measures": [(m.pk, f"{m.name}（{plain(m.target)}{m.unit}）") for m in task.measures.all()],
        },
        _request(RequestKind.CHANGE), N("批准前目标不变；原目标一直可见。"),
    ),
    "cancel": Form(
        N("申请撤销"), N("申请撤销"), N("已申请撤销，待批复。"), "task.request", _plain(forms.CancelForm), _request(RequestKind.CANCEL),
        N("批准后任务撤销，仍留在台账里。"),
    ),
    "light": Form(
        N("人工亮灯"), N("亮灯"), N("已亮灯。"), "task.light",
        lambda task, _by: {"form": forms.LightForm, "initial": {"light": task.light, "until": today() + timedelta(days=30)}},
        lambda pk, d, by: actions.set_light(pk, d["light"], d["reason"], d["until"], by=by, now=now()), office=True,
    ),
    "amend": Form(
        N("修改任务"), N("保存"), N("已保存。"), "task.draft",
        lambda task, _by: {
            "form": forms.TaskForm,
            "initial": {
                "title": task.title, "section": task.section, "start": task.start, "due": task.due,
                "goals": "\n".join(forms.goal_line(goal_of(m)) for m in task.measures.all()),
            },
        },
        lambda pk, d, by: actions.amend(pk, by=by, now=now(), **d), office=True,
    ),
}  # fmt: skip
STATE_ACT = {"plan": "step", "extension": "request", "change": "request", "cancel": "request"}
UNIT_ACTS = ("sign", "return", "handle", "plan", "close", "extension", "change", "cancel")


def open_acts(task: Task, actor: Actor) -> list[str]:
    """The acts that `actor` may do on the task as it stands, in the order of FORMS."""
    here = possible(State(task.state))
    waiting = any(one.decision == Decision.PENDING for one in task.requests.all())
    found = []
    for name, form in FORMS.items():
        if STATE_ACT.get(name, name) not in here and not (name == "plan" and task.state == State.DRAFTED):
            continue
        if name in ("close", "extension", "change", "cancel") and waiting:
            continue
        if (name == "return" and task.binding) or (name == "change" and not task.measures.all()):
            continue
        if name in ("confirm", "reject") and (actor.person == task.done_by or actor.unit == task.lead_id):
            continue
        act = "task.draft" if name == "plan" and task.state == State.DRAFTED else form.may
        if may(actor, act, None if form.office or task.lead_id is None else task.lead_id):
            found.append(name)
    return found


def _task(pk: int, actor: Actor) -> Task:
    task = queries.task(pk, actor)
    if task is None:
        raise Http404
    return task


@require_safe
@allowed("task.see")
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one task."""
    actor = actor_of(request)
    found = _task(pk, actor)
    acts = open_acts(found, actor)
    suggestions: list[Any] = []
    if found.state == State.DRAFTED and may(actor, "task.assign"):
        names = dict(queries.units_to_choose(today()))
        owners = queries.owners(found.year, today())
        suggestions = [(names.get(s.unit, ""), s) for s in owners.suggest(found.title + found.sentence, found.section)]
    latest = {(p.unit_id, p.month) for p in found.progress.all()}
    context = words() | {
        "task": found,
        "reasons": [(one.light, sentence(one)) for one in reasons(found.because)],
        "hand": found.hand_light if found.hand_until and found.hand_until >= today() else "",
        "hand_words": found.hand_light and Light(found.hand_light),
        "acts": [(name, _(FORMS[name].title)) for name in acts],
        "may_step": "plan" in acts and found.at_work,
        "may_report": reporting_unit(actor, found, today()) is not None,
        "may_decide": may(actor, "task.decide"),
        "may_assign": may(actor, "task.assign") and found.state in (State.DRAFTED, State.ASSIGNED),
        "me": actor.person,
        "suggestions": suggestions,
        "months": len({month for _unit, month in latest}),
        "entries": tell_all(history(found.reference)),
    }
    return page(request, "tasks/task.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("task.see")
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The form of an act, and the act."""
    actor = actor_of(request)
    found = _task(pk, actor)
    form = FORMS.get(name)
    if form is None:
        raise Http404
    if name not in open_acts(found, actor) and request.method != "POST":
        messages.error(
            request, _("任务 %(number)s 现在不能“%(act)s”。") % {"number": found.number, "act": _(form.title)}
        )
        return redirect("tasks:task", pk)
    made = form.make(found, actor)
    kind = made.pop("form")
    initial = made.pop("initial", None)
    bound = (
        kind(request.POST or None, request.FILES or None, initial=initial, **made)
        if request.method == "POST"
        else kind(initial=initial, **made)
    )
    if request.method == "POST":
        if not bound.fields:
            bound = kind({}, **made)
        if bound.is_valid():
            try:
                form.do(pk, dict(bound.cleaned_data), actor)
            except Refused as refusal:
                bound.add_error(None, str(refusal))
            else:
                messages.success(request, _(form.said))
                return redirect("tasks:task", pk)
    context = words() | {
        "task": found,
        "form": bound,
        "title": _(form.title),
        "button": _(form.button),
        "explain": form.explain and _(form.explain),
    }
    return page(request, "tasks/act.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@allowed("task.report")
def step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Finish a step, or take it back."""
    actor = actor_of(request)
    _task(pk, actor)
    try:
        if "reason" in request.POST:
            actions.unfinish_step(pk, step, request.POST["reason"], by=actor, now=now())
        else:
            form = forms.StepForm(request.POST)
            if not form.is_valid():
                raise Refused(_("请选完成日期。"))
            actions.finish_step(pk, step, form.cleaned_data["day"], by=actor, now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("tasks:task", pk)


@require_POST
@allowed("task.decide")
def decide(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """Approve or refuse a request."""
    actor = actor_of(request)
    found = _task(pk, actor)
    if key not in {one.pk for one in found.requests.all()}:
        raise Http404
    approve = request.POST.get("decision") == Decision.APPROVED
    try:
        actions.decide(key, approve, request.POST.get("answer", "")[:2000], by=actor, now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已批复。"))
    return redirect("tasks:task", pk)


@require_POST
@allowed("task.light")
def clear_light(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a light set by hand."""
    try:
        actions.clear_light(pk, by=actor_of(request), now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("tasks:task", pk)


@require_safe
@allowed("task.see")
def evidence(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """A file; always as a download, and never taken for anything but what it is."""
    found = _task(pk, actor_of(request))
    row = next((one for one in found.evidence.all() if one.pk == key), None)
    if row is None:
        raise Http404
    name = content_disposition_header(not row.kind.startswith("image/"), row.name) or "attachment"
    headers = {
        "Content-Disposition": name,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=3600",
    }
    return HttpResponse(files.fetch(row.digest), content_type=row.kind, headers=headers)
