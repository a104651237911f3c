"""What goes wrong is told in a form that programs and people understand."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from taizhang.api.problems import ADVICE, STATUS, TITLES
from taizhang.api.tests.setting import ROOT, Place, problem
from taizhang.api.types import Code

pytestmark = pytest.mark.django_db


def test_a_wrong_field_is_named_with_what_to_write_in_both_languages(here: Place) -> None:
    said = problem(here.clerk.post("/tasks", {"list_id": "first", "due": "soon", "titel": "x"}), 422, "invalid")
    wrong = {error["field"]: error for error in said["errors"]}
    assert wrong["due"]["detail"] == "应为日期，例如 2026-11-24。"
    assert wrong["due"]["detail_en"] == "It must be a day, for example 2026-11-24."
    assert wrong["list_id"]["detail"] == "应为整数。"
    assert wrong["title"]["detail"] == "缺少这个字段。"
    assert wrong["titel"]["detail"] == "没有这个字段，请核对拼写。"


def test_a_field_deep_inside_is_named_by_its_path(here: Place) -> None:
    body = {"list_id": 1, "title": "修路", "measures": [{"name": "里程", "target": "many"}]}
    said = problem(here.clerk.post("/tasks", body), 422, "invalid")
    assert [error["field"] for error in said["errors"]] == ["measures.0.target"]


def test_a_refusal_is_in_the_language_that_was_asked_for(here: Place) -> None:
    headers = {"Authorization": f"Bearer {here.clerk.token}", "Idempotency-Key": "a", "Accept-Language": "en"}
    body = json.dumps({"orders": []})
    answer = here.clerk.client.post(f"{ROOT}/assignments", body, "application/json", headers=headers)
    said = problem(answer, 422, "invalid")
    assert said["errors"][0]["detail_en"] == "At least 1 is needed."
    body = json.dumps({"year": 2026, "kind": "report", "name": "  "})
    answer = here.clerk.client.post(
        f"{ROOT}/task-lists", body, "application/json", headers=headers | {"Idempotency-Key": "b"}
    )
    assert problem(answer, 422, "invalid")["errors"][0]["field"] == "name"


def test_a_method_that_an_address_has_not_is_told_with_those_it_has(here: Place) -> None:
    answer = here.clerk.send("DELETE", "/documents")
    problem(answer, 405, "method-not-allowed")
    assert set(answer.headers["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}


def test_an_address_that_is_not_there_is_a_problem_too(here: Place) -> None:
    problem(Client().get(f"{ROOT}/wishes"), 404, "not-found")
    problem(Client().post(f"{ROOT}/wishes/1"), 404, "not-found")


def test_a_body_beyond_the_limit_is_refused(here: Place) -> None:
    problem(here.clerk.post("/tasks", {"list_id": 1, "title": "长" * 600_000}), 413, "too-large")


def test_a_body_that_is_no_json_is_refused(here: Place) -> None:
    for body in ("{", "[1", b"\xff\xfe", ""):
        answer = here.clerk.post("/task-lists", body)
        assert answer.status_code in (400, 422), answer.content
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_every_code_has_a_status_a_title_and_advice() -> None:
    assert set(STATUS) == set(TITLES) == set(Code)
    assert set(Code) - set(ADVICE) == {Code.NOT_ALLOWED, Code.REFUSED}  # they bring words of their own


def test_a_problem_leads_to_the_documentation_of_its_code(here: Place) -> None:
    said = problem(here.clerk.get("/tasks/1"), 404, "not-found")
    shown = Client().get(said["type"].partition("#")[0]).content.decode()
    assert f'id="{said["type"].partition("#")[2]}"' in shown
