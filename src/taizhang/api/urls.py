"""Addresses of the API and of its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path

from taizhang.api import views
from taizhang.api.door import OPERATIONS
from taizhang.api.problems import Problem, answer
from taizhang.api.service import api
from taizhang.api.types import Code

View = Callable[..., HttpResponseBase]


def operations() -> Iterator[URLPattern]:
    """One address for each path of the API. It declares the act of its reading, else of its first operation."""
    paths: dict[str, dict[str, tuple[str, View]]] = {}
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name in OPERATIONS:
            method, _rights = OPERATIONS[pattern.name]
            paths.setdefault(str(pattern.pattern), {})[method] = (pattern.name, pattern.callback)
    for where, methods in paths.items():
        name = methods.get("GET", next(iter(methods.values())))[0]
        views = {method: view for method, (_name, view) in methods.items()}
        yield path(f"api/v1/{where}", _called(views, OPERATIONS[name][1].act), name=name)


def _called(views: dict[str, View], act: str) -> View:
    """A view that calls the operation of the request's method, declares `act`, and lets nobody keep what it answers."""

    def call(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        view = views.get(request.method or "")
        if view is None:
            return answer(Problem(Code.METHOD, headers={"Allow": ", ".join(sorted(views))}))
        given = view(request, *arguments, **named)
        given.headers.setdefault("Cache-Control", "private, no-cache")
        return given

    call.csrf_exempt = True  # type: ignore[attr-defined]  # a session's writes are checked at the door
    call.act = act  # type: ignore[attr-defined]
    return call


pages: list[URLPattern | URLResolver] = [
    path("organisation/applications/", views.index, name="applications"),
    path("organisation/applications/new", views.new, name="application-new"),
    path("organisation/applications/<int:pk>", views.application, name="application"),
    path("organisation/applications/<int:pk>/revoke", views.revoke, name="application-revoke"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("api/v1/docs", views.docs, name="docs"),
    *operations(),
    path("api/v1/<path:rest>", views.missing, name="missing"),
]
urlpatterns: list[URLPattern | URLResolver] = [path("", include((pages, "api")))]
