"""Pages from Jinja2 templates: the one way a view answers with HTML."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """`template` filled in; private, and asked for anew each time."""
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
