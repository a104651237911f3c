"""The pages of applications, and the documentation."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from taizhang.api.door import OPERATIONS
from taizhang.api.models import Application
from taizhang.api.tests.setting import Caller, Place, application
from taizhang.organisation.tests.county import holder

pytestmark = pytest.mark.django_db
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=", re.I)


@pytest.fixture
def administrator(here: Place) -> Client:
    client = Client()
    client.force_login(holder("admin", here.county.office, "administrator").person)
    return client


def form(here: Place, **changed: Any) -> dict[str, Any]:
    clerk = here.held["clerk"]
    seat = f"{clerk.person.name}（{clerk.person.login}） {clerk.post.full_title}"
    given = {"name": "OA 对接", "purpose": "同步任务", "appointment": seat, "scopes": ["tasks:read"]}
    return given | {"days": 90, "per_minute": 60} | changed


def test_an_application_is_registered_and_its_token_shown_once(administrator: Client, here: Place) -> None:
    assert "登记并取令牌" in administrator.get(reverse("api:application-new")).content.decode()
    answer = administrator.post(reverse("api:application-new"), form(here))
    shown = answer.content.decode()
    token = re.search(r'id="token">(tz_[\w-]{43})<', shown)
    assert token, shown
    assert answer.headers["Cache-Control"] == "no-store"
    assert Caller(token[1]).get("/tasks").status_code == 200
    made = Application.objects.get(name="OA 对接")
    page = administrator.get(reverse("api:application", args=[made.pk])).content.decode()
    assert token[1] not in page
    assert "登记应用“OA 对接”" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"scopes": []}, "这个字段是必填项"),
        ({"appointment": "无此人"}, "请从提示中选择"),
        ({"days": 400}, "366"),
        ({"name": ""}, "这个字段是必填项"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    changed: dict[str, Any], said: str, administrator: Client, here: Place
) -> None:
    answer = administrator.post(reverse("api:application-new"), form(here, **changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_name_in_use_is_refused(administrator: Client, here: Place) -> None:
    administrator.post(reverse("api:application-new"), form(here))
    answer = administrator.post(reverse("api:application-new"), form(here))
    assert answer.status_code == 422
    assert "已有名为“OA 对接”的应用" in answer.content.decode()


def test_an_application_is_revoked_with_a_reason(administrator: Client, here: Place) -> None:
    made, token = application(here.held["clerk"])
    address = reverse("api:application-revoke", args=[made.pk])
    assert administrator.post(address, {"reason": ""}).status_code == 422
    assert administrator.post(address, {"reason": "系统下线"}).status_code == 302
    assert Caller(token).get("/me").status_code == 401
    assert "已吊销" in administrator.get(reverse("api:application", args=[made.pk])).content.decode()
    assert administrator.post(address, {"reason": "再来"}).status_code == 422


def test_the_list_is_for_the_administrator(administrator: Client, here: Place) -> None:
    assert "王敏" in administrator.get(reverse("api:applications")).content.decode()
    client = Client()
    client.force_login(here.held["clerk"].person)
    assert client.get(reverse("api:applications")).status_code == 403
    assert Client().get(reverse("api:applications")).status_code == 302


def test_an_empty_list_teaches_the_first_step(administrator: Client) -> None:
    Application.objects.all().delete()
    assert "登记第一个应用" in administrator.get(reverse("api:applications")).content.decode()


def test_pages_have_no_inline_script_or_style(administrator: Client, here: Place) -> None:
    made, _token = application(here.held["clerk"])
    for address in (
        reverse("api:docs"),
        reverse("api:applications"),
        reverse("api:application-new"),
        reverse("api:application", args=[made.pk]),
        reverse("api:application-revoke", args=[made.pk]),
    ):
        answer = administrator.get(address)
        assert answer.status_code == 200
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert INLINE.findall(answer.content.decode()) == [], address


def test_the_documentation_is_in_english_too(db: None) -> None:
    shown = Client().get(reverse("api:docs"), headers={"Accept-Language": "en"}).content.decode()
    assert "How to call it" in shown


def test_what_the_documentation_loads_is_there(db: None) -> None:
    shown = Client().get(reverse("api:docs")).content.decode()
    names = re.findall(r'(?:src|href)="/static/((?:ninja|api)/[^"]+)"', shown)
    assert len(names) == 4
    assert [name for name in names if finders.find(name) is None] == []


def test_the_description_has_every_operation_with_what_it_asks(db: None) -> None:
    said = json.loads(Client().get(reverse("api:openapi")).content)
    assert said["openapi"].startswith("3.1")
    found = {operation["operationId"]: operation for path in said["paths"].values() for operation in path.values()}
    assert found.keys() == OPERATIONS.keys()
    for name, (method, rights) in OPERATIONS.items():
        operation = found[name]
        assert (operation["x-act"], operation["x-scope"]) == (rights.act, rights.scope or "")
        keys = [one for one in operation["parameters"] if one["name"] == "Idempotency-Key"]
        assert bool(keys) == (method != "GET"), name
        assert "application/problem+json" in operation["responses"]["422"]["content"]
    references = set(re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(said)))
    assert references <= said["components"]["schemas"].keys()


def test_the_command_line_starts_without_the_api_s_framework() -> None:
    code = (
        "import django, sys; django.setup(); import taizhang.cli.main, taizhang.api.jobs, taizhang.web.views;"
        "print([m for m in ('ninja', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
