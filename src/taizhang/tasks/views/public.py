"""Practical matters before the public, their ratings; the calendar that a person subscribes to."""

from __future__ import annotations

import secrets
from zlib import crc32

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.organisation.access import actor_of, allowed, may
from taizhang.organisation.models import Person
from taizhang.tasks import actions, queries
from taizhang.tasks.actions.public import feed_digest
from taizhang.tasks.ical import Event, calendar
from taizhang.tasks.models import Feed, Task, TaskList
from taizhang.tasks.types import ListKind, Satisfaction
from taizhang.tasks.views.common import now, words
from taizhang.toolkit.errors import Refused
from taizhang.toolkit.pages import page

VOTER = "voter"  # a secret of the browser, kept for two years


@require_safe
@allowed("task.see")
def practical(request: HttpRequest, pk: int) -> HttpResponse:
    """The office's page of a list of practical matters: 件 with 项, each with its light and ratings."""
    list_ = get_object_or_404(TaskList, pk=pk, kind=ListKind.PRACTICAL)
    actor = actor_of(request)
    matters = queries.matters(list_)
    items = sum(len(matter.tasks.all()) for matter in matters)
    context = words() | {
        "list": list_,
        "matters": matters,
        "items": items,
        "may_draft": may(actor, "task.draft"),
        "may_publish": may(actor, "task.publish"),
    }
    return page(request, "tasks/practical.html", context)


@require_POST
@allowed("task.draft")
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """A new headline of a list."""
    list_ = get_object_or_404(TaskList, pk=pk, kind=ListKind.PRACTICAL)
    try:
        actions.head(list_, request.POST.get("title", "")[:200], by=actor_of(request), now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("tasks:practical", pk)


@require_POST
@allowed("task.publish")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a list to the public, or take it back."""
    list_ = get_object_or_404(TaskList, pk=pk)
    try:
        actions.publish(list_, request.POST.get("on") == "yes", by=actor_of(request), now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("tasks:practical", pk)


@require_safe
@allowed("task.public")
def public(request: HttpRequest) -> HttpResponse:
    """What citizens see: each matter, its items, how far they are, and how they are rated."""
    list_ = queries.published()
    matters = queries.matters(list_) if list_ else []
    items = [item for matter in matters for item in matter.tasks.all() if item.state != "drafted"]
    context = words() | {
        "list": list_,
        "matters": matters,
        "items": len(items),
        "closed": sum(1 for item in items if item.state == "closed"),
    }
    return page(request, "tasks/public.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("task.public")
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Rate an item of the published list."""
    task = (
        Task.objects.select_related("list", "lead")
        .filter(pk=pk, list__published=True, list__kind=ListKind.PRACTICAL)
        .first()
    )
    if task is None or task.state in ("drafted", "cancelled"):
        raise Http404
    problem = ""
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        voter = request.get_signed_cookie(VOTER, default="", salt="tasks") or secrets.token_urlsafe(24)
        try:
            if answer not in set(Satisfaction):
                raise Refused(_("请选一项：满意、基本满意或不满意。"))
            actions.rate(
                pk, voter, Satisfaction(answer), request.POST.get("words", ""), by=actor_of(request), now=now()
            )
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("谢谢您的评价。"))
            answered: HttpResponse = redirect("tasks:public")
            answered.set_signed_cookie(
                VOTER, voter, salt="tasks", max_age=63_072_000, httponly=True, samesite="Lax", secure=settings.HTTPS
            )
            return answered
    context = words() | {
        "task": task,
        "problem": problem,
        "answer": request.POST.get("answer", ""),
        "said": request.POST.get("words", ""),
    }
    return page(request, "tasks/rate.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("task.feed")
def feed(request: HttpRequest) -> HttpResponse:
    """Make the secret address of one's calendar; it is shown this once."""
    address = ""
    actor = actor_of(request)
    if request.method == "POST":
        secret = actions.new_feed(by=actor, now=now())
        address = request.build_absolute_uri(reverse("tasks:calendar-file", args=(secret,)))
    has = Feed.objects.filter(person=actor.person).first()
    return page(request, "tasks/feed.html", {"address": address, "has": has})


@require_safe
@allowed("task.public")
def calendar_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of who has this secret: open tasks and steps, by their due days."""
    found = Feed.objects.filter(digest=feed_digest(secret), person__active=True).select_related("person").first()
    if found is None:
        raise Http404
    person: Person = found.person
    events = []
    tasks = list(queries.feed_tasks(person.pk))
    acts = queries.acts_so_far([task.pk for task in tasks])
    for task in tasks:
        address = request.build_absolute_uri(reverse("tasks:task", args=(task.pk,)))
        where = task.lead.name if task.lead else ""
        done = acts.get(task.pk, 0)
        events.append(Event(f"task-{task.pk}@taizhang", task.due, f"{task.number} {task.title}", where, address, done))
        events += [
            Event(
                f"step-{task.pk}-{crc32(step.words.encode())}@taizhang",
                step.due,
                step.words,
                f"{task.number} {task.title}",
                address,
                done,
            )
            for step in task.steps.all()
            if not step.done
        ]
    data = calendar(_("%(name)s的任务") % {"name": person.name}, events, now())
    return HttpResponse(
        data, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, max-age=900"}
    )
