"""Every operation as every role and as an outsider, by token and by session; and without its scope.

What happens is what the access definitions say. A new operation is tried without being named here.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern

from taizhang.api.door import OPERATIONS
from taizhang.api.service import api, route
from taizhang.api.tests.setting import ALL, Caller, application
from taizhang.api.types import Scope
from taizhang.organisation.definition import access
from taizhang.organisation.models import Appointment, Person
from taizhang.organisation.tests.county import county, staff
from taizhang.toolkit.actor import Actor

pytestmark = pytest.mark.django_db
ADDRESSES = {
    pattern.name: route(str(pattern.pattern))
    for pattern in api.urls[0]
    if isinstance(pattern, URLPattern) and pattern.name in OPERATIONS
}
CALLS = [
    (name, method, re.sub(r"\{kind\}", "task", re.sub(r"\{(?!kind)\w+\}", "999999999", ADDRESSES[name])), rights)
    for name, (method, rights) in OPERATIONS.items()
]


@pytest.fixture
def actors() -> dict[str, Actor]:
    cache.clear()
    return staff(county())


def clients(role: str, actor: Actor) -> list[Any]:
    """The ways in which a role can call: by session, and by token where it has a post."""
    if actor.person is None:
        return [Client()]
    browser = Client()
    browser.force_login(Person.objects.get(pk=actor.person))
    held = Appointment.objects.filter(person=actor.person).first()
    if held is None:
        return [browser]
    token = Caller(application(held, ALL)[1]).token
    return [browser, Client(headers={"Authorization": f"Bearer {token}"})]


def status(client: Client, name: str, method: str, address: str) -> tuple[int, str]:
    body = {} if method in ("GET", "DELETE") else {"data": "{}", "content_type": "application/json"}
    given = client.generic(method, address, headers={"Idempotency-Key": f"{name}-1"}, **body)  # type: ignore[arg-type]
    said = json.loads(given.content) if given.headers.get("Content-Type") == "application/problem+json" else {}
    return given.status_code, said.get("code", "")


@pytest.mark.parametrize("role", [*access().roles])
def test_a_role_is_turned_away_from_what_its_post_may_not_and_from_nothing_else(
    role: str, actors: dict[str, Actor]
) -> None:
    wrong = []
    for client in clients(role, actors[role]):
        for name, method, address, rights in CALLS:
            found = status(client, name, method, address)
            if access().reach(role, rights.act) is None:
                expected = (401, "unauthenticated") if role == "public" else (403, "not-allowed")
                if found != expected:
                    wrong.append((name, method, found))
            elif found[0] in (401, 403, 429) or found[0] >= 500:
                wrong.append((name, method, found))
    assert wrong == []


def test_an_operation_is_refused_without_its_scope(actors: dict[str, Actor]) -> None:
    wrong = []
    for role in ("supervision", "unit"):
        held = Appointment.objects.get(person=actors[role].person)
        for scope in Scope:
            others = ALL - {scope, scope.replace(":read", ":write")}
            client = Client(headers={"Authorization": f"Bearer {application(held, others)[1]}"})
            for name, method, address, rights in CALLS:
                if rights.scope is scope and status(client, name, method, address) != (403, "scope"):
                    wrong.append((role, name))
    assert wrong == []


def test_every_operation_is_walked() -> None:
    assert len(CALLS) == len(OPERATIONS) == len(ADDRESSES) > 45


def test_only_reading_has_no_scope_to_write() -> None:
    unscoped = {name for name, (_method, rights) in OPERATIONS.items() if rights.scope is None}
    assert unscoped == {"me"}
    assert [n for n, (m, r) in OPERATIONS.items() if m != "GET" and not str(r.scope).endswith(":write")] == []
