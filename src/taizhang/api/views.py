"""Pages of applications, the description of the API, and its documentation."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.api import actions, forms, queries
from taizhang.api.problems import ADVICE, STATUS, TITLES, Problem, answer
from taizhang.api.types import Code, Standing
from taizhang.api.words import SCOPES, STANDINGS
from taizhang.journal.queries import history
from taizhang.organisation.access import actor_of, allowed
from taizhang.toolkit.errors import NotAllowed, Refused
from taizhang.toolkit.pages import page

MANAGE, DESCRIBE = actions.MANAGE, "api.describe"


@require_safe
@allowed(MANAGE)
def index(request: HttpRequest) -> HttpResponse:
    """Every application, those in use first."""
    now = timezone.now()
    rows = [(row, row.standing(now)) for row in queries.applications()]
    usable = sum(1 for _row, standing in rows if standing is Standing.ACTIVE)
    return page(request, "api/applications.html", {"rows": rows, "usable": usable, "standings": STANDINGS})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(MANAGE)
def new(request: HttpRequest) -> HttpResponse:
    """Register an application; its token is shown once."""
    form = forms.NewApplication(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, token = actions.create(**form.cleaned_data, by=actor_of(request), now=timezone.now())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answer = page(request, "api/token.html", {"application": made, "token": token, "root": _root(request)})
            answer.headers["Cache-Control"] = "no-store"
            return answer
    context = {"form": form, "seats": list(queries.seats(timezone.localdate()))}
    return page(request, "api/new.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@allowed(MANAGE)
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: whom it acts for, what it may, until when, and its history."""
    found = get_object_or_404(queries.applications(), pk=pk)
    context = {
        "application": found,
        "standing": found.standing(timezone.now()),
        "standings": STANDINGS,
        "scopes": [(scope, _(words)) for scope, words in SCOPES.items() if scope in found.scopes],
        "history": history(actions.about(found)),
    }
    return page(request, "api/application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(MANAGE)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End an application."""
    found = get_object_or_404(queries.applications(), pk=pk)
    form = forms.Revoke(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke(found, form.cleaned_data["reason"], by=actor_of(request), now=timezone.now())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已吊销“%(name)s”，令牌立即失效。") % {"name": found.name})
            return redirect("api:application", pk)
    return page(
        request,
        "api/revoke.html",
        {"form": form, "application": found},
        status=422 if request.method == "POST" else 200,
    )


@require_safe
@allowed(DESCRIBE)
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, for programs; it holds no data of the county."""
    from taizhang.api.service import description

    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


@require_safe
@allowed(DESCRIBE)
def docs(request: HttpRequest) -> HttpResponse:
    """How to call the API, for people: the rules, the problems, and every operation to try."""
    problems = [(code, STATUS[code], _(TITLES[code]), _(ADVICE.get(code, ""))) for code in TITLES]
    settings = {
        "url": reverse("api:openapi"), "layout": "BaseLayout", "deepLinking": True, "persistAuthorization": False,
        "defaultModelsExpandDepth": 0, "validatorUrl": None,
    }  # fmt: skip
    context = {
        "problems": problems,
        "scopes": [(scope, _(words)) for scope, words in SCOPES.items()],
        "settings": json.dumps(settings).replace("<", "\\u003c"),
        "root": _root(request),
    }
    return page(request, "api/docs.html", context)


@csrf_exempt
@allowed(DESCRIBE)
def missing(request: HttpRequest, rest: str) -> HttpResponse:
    """No such address under the API."""
    return answer(Problem(Code.NOT_FOUND, _("接口里没有这个地址，全部地址见 /api/v1/docs。")))


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/api/v1")
