"""What several pages need."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from taizhang.tasks import wording
from taizhang.tasks.actions.common import plain
from taizhang.tasks.models import Task
from taizhang.tasks.queries import DUES, ORDERS, Filters
from taizhang.tasks.types import SEVERITY, Light, State
from taizhang.tasks.wording import reasons, sentence

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def today() -> date:
    """The county's day."""
    return timezone.localdate()


def now() -> datetime:
    """This moment."""
    return timezone.now()


def filters_of(request: HttpRequest) -> Filters:
    """What the address narrows the list to; what cannot be is left out."""
    given = request.GET
    due = given.get("due", "")
    light, state = given.get("light", ""), given.get("state", "")
    return Filters(
        year=_whole(given.get("year")) or today().year,
        list=_whole(given.get("list")),
        unit=_whole(given.get("unit")),
        leader=_whole(given.get("leader")),
        section=given.get("section", "")[:300],
        light=light if light in set(Light) else "",
        state=state if state == "open" or state in set(State) else "",
        due=due if due in DUES or MONTH.fullmatch(due) else "",
        text=given.get("text", "").strip()[:60],
    )


def order_of(request: HttpRequest) -> tuple[str, bool]:
    """(column, downwards) that the address asks for."""
    order = request.GET.get("order", "number")
    name = order.removeprefix("-")
    return (name, order.startswith("-")) if name in ORDERS else ("number", False)


def address_with(request: HttpRequest, **changed: Any) -> str:
    """The query of this address with some parts changed; None drops one."""
    kept = {key: value for key, value in request.GET.items() if value}
    kept |= changed
    return "?" + urlencode({key: value for key, value in kept.items() if value is not None})


def month_of(text: str | None, default: date) -> date:
    """The first day of the month 2026-06, else of `default`."""
    match = MONTH.fullmatch(text or "")
    return date(int(match[1]), int(match[2]), 1) if match else default.replace(day=1)


def back_of(request: HttpRequest, default: str) -> str:
    """Where to go after a form: the page that it names, if it is ours."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    return (
        address
        if url_has_allowed_host_and_scheme(address, {request.get_host()}) and address.startswith("/")
        else default
    )


def words() -> dict[str, Any]:
    """What every template of tasks says."""
    return {
        "states": {state: _(said) for state, said in wording.STATES.items()},
        "lights": {light: _(said) for light, said in wording.LIGHTS.items()},
        "light_order": SEVERITY,
        "list_kinds": {kind: _(said) for kind, said in wording.LISTS.items()},
        "request_kinds": {kind: _(said) for kind, said in wording.REQUESTS.items()},
        "decisions": {kind: _(said) for kind, said in wording.DECISIONS.items()},
        "ratings": {kind: _(said) for kind, said in wording.RATINGS.items()},
        "ops": {op: _(said) for op, said in wording.OPS.items()},
        "why": why,
        "plain": plain,
        "left": left,
        "month_words": wording.month_words,
        "today": today(),
    }


def why(task: Task) -> str:
    """The worst reason of a task's light, in words."""
    return sentence(reasons(task.because[:1])[0]) if task.because else ""


def left(task: Task) -> str:
    """还剩 3 天; 逾期 2 天; "" for what has ended or is far off."""
    if task.state in (State.DRAFTED, State.CLOSED, State.CANCELLED):
        return ""
    days = (task.due - today()).days
    if days < 0:
        return _("逾期 %(days)s 天") % {"days": -days}
    return _("还剩 %(days)s 天") % {"days": days} if days <= 60 else ""


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else None
