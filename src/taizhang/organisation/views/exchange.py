"""Import and export."""

from __future__ import annotations

import base64
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.organisation import exchange, workbook
from taizhang.organisation.access import actor_of, allowed, may
from taizhang.organisation.models import ImportDraft, Person
from taizhang.toolkit.errors import NotAllowed, Refused
from taizhang.toolkit.pages import page
from taizhang.toolkit.secret import opened, sealed

ACT = exchange.ACT
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 500  # problems on one page


@require_http_methods(["GET", "POST"])
@allowed(ACT)
def index(request: HttpRequest) -> HttpResponse:
    """Hand in a workbook: it is checked in full, and nothing is written yet."""
    actor = actor_of(request)
    context: dict[str, object] = {
        "clear": may(actor, "organisation.phones"),
        "outcome": None,
        "problem": "",
        "name": "",
    }
    file = request.FILES.get("file")
    if request.method == "POST":
        if file is None or file.size is None or file.size > settings.UPLOAD_BYTES:
            context["problem"] = _("请选择一个 XLSX 文件。") if file is None else _("文件太大，没有收下。")
            return page(request, "organisation/exchange.html", context, status=422)
        data = file.read()
        try:
            outcome = exchange.check(data, by=actor, now=timezone.now())
        except NotAllowed:
            raise
        except Refused as refusal:
            context["problem"] = str(refusal)
            return page(request, "organisation/exchange.html", context, status=422)
        if not outcome.problems and outcome.done:
            _keep(cast(Person, request.user), data)
        context |= {"outcome": outcome, "name": file.name, "shown": outcome.problems[:SHOWN]}
        return page(request, "organisation/exchange.html", context, status=422 if outcome.problems else 200)
    return page(request, "organisation/exchange.html", context)


@require_POST
@allowed(ACT)
def bring_in(request: HttpRequest) -> HttpResponse:
    """Import what was checked."""
    person = cast(Person, request.user)
    draft = ImportDraft.objects.filter(person=person).first()
    if draft is None:
        messages.error(request, _("没有待导入的文件，请重新选择文件检查。"))
        return HttpResponseRedirect(reverse("organisation:exchange"))
    try:
        outcome = exchange.bring_in(base64.b64decode(opened(draft.sealed)), by=actor_of(request), now=timezone.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("organisation:exchange"))
    messages.success(request, _("已导入：") + "、".join(f"{verb} {number}" for verb, number in outcome.done.items()))
    if outcome.passwords:
        answer = page(request, "organisation/password.html", {"passwords": outcome.passwords})
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return HttpResponseRedirect(reverse("organisation:index"))


@require_safe
@allowed(ACT)
def export(request: HttpRequest) -> HttpResponse:
    """The state of today; with ``?phones=1`` telephones in full."""
    clear = request.GET.get("phones") == "1"
    data = exchange.export(by=actor_of(request), now=timezone.now(), clear=clear)
    return _download(data, f"organisation-{timezone.localdate():%Y%m%d}.xlsx")


@require_safe
@allowed(ACT)
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with the right heads."""
    return _download(workbook.written({}), "organisation-template.xlsx")


def _download(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=XLSX, headers=headers)


def _keep(person: Person, data: bytes) -> None:
    text = sealed(base64.b64encode(data).decode())
    ImportDraft.objects.update_or_create(person=person, defaults={"sealed": text, "made": timezone.now()})
