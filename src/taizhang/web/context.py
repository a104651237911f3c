"""What the frame of every page shows: county, year, who acts, and the menu as far as they may use it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N

from taizhang.organisation.access import actor_of, may
from taizhang.organisation.queries import county
from taizhang.toolkit.actor import Actor

RAIL: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (N("读"), ((N("文件"), "documents:index", "document.see"),)),
    (
        N("办"),
        (
            (N("领导一屏"), "leader", "leader.see"),
            (N("任务"), "tasks:index", "task.see"),
            (N("指标"), "indicators:index", "indicator.see"),
            (N("项目和机制"), "projects:index", "project.see"),
        ),
    ),
    (N("答"), ((N("承诺兑现"), "promises:index", "promise.see"),)),
    (
        N("管"),
        (
            (N("单位和人员"), "organisation:index", "organisation.view"),
            (N("应用和接口"), "api:applications", "api.manage"),
        ),
    ),
)
"""Verb → (label, name of the address, act that opens it)."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The `frame` of templates; made only when a template asks."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    known = actor.person is not None
    top = county(timezone.localdate())
    return {
        "home": reverse("home"),
        "county": top.name if top else "",
        "year": timezone.localdate().year,
        "actor": actor if known else None,
        "search": reverse("search"),
        "own": _own() if known else [],
        "leave": reverse("account_logout"),
        "language": reverse("set_language"),
        "rail": _rail(request, actor) if known else [],
    }


def _rail(request: HttpRequest, actor: Actor) -> list[tuple[str, list[dict[str, Any]]]]:
    shown = []
    for verb, items in RAIL:
        open_to = [
            {"label": _(label), "address": address, "here": request.path.startswith(address), "count": 0}
            for label, name, act in items
            if (address := _address(name)) and may(actor, act)
        ]
        if open_to:
            shown.append((_(verb), open_to))
    return shown


def _own() -> list[tuple[str, str]]:
    named = ((N("我的岗位"), "organisation:mine"), (N("账号和安全"), "organisation:account"))
    return [(_(label), address) for label, name in named if (address := _address(name))]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
