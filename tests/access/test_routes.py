"""Every route as every role and as an outsider, who must see nothing: what happens is what the access definitions say.

A new route without a declared act fails here. An address that needs more than a number or a word has its own in SAMPLES.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

pytest.importorskip("django", reason="the server extra is not installed")

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from taizhang.organisation.definition import access
from taizhang.organisation.tests.county import county, somebody, staff
from taizhang.toolkit.actor import Actor

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(settings.SOURCES), reason="a desk has no accounts"),
]
SAMPLES = {"pk": 999_999_999, "id": 999_999_999, "verb": "none"}
BY_CONVERTER: dict[str, Any] = {"IntConverter": 999_999_999, "StringConverter": "none", "SlugConverter": "none"}


@dataclass(frozen=True, slots=True)
class Route:
    """A named route, the act it declares, and an address of it."""

    name: str
    act: str | None
    address: str


def routes() -> list[Route]:
    """Every route of the platform."""
    return list(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, inner)
        else:
            name = f"{space}{pattern.name}"
            yield Route(name, getattr(pattern.callback, "act", None), _address(pattern, name))


def _address(pattern: URLPattern, name: str) -> str:
    if not pattern.name:
        return ""
    converters = pattern.pattern.converters
    given = {key: SAMPLES.get(key, BY_CONVERTER.get(type(made).__name__, "none")) for key, made in converters.items()}
    given = {
        key: value if type(converters[key]).__name__ == "IntConverter" else str(value) for key, value in given.items()
    }
    return reverse(name, kwargs=given)


ROUTES = routes()


def test_every_route_has_a_name_and_declares_its_act() -> None:
    assert [route.name or route.address for route in ROUTES if not route.act or not route.address] == []


def test_every_declared_act_is_defined() -> None:
    assert {route.act for route in ROUTES} - {None} <= access().acts.keys()


def _client(actor: Actor) -> Client:
    client = Client(raise_request_exception=True)
    if actor.person is not None:
        client.force_login(somebody(actor))
    return client


def _answers(client: Client, route: Route, methods: tuple[str, ...]) -> list[tuple[str, int, str]]:
    found = []
    for method in methods:
        answer = getattr(client, method)(route.address)
        found.append((method, answer.status_code, answer.headers.get("Location", "")))
    return found


def _turned_away(route: Route, status: int, location: str, *, outsider: bool) -> bool:
    if status == 405:
        return True
    if route.address.startswith("/api/"):
        return status == (401 if outsider else 403)
    return (status == 302 and location.startswith(settings.LOGIN_URL)) if outsider else status == 403


@pytest.fixture
def actors() -> dict[str, Actor]:
    return staff(county())


@pytest.mark.parametrize("role", [*access().roles])
def test_a_role_is_turned_away_where_its_act_is_not_its_own(role: str, actors: dict[str, Actor]) -> None:
    actor = actors[role]
    client, outsider = _client(actor), actor.person is None
    passed = [
        (route.name, method, status, location)
        for route in ROUTES
        if route.act and access().reach(role, route.act) is None
        for method, status, location in _answers(client, route, ("get", "post"))
        if not _turned_away(route, status, location, outsider=outsider)
    ]
    assert passed == []


@pytest.mark.parametrize("role", [*access().roles])
def test_a_role_is_let_in_where_its_act_reaches_everywhere(role: str, actors: dict[str, Actor]) -> None:
    actor = actors[role]
    refused = []
    for route in ROUTES:
        if not route.act or access().reach(role, route.act) != "all":
            continue
        client = _client(actor)
        for method, status, location in _answers(client, route, ("get",)):
            back = actor.person is None and status == 302 and location.startswith(settings.LOGIN_URL)
            if status in (401, 403) or status >= 500 or (back and route.act != "account.sign-in"):
                refused.append((route.name, method, status, location))
    assert refused == []


def test_an_outsider_s_answer_tells_nothing(actors: dict[str, Actor]) -> None:
    client = Client()
    for route in ROUTES:
        if route.act and access().reach("public", route.act) is None:
            shown = client.get(route.address).content.decode(errors="replace")
            assert "砥川县" not in shown, route.name
