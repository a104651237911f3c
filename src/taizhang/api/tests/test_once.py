"""A write under one key is done once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.utils import timezone

from taizhang.api.jobs import forget_answers
from taizhang.api.models import KeptAnswer
from taizhang.api.tests.setting import Caller, Place, application, place, problem
from taizhang.documents.models import Document
from taizhang.journal.models import Entry
from taizhang.tasks.models import TaskList

LIST = {"year": 2026, "kind": "responsibility", "name": "重点工作"}


@pytest.mark.parametrize("key", ["", "with blank", "键", "x" * 129])
def test_a_write_without_a_proper_key_is_told_what_to_send(key: str, here: Place) -> None:
    headers = {"Authorization": f"Bearer {here.clerk.token}"} | (
        {"Idempotency-Key": key} if key.isascii() and key else {}
    )
    answer = here.clerk.client.post("/api/v1/task-lists", json.dumps(LIST), "application/json", headers=headers)
    assert "Idempotency-Key" in problem(answer, 400, "idempotency-key-missing")["detail"]
    assert not TaskList.objects.exists()


def test_the_same_request_again_gets_the_same_answer_and_does_nothing(here: Place) -> None:
    first = here.clerk.post("/task-lists", LIST, key="k1")
    again = here.clerk.post("/task-lists", LIST, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert TaskList.objects.count() == 1
    assert Entry.objects.filter(act="tasks.listed").count() == 1


def test_another_request_under_the_same_key_is_refused(here: Place) -> None:
    here.clerk.post("/task-lists", LIST, key="k1")
    problem(here.clerk.post("/task-lists", LIST | {"name": "别的"}, key="k1"), 422, "idempotency-key-reused")
    problem(here.clerk.post("/tasks", LIST, key="k1"), 422, "idempotency-key-reused")
    assert TaskList.objects.count() == 1


def test_a_refusal_is_kept_like_any_answer(here: Place) -> None:
    here.clerk.post("/task-lists", LIST)
    first = here.clerk.post("/task-lists", LIST, key="k2")
    problem(first, 422, "refused")
    TaskList.objects.all().delete()
    again = here.clerk.post("/task-lists", LIST, key="k2")
    problem(again, 422, "refused")
    assert again.content == first.content
    assert not TaskList.objects.exists()


def test_a_request_that_was_not_understood_uses_up_no_key(here: Place) -> None:
    problem(here.clerk.post("/task-lists", LIST | {"kind": "wish"}, key="k3"), 422, "invalid")
    problem(here.clerk.post("/task-lists", "{", key="k3"), 400, "malformed")
    assert here.clerk.post("/task-lists", LIST, key="k3").status_code == 201


def test_a_key_belongs_to_its_caller(here: Place) -> None:
    assert here.clerk.post("/task-lists", LIST, key="k4").status_code == 201
    assert here.head.post("/task-lists", LIST | {"name": "另一份"}, key="k4").status_code == 201


def test_the_same_file_with_another_boundary_is_the_same_request(here: Place) -> None:
    def file(text: str) -> BytesIO:
        made = BytesIO(text.encode())
        made.name = "报告.txt"
        return made

    first = here.clerk.upload("/documents", file("全县生产总值增长5%。"), key="k5")
    body = (
        '--another\r\nContent-Disposition: form-data; name="file"; filename="报告.txt"\r\n'
        "Content-Type: text/plain\r\n\r\n全县生产总值增长5%。\r\n--another--\r\n"
    )
    again = here.clerk.client.post(
        "/api/v1/documents",
        body.encode(),
        content_type="multipart/form-data; boundary=another",
        headers={"Authorization": f"Bearer {here.clerk.token}", "Idempotency-Key": "k5"},
    )
    assert (first.status_code, again.status_code) == (201, 201), again.content
    assert again.content == first.content
    problem(here.clerk.upload("/documents", file("全县生产总值增长6%。"), key="k5"), 422, "idempotency-key-reused")
    assert Document.objects.count() == 1


def test_keys_lapse_after_two_days_even_before_the_job_drops_them(here: Place) -> None:
    here.clerk.post("/task-lists", LIST, key="k6")
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=49))
    assert here.clerk.post("/task-lists", LIST | {"name": "新的"}, key="k6").status_code == 201


def test_the_job_drops_lapsed_answers_only(here: Place) -> None:
    here.clerk.post("/task-lists", LIST, key="old")
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=49))
    here.clerk.post("/task-lists", LIST | {"name": "新的"}, key="new")
    forget_answers("", timezone.now())
    assert [kept.key for kept in KeptAnswer.objects.all()] == ["new"]


def test_a_mistake_of_the_program_leaves_nothing_and_can_be_tried_again(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("taizhang.api.resources.taskoffice._plain", lambda made: 1 / 0)
        problem(here.clerk.post("/task-lists", LIST, key="k7"), 500, "broken")
    assert not TaskList.objects.exists()
    assert here.clerk.post("/task-lists", LIST, key="k7").status_code == 201


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lapsed", [False, True])
@pytest.mark.parametrize("different", [False, True])
def test_many_at_once_under_one_key_do_it_once(different: bool, lapsed: bool) -> None:
    cache.clear()
    here = place()
    made, token = application(here.held["clerk"])
    if lapsed:
        long_ago = timezone.now() - timedelta(hours=50)
        KeptAnswer.objects.create(owner=f"application:{made.pk}", key="one", fingerprint="x", at=long_ago, status=500)
    together = Barrier(6)

    def call(number: int) -> Any:
        try:
            together.wait(timeout=20)
            body = LIST | ({"name": f"清单{number}"} if different else {})
            answer = Caller(token).post("/task-lists", body, key="one")
            return answer.status_code, answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(call, range(6)))
    assert TaskList.objects.count() == 1
    assert Entry.objects.filter(act="tasks.listed").count() == 1
    if different:
        assert sorted(status for status, _ in answers) == [201] + [422] * 5
    else:
        assert {status for status, _ in answers} == {201}
        assert len({content for _, content in answers}) == 1
