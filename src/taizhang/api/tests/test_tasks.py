"""Tasks through the API: read, and done with, each in the right hands only."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone

from taizhang.api.tests.setting import Place, problem
from taizhang.tasks.models import Task

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def pdf(name: str = "验收单.pdf") -> BytesIO:
    made = BytesIO(PDF)
    made.name = name
    return made


def ok(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


@pytest.fixture
def drafted(here: Place) -> dict[str, Any]:
    kept = ok(here.clerk.post("/task-lists", {"year": 2026, "kind": "responsibility", "name": "重点"}), 201)
    body = {
        "list_id": kept["id"],
        "title": "改造老旧小区20个",
        "measures": [{"name": "改造老旧小区", "op": ">=", "target": "20.50", "unit": "个"}],
    }
    made: dict[str, Any] = ok(here.clerk.post("/tasks", body), 201)
    return made


@pytest.fixture
def assigned(here: Place, drafted: dict[str, Any]) -> dict[str, Any]:
    body = {"lead": here.county.housing.pk, "leader": here.held["leader"].person_id, "due": "2099-12-20"}
    made: dict[str, Any] = ok(here.clerk.post(f"/tasks/{drafted['id']}/assign", body))
    return made


@pytest.fixture
def underway(here: Place, assigned: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = ok(here.builder.post(f"/tasks/{assigned['id']}/sign"))
    return made


def test_a_task_goes_from_draft_to_close_out_between_two_hands(here: Place, underway: dict[str, Any]) -> None:
    task = f"/tasks/{underway['id']}"
    measure = underway["measures"][0]
    assert (measure["target"], underway["state"], underway["due"]) == ("20.5", "underway", "2099-12-20")
    said = {"month": "2026-03", "words": "完成过半", "figures": [{"measure": measure["id"], "value": "12.25"}]}
    told = ok(here.builder.post(f"{task}/progress", said))
    assert told["measures"][0]["actual"] == "12.25"
    assert told["measures"][0]["month"] == "2026-03"
    assert told["progress"][0]["figures"][0]["value"] == "12.25"
    problem(here.builder.post(f"{task}/close-requests", {"reason": "已完成"}), 422, "refused")
    kept = ok(here.builder.upload(f"{task}/evidence", pdf()), 201)
    assert here.clerk.get(f"{task}/evidence/{kept['id']}").content == PDF
    asked = ok(here.builder.post(f"{task}/close-requests", {"reason": "已经全部完成"}))
    assert (asked["state"], asked["requests"][0]["kind"]) == ("closing", "close")
    assert "confirm" not in asked["possible"]
    problem(here.builder.post(f"{task}/close"), 403, "not-allowed")
    assert "confirm" in ok(here.clerk.get(task))["possible"]
    assert ok(here.clerk.post(f"{task}/reject", {"reason": "现场未完工"}))["state"] == "underway"
    ok(here.builder.post(f"{task}/close-requests", {"reason": "已经整改完成"}))
    closed = ok(here.clerk.post(f"{task}/close", {"words": "现场核查属实"}))
    assert (closed["state"], closed["light"]) == ("closed", "green")
    due = (timezone.localdate() + timedelta(days=30)).isoformat()
    assert ok(here.clerk.post(f"{task}/reopen", {"reason": "问题反弹", "due": due}))["state"] == "reopened"


def test_another_unit_s_task_is_not_even_there(here: Place, assigned: dict[str, Any]) -> None:
    task = f"/tasks/{assigned['id']}"
    assert here.water.get("/tasks", year=2026).json()["items"] == []
    assert [row["id"] for row in here.builder.get("/tasks", year=2026).json()["items"]] == [assigned["id"]]
    for answer in (
        here.water.get(task),
        here.water.post(f"{task}/sign"),
        here.water.post(f"{task}/return", {"reason": "不是我们的"}),
        here.water.post(f"{task}/progress", {"month": "2026-03", "words": "代报"}),
        here.water.upload(f"{task}/evidence", pdf()),
        here.water.get(f"/journal/task/{assigned['id']}"),
    ):
        problem(answer, 404, "not-found")
    assert Task.objects.get().state == "assigned"


def test_an_assisting_unit_sees_and_reports_but_does_not_sign(here: Place, drafted: dict[str, Any]) -> None:
    task = f"/tasks/{drafted['id']}"
    ok(here.clerk.post(f"{task}/assign", {"lead": here.county.housing.pk, "assisting": [here.county.water.pk]}))
    problem(here.water.post(f"{task}/sign"), 403, "not-allowed")
    ok(here.builder.post(f"{task}/sign"))
    told = ok(here.water.post(f"{task}/progress", {"month": "2026-02", "words": "配合完成管网"}))
    assert told["progress"][0]["unit"]["id"] == here.county.water.pk
    problem(
        here.water.post(f"{task}/progress", {"month": "2026-02", "words": "冒名", "unit": here.county.housing.pk}),
        403,
        "not-allowed",
    )


def test_a_draft_is_the_office_s_alone(here: Place, drafted: dict[str, Any]) -> None:
    problem(here.builder.get(f"/tasks/{drafted['id']}"), 404, "not-found")
    changed = ok(here.clerk.send("PATCH", f"/tasks/{drafted['id']}", {"title": "改造老旧小区21个"}))
    assert (changed["title"], changed["measures"][0]["target"]) == ("改造老旧小区21个", "20.5")


def test_a_returned_task_is_arbitrated(here: Place, assigned: dict[str, Any]) -> None:
    task = f"/tasks/{assigned['id']}"
    assert ok(here.builder.post(f"{task}/return", {"reason": "属水利职责"}))["state"] == "arbitration"
    body = {"lead": here.county.water.pk, "reason": "涉及水利设施"}
    assert ok(here.head.post(f"{task}/arbitrate", body))["binding"]
    assert ok(here.water.post(f"{task}/sign"))["lead"]["id"] == here.county.water.pk


def test_steps_are_planned_finished_and_taken_back(here: Place, underway: dict[str, Any]) -> None:
    task = f"/tasks/{underway['id']}"
    steps = [{"words": "开工", "due": "2026-03-01", "share": 10}, {"words": "完工", "due": "2026-12-01", "share": 100}]
    planned = ok(here.builder.send("PUT", f"{task}/steps", {"steps": steps}))["steps"]
    step = f"{task}/steps/{planned[0]['id']}"
    assert ok(here.builder.send("PATCH", step, {"done": "2026-02-27"}))["steps"][0]["done"] == "2026-02-27"
    assert ok(here.builder.send("PATCH", step, {"done": None, "reason": "登记有误"}))["steps"][0]["done"] is None
    problem(here.leader.send("PUT", f"{task}/steps", {"steps": []}), 403, "not-allowed")


def test_an_extension_is_asked_for_and_decided_by_another(here: Place, underway: dict[str, Any]) -> None:
    task = f"/tasks/{underway['id']}"
    asked = ok(here.builder.post(f"{task}/requests", {"kind": "extension", "reason": "汛期停工", "due": "2100-01-15"}))
    number = asked["requests"][0]["id"]
    problem(here.builder.post(f"{task}/requests/{number}/decision", {"approve": True}), 403, "not-allowed")
    problem(
        here.clerk.post(f"/tasks/{underway['id'] + 9}/requests/{number}/decision", {"approve": True}), 404, "not-found"
    )
    done = ok(here.leader.post(f"{task}/requests/{number}/decision", {"approve": True}))
    assert (done["due"], done["requests"][0]["decision"]) == ("2100-01-15", "approved")


def test_a_light_is_set_by_hand_and_taken_back(here: Place, underway: dict[str, Any]) -> None:
    until = (date.today() + timedelta(days=20)).isoformat()
    body = {"light": "red", "until": until, "reason": "领导批示"}
    assert ok(here.leader.send("PUT", f"/tasks/{underway['id']}/light", body))["light_by_hand"] == "red"
    assert ok(here.leader.send("DELETE", f"/tasks/{underway['id']}/light"))["light_by_hand"] == ""


def test_someone_of_the_unit_is_named_to_do_it(here: Place, underway: dict[str, Any]) -> None:
    task = f"/tasks/{underway['id']}/handle"
    assert ok(here.builder.post(task, {"person": here.held["builder"].person_id}))["person"]["name"] == "赵筑"
    problem(here.builder.post(task, {"person": here.held["water"].person_id}), 422, "refused")


def test_several_are_assigned_all_or_none(here: Place, drafted: dict[str, Any]) -> None:
    body = {"list_id": drafted["list_id"], "title": "整治河道"}
    other = ok(here.clerk.post("/tasks", body), 201)
    orders = [{"task": drafted["id"], "lead": here.county.housing.pk}, {"task": other["id"], "lead": 10**9}]
    problem(here.clerk.post("/assignments", {"orders": orders}), 422, "refused")
    assert set(Task.objects.values_list("state", flat=True)) == {"drafted"}
    orders[1]["lead"] = here.county.water.pk
    assert ok(here.clerk.post("/assignments", {"orders": orders}))["assigned"] == ["2026-001", "2026-002"]


def test_the_list_is_narrowed_by_its_filters(here: Place, underway: dict[str, Any]) -> None:
    def found(**query: Any) -> int:
        return len(ok(here.clerk.get("/tasks", year=2026, **query))["items"])

    assert found(state="underway") == found(unit=here.county.housing.pk) == found(text="小区") == found() == 1
    assert found(state="closed") == found(unit=here.county.water.pk) == found(text="河道") == 0
    assert found(light=underway["light"]) == 1
    problem(here.clerk.get("/tasks", state="lost"), 422, "invalid")
    problem(here.clerk.get("/tasks", due="2026-13"), 422, "invalid")


def test_lists_tell_a_unit_only_of_its_own_tasks(here: Place, assigned: dict[str, Any]) -> None:
    assert [row["total"] for row in ok(here.clerk.get("/task-lists"))["items"]] == [1]
    assert [row["total"] for row in ok(here.builder.get("/task-lists"))["items"]] == [1]
    assert [row["total"] for row in ok(here.water.get("/task-lists"))["items"]] == [0]


def test_a_page_of_tasks_takes_few_queries(
    here: Place, underway: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        here.clerk.post("/tasks", {"list_id": underway["list_id"], "title": f"任务{number}"})
    with django_assert_max_num_queries(5):  # the token, and what a list takes
        assert len(ok(here.clerk.get("/tasks", year=2026))["items"]) == 21


def test_the_journal_tells_what_was_done_and_by_which_application(here: Place, underway: dict[str, Any]) -> None:
    found = ok(here.clerk.get(f"/journal/task/{underway['id']}"))["items"]
    assert [entry["act"] for entry in found] == ["tasks.signed", "tasks.assigned", "tasks.drafted"]
    assert found[0]["name"].startswith("赵筑（应用")
    assert "签收" in found[0]["sentence"]
    assert "signed for it" in found[0]["sentence_en"]
    assert found[0]["previous"] == found[1]["hash"]
    pages = ok(here.clerk.get(f"/journal/task/{underway['id']}", limit=2))
    rest = ok(here.clerk.get(f"/journal/task/{underway['id']}", limit=2, cursor=pages["next"]))
    assert [entry["number"] for entry in (*pages["items"], *rest["items"])] == [3, 2, 1]
