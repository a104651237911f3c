"""The front page, the search, what watches over the server, and the pages that say what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from taizhang.documents import queries as documents
from taizhang.organisation.access import actor_of, allowed, may
from taizhang.organisation.models import Person, Unit
from taizhang.tasks import queries as tasks
from taizhang.toolkit.pages import page
from taizhang.web.waiting import waiting

FOUND = 20  # of each sort that a search shows


@require_safe
@allowed("account.own")
def home(request: HttpRequest) -> HttpResponse:
    """Where to begin: what waits for this post; a leader lands on the leader's page."""
    actor, today = actor_of(request), timezone.localdate()
    if actor.role == "leader" and may(actor, "leader.see"):
        return redirect("leader")
    context = {
        "waiting": waiting(actor, today),
        "documents": documents.documents()[:5] if may(actor, "document.see") else [],
        "may_lead": may(actor, "leader.see"),
        "today": today,
    }
    return page(request, "web/home.html", context)


@require_safe
@allowed("account.own")
def search(request: HttpRequest) -> HttpResponse:
    """Anything by its name: documents, tasks, units, people, as far as the post may see them."""
    sought = request.GET.get("q", "").strip()[:60]
    actor = actor_of(request)
    found: list[tuple[str, list[Any]]] = []
    if sought:
        if may(actor, "document.see"):
            found.append(("documents", list(documents.documents().filter(title__icontains=sought)[:FOUND])))
        if may(actor, "task.see"):
            found.append(("tasks", tasks.find(sought, actor, FOUND)))
        if may(actor, "organisation.view"):
            found.append(("units", list(Unit.objects.filter(name__icontains=sought)[:FOUND])))
            found.append(("people", list(Person.objects.filter(name__icontains=sought, active=True)[:FOUND])))
    return page(request, "web/search.html", {"sought": sought, "found": [f for f in found if f[1]]})


@require_POST
@allowed("account.sign-in")
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages."""
    answer: HttpResponse = set_language(request)
    return answer


@require_safe
@allowed("account.sign-in")
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@allowed("account.sign-in")
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether it can do its work: the database answers and is of this version, the disk takes files."""
    checks = {"database": database_state(), "files": _writable(Path(settings.DATA))}
    good = all(word == "ok" for word in checks.values())
    return JsonResponse(checks, status=200 if good else 503)


def database_state() -> str:
    """ "ok", or what is the matter with the database."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unreachable"
    return "run taizhang setup" if waiting else "ok"


def _writable(folder: Path) -> str:
    try:
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return "not writable"
    return "ok"


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that makes no sense."""
    return _wrong(request, 400, _("这个请求不完整"), _("请回到上一页，刷新后再试。"))


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or came too late."""
    return _wrong(
        request, 403, _("没有接受这次提交"), _("页面可能放得太久。请回到上一页，刷新后再试；已填的内容请先复制。")
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page."""
    return _wrong(request, 404, _("没有这个页面"), _("地址可能抄错了，或者内容已经移走。"))


def too_large(request: HttpRequest) -> HttpResponse:
    """An upload beyond the limit."""
    return _wrong(request, 413, _("文件太大，没有收下"), _("请只留正文另存一份，或请管理员调高 TAIZHANG_UPLOAD_MB。"))


def broken(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    return _wrong(
        request, 500, _("服务器出错了"), _("这是程序的错，已填的内容没有写入。请把时间和所做的操作告诉管理员。")
    )


def _wrong(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return page(request, "refused.html", {"title": title, "words": words}, status=status)
