"""A county, a token for each role, and a client that speaks JSON: what the tests of the API begin with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from taizhang.api import actions
from taizhang.api.models import Application
from taizhang.api.types import Scope
from taizhang.organisation.models import Appointment
from taizhang.organisation.tests.county import County, county, holder
from taizhang.toolkit.actor import CLOCK

ALL = frozenset(scope.value for scope in Scope)
ROOT = "/api/v1"
_numbers = count(1)


def application(
    held: Appointment, scopes: Iterable[str] = ALL, *, days: int = 30, per_minute: int = 6000
) -> tuple[Application, str]:
    """An application for somebody in a post, and its token."""
    return actions.create(
        name=f"应用{next(_numbers)}",
        purpose="试",
        appointment=held,
        scopes=list(scopes),
        days=days,
        per_minute=per_minute,
        by=CLOCK,
        now=timezone.now(),
    )


@dataclass
class Caller:
    """Calls the API with a token, each write under a key of its own unless one is given."""

    token: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"{ROOT}{path}", query, headers={"Authorization": f"Bearer {self.token}"})

    def send(self, method: str, path: str, body: Any = None, *, key: str | None = None, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or f"key-{next(_numbers)}"}
        data = body if isinstance(body, (str, bytes)) else json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, f"{ROOT}{path}", data, content_type="application/json", headers=headers | more.get("headers", {})
        )

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        return self.send("POST", path, body, key=key)

    def upload(self, path: str, file: Any, *, key: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or f"key-{next(_numbers)}"}
        return self.client.post(f"{ROOT}{path}", {"file": file}, headers=headers)


@dataclass(frozen=True)
class Place:
    """The county, with a caller for the office, two for the housing department, one for the water department."""

    county: County
    clerk: Caller
    head: Caller
    builder: Caller
    water: Caller
    leader: Caller
    held: dict[str, Appointment]


def place() -> Place:
    """Make it, with nothing counted yet against anybody's rate."""
    cache.clear()
    here = county()
    held = {
        "clerk": holder("clerk", here.office, "supervision", title="科长", name="王敏"),
        "head": holder("head", here.office, "supervision", title="主任", name="陈实"),
        "builder": holder("builder", here.housing, "unit", title="局长", name="赵筑"),
        "water": holder("water", here.water, "unit", title="局长", name="江潮"),
        "leader": holder("leader", here.county, "leader", title="副县长", name="周远"),
    }
    callers = {name: Caller(application(one)[1]) for name, one in held.items()}
    return Place(here, held=held, **callers)


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The body of a problem, checked for its form."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json"), answer.content
    said: dict[str, Any] = json.loads(answer.content)
    assert (said["status"], said["code"]) == (status, code)
    assert said["title"]
    assert said["title_en"].isascii()
    assert said["detail"]
    return said
