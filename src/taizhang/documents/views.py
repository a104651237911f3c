"""Pages of documents: the list, the review, and what is done on them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from taizhang.documents import actions, queries
from taizhang.documents.models import Document, Entry
from taizhang.documents.publishing import publish as publish_document
from taizhang.documents.rules import CHOICES, FIELDS
from taizhang.documents.text import lines
from taizhang.documents.types import Condition, Layer, State
from taizhang.documents.words import CHOICES as CHOICE_WORDS
from taizhang.documents.words import CONDITIONS, LAYERS, OTHERS, STATES, choice, told
from taizhang.documents.words import FIELDS as FIELD_WORDS
from taizhang.journal.queries import history
from taizhang.organisation.access import actor_of, allowed, may
from taizhang.toolkit import files
from taizhang.toolkit.errors import Refused
from taizhang.toolkit.pages import page

PAGE = 50
MOST_FILES = 20  # in one upload
HISTORY = 30


@require_safe
@allowed("document.see")
def index(request: HttpRequest) -> HttpResponse:
    """Every document, the newest first."""
    pages = Paginator(queries.documents(), PAGE).get_page(request.GET.get("page"))
    actor = actor_of(request)
    context = {
        "pages": pages,
        "words": CONDITIONS,
        "may_upload": may(actor, "document.upload"),
        "limit": settings.UPLOAD_BYTES,
    }
    context["waiting"] = any(document.condition == Condition.WAITING for document in pages)
    return page(request, "documents/index.html", context)


@require_POST
@allowed("document.upload")
def upload(request: HttpRequest) -> HttpResponse:
    """Take in one or more files; each is read in the background."""
    given = request.FILES.getlist("files")
    if not given or len(given) > MOST_FILES:
        messages.error(request, _("请选择文件，每次不超过 %(most)s 份。") % {"most": MOST_FILES})
        return redirect("documents:index")
    now, actor, taken = timezone.now(), actor_of(request), []
    for file in given:
        if file.size and file.size > settings.UPLOAD_BYTES:
            messages.error(request, _("“%(name)s”太大，没有收下。") % {"name": file.name})
            continue
        try:
            taken.append(actions.upload(file.name or "", file.read(), by=actor, now=now))
        except Refused as refusal:
            messages.error(request, str(refusal))
    if taken:
        said = ngettext("收下 %(count)s 份文件，正在阅读。", "收下 %(count)s 份文件，正在阅读。", len(taken))
        messages.success(request, said % {"count": len(taken)})
    return redirect("documents:review", taken[0].pk) if len(taken) == 1 else redirect("documents:index")


@require_safe
@allowed("document.see")
def review(request: HttpRequest, key: int) -> HttpResponse:
    """The text with its marks on the left, the entries of one layer on the right."""
    document = get_object_or_404(Document, pk=key)
    layer, only = _layer(request), _only(request)
    tab = request.GET.get("layer") if request.GET.get("layer") in OTHERS else layer
    actor = actor_of(request)
    shown = list(queries.entries(document, layer, only))
    context = {
        "document": document,
        "layer": layer,
        "tab": tab,
        "only": only,
        "entries": shown,
        "numbers": dict(document.entries.values_list("fact", "pk")) if tab == "doubts" else {},
        "lines": list(lines(document.text, shown, document.unclaimed)),
        "progress": queries.progress(document),
        "account": _account(document),
        "filters": queries.FILTERS,
        "may_review": may(actor, "document.review"),
        "may_publish": may(actor, "document.publish"),
        "history": history(actions.about(document), HISTORY),
        "now": timezone.now().isoformat(),
        **_words(),
    }
    return page(request, "documents/review.html", context)


@require_safe
@allowed("document.see")
def original(request: HttpRequest, key: int) -> HttpResponse:
    """The file as it was handed in."""
    document = get_object_or_404(Document, pk=key)
    disposition = content_disposition_header(True, document.name) or "attachment"
    return HttpResponse(
        files.fetch(document.digest),
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )


@require_safe
@allowed("document.see")
def changes(request: HttpRequest, key: int) -> HttpResponse:
    """Rows that others have changed since a moment, to be put in their places; and how far the review is."""
    document = get_object_or_404(Document.objects.defer("text"), pk=key)
    since = parse_datetime(request.GET.get("since", "")) or timezone.now()
    moment = timezone.now()
    rows = list(queries.touched(document, _layer(request), since, actor_of(request).person))
    return _rows(request, document, rows, moment=moment, others=True)


@require_POST
@allowed("document.review")
def act(request: HttpRequest, key: int) -> HttpResponse:
    """One act on one entry: accept, reject, put back, edit, take or refuse what a newer reader says."""
    entry = get_object_or_404(Entry.objects.select_related("document", "by"), pk=key)
    what, now, by = request.POST.get("act", ""), timezone.now(), actor_of(request)
    seen = _whole(request.POST.get("revision", ""))
    problem = ""
    try:
        if what == "edit":
            actions.edit(entry, request.POST.dict(), by=by, now=now, seen=seen)
        elif what == "take":
            actions.take_offer(entry, by=by, now=now, seen=seen)
        elif what == "keep":
            actions.keep_own(entry, by=by, now=now, seen=seen)
        elif what in (State.ACCEPTED, State.REJECTED, State.PENDING):
            actions.decide([entry], State(what), by=by, now=now, seen={entry.pk: seen})
        else:
            raise Http404
    except Refused as refusal:
        problem = str(refusal)
    if request.headers.get("HX-Request"):
        entry = Entry.objects.select_related("document", "by").get(pk=key)
        return _rows(request, entry.document, [entry], moment=now, problem=problem)
    if problem:
        messages.error(request, problem)
    return _back(request, entry.document_id)


@require_POST
@allowed("document.review")
def add(request: HttpRequest, key: int) -> HttpResponse:
    """An entry on the characters that a person selected."""
    document = get_object_or_404(Document, pk=key)
    start, end = (_whole(request.POST.get(name, "")) for name in ("start", "end"))
    return _done(
        request,
        document,
        lambda by, now: actions.add(document, _layer(request), start, end, request.POST.dict(), by=by, now=now),
        _("已添加。"),
    )


@require_POST
@allowed("document.review")
def accept_sure(request: HttpRequest, key: int) -> HttpResponse:
    """Accept what the reader is sure of."""
    document = get_object_or_404(Document, pk=key)
    least = float(request.POST.get("least") or 0)
    return _done(
        request,
        document,
        lambda by, now: actions.accept_sure(document, _layer(request), least, by=by, now=now),
        _("已采用 %(count)s 条。"),
    )


@require_POST
@allowed("document.review")
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Take back one's own last act."""
    document = get_object_or_404(Document, pk=key)
    return _done(request, document, lambda by, now: actions.undo(document, by=by, now=now), _("已撤销 %(count)s 条。"))


@require_POST
@allowed("document.review")
def read_again(request: HttpRequest, key: int) -> HttpResponse:
    """Read the document once more with today's reader."""
    document = get_object_or_404(Document, pk=key)
    return _done(
        request,
        document,
        lambda by, now: actions.read_again(document, by=by, now=now),
        _("已排队重读；人工审定的内容不会被覆盖。"),
    )


@require_POST
@allowed("document.publish")
def publish(request: HttpRequest, key: int) -> HttpResponse:
    """Write what was accepted into the ledger."""
    document = get_object_or_404(Document, pk=key)
    try:
        done = publish_document(document, by=actor_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("已发布：指标 %(figures)s 条，任务 %(tasks)s 项，项目和机制 %(projects)s 个；撤回 %(withdrawn)s 条。")
        messages.success(
            request,
            said
            % {"figures": done.figures, "tasks": done.tasks, "projects": done.projects, "withdrawn": done.withdrawn},
        )
    return _back(request, key)


@require_POST
@allowed("document.review")
def discard(request: HttpRequest, key: int) -> HttpResponse:
    """Remove a document of which nothing was published."""
    document = get_object_or_404(Document, pk=key)
    try:
        actions.discard(document, request.POST.get("reason", ""), by=actor_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back(request, key)
    messages.success(request, _("已移除“%(name)s”。") % {"name": document.name})
    return redirect("documents:index")


def _done(request: HttpRequest, document: Document, action: object, said: str) -> HttpResponse:
    """Do `action` (of actor and moment) and lead back to the review with a word on what came of it."""
    assert callable(action)
    try:
        count = action(actor_of(request), timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said % {"count": count} if "%(count)s" in said else said)
    return _back(request, document.pk)


def _back(request: HttpRequest, key: int) -> HttpResponseRedirect:
    """To the review, with the layer and the filter that were shown."""
    layer, only = _layer(request), _only(request)
    return HttpResponseRedirect(f"{reverse('documents:review', args=[key])}?layer={layer}&only={only}")


def _rows(
    request: HttpRequest,
    document: Document,
    entries: list[Entry],
    *,
    moment: datetime,
    problem: str = "",
    others: bool = False,
) -> HttpResponse:
    context = {
        "document": document,
        "layer": _layer(request),
        "tab": _layer(request),
        "only": _only(request),
        "entries": entries,
        "progress": queries.progress(document),
        "may_review": may(actor_of(request), "document.review"),
        "problem": problem,
        "from_others": others,
        "now": moment.isoformat(),
        **_words(),
    }
    return page(request, "documents/rows.html", context)


def _words() -> dict[str, object]:
    return {
        "fields": FIELDS, "choices": CHOICES, "field_words": FIELD_WORDS, "choice_words": CHOICE_WORDS, "states": STATES,
        "layers": LAYERS, "others": OTHERS, "told": told, "choice": choice,
    }  # fmt: skip


def _account(document: Document) -> tuple[int, int]:
    """(numerals that facts claim, all numerals)."""
    return document.account.get("claimed", 0), sum(document.account.values())


def _layer(request: HttpRequest) -> Layer:
    given = request.POST.get("layer") or request.GET.get("layer") or Layer.QUANTITIES
    return Layer(given) if given in set(Layer) else Layer.QUANTITIES


def _only(request: HttpRequest) -> str:
    given = request.POST.get("only") or request.GET.get("only") or "all"
    return given if given in queries.FILTERS else "all"


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
