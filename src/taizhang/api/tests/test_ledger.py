"""Documents, their entries, figures, projects, units and people through the API."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone

from taizhang.api.tests.setting import Caller, Place, application, problem
from taizhang.api.tests.test_tasks import ok
from taizhang.organisation import actions as organisation
from taizhang.organisation.tests.county import START, holder, person
from taizhang.toolkit.actor import CLOCK
from taizhang.toolkit.jobs import run_due

pytestmark = pytest.mark.django_db
REPORT = """砥川县2026年政府工作报告

各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2025年工作回顾
2025年，全县地区生产总值达到105.5亿元，增长6.2%。新建农村公路50公里。
二、2026年工作安排
2026年经济社会发展的主要预期目标是：地区生产总值增长5.5%以上。
（一）加强基础设施建设。新建改建农村公路60公里。加快青石水库除险加固项目建设，年底前完工。
"""


def report(text: str = REPORT) -> BytesIO:
    made = BytesIO(text.encode())
    made.name = "报告.txt"
    return made


@pytest.fixture
def document(here: Place, settings: Any, tmp_path: Any) -> dict[str, Any]:
    settings.DATA = tmp_path
    made = ok(here.clerk.upload("/documents", report()), 201)
    assert made["condition"] == "waiting"
    while run_due(timezone.now()):
        pass
    found: dict[str, Any] = ok(here.clerk.get(f"/documents/{made['id']}"))
    assert found["condition"] == "read"
    return found


def entries(here: Place, document: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    rows, cursor = [], ""
    while True:
        found = ok(here.clerk.get(f"/documents/{document['id']}/entries", limit=3, cursor=cursor, **query))
        rows += found["items"]
        if not (cursor := found["next"]):
            return rows


def test_a_document_is_handed_in_read_decided_on_and_published(here: Place, document: dict[str, Any]) -> None:
    rows = entries(here, document)
    assert len(rows) == document["entries"] > 4
    text = ok(here.clerk.get(f"/documents/{document['id']}/text"))["text"]
    figures = [row for row in rows if row["layer"] == "quantities"]
    assert all(text[slice(*row["span"])] == row["raw"] for row in figures)
    body = {"state": "accepted", "entries": [{"id": row["id"], "revision": row["revision"]} for row in rows]}
    assert ok(here.clerk.post(f"/documents/{document['id']}/decisions", body)) == {"changed": len(rows)}
    done = ok(here.clerk.post(f"/documents/{document['id']}/publish"))
    assert done["figures"] == len(figures)
    assert ok(here.clerk.get(f"/documents/{document['id']}"))["condition"] == "published"
    again = ok(here.clerk.post(f"/documents/{document['id']}/publish"))
    assert again["figures"] == 0


def test_a_published_figure_leads_back_to_its_characters(here: Place, document: dict[str, Any]) -> None:
    here.clerk.post(f"/documents/{document['id']}/accept-sure", {"layer": "quantities", "least": 0.6})
    ok(here.clerk.post(f"/documents/{document['id']}/publish"))
    found = ok(here.builder.get("/figures", indicator="生产总值", document=document["id"]))["items"]
    total = next(row for row in found if row["kind"] == "level")
    assert total["value"] == "10550000000"
    text = ok(here.clerk.get(f"/documents/{document['id']}/text"))["text"]
    origin = total["origin"]
    assert origin["document"] == document["id"]
    assert "105.5亿元" in text[slice(*origin["span"])]
    assert text[slice(*origin["span"])] in origin["sentence"]
    assert origin["accepted_by"].startswith("王敏")
    assert ok(here.builder.get(f"/figures/{total['id']}")) == total
    assert ok(here.builder.get("/figures", year=2024))["items"] == []
    assert {row["first_year"] for row in ok(here.builder.get("/figures", year=2025))["items"]} == {2025}


def test_figures_take_few_queries(here: Place, document: dict[str, Any], django_assert_max_num_queries: Any) -> None:
    here.clerk.post(f"/documents/{document['id']}/accept-sure", {"layer": "quantities", "least": 0.6})
    here.clerk.post(f"/documents/{document['id']}/publish")
    with django_assert_max_num_queries(3):
        assert ok(here.clerk.get("/figures"))["items"]


def test_an_entry_that_somebody_changed_meanwhile_is_not_overwritten(here: Place, document: dict[str, Any]) -> None:
    first = entries(here, document)[0]
    body = {"state": "accepted", "entries": [{"id": first["id"], "revision": first["revision"]}]}
    ok(here.clerk.post(f"/documents/{document['id']}/decisions", body))
    said = problem(here.head.post(f"/documents/{document['id']}/decisions", body), 422, "refused")
    assert "刚被别人改过" in said["detail"]


def test_an_entry_is_mended_added_and_undone(here: Place, document: dict[str, Any]) -> None:
    first = entries(here, document, layer="quantities")[0]
    body = {"revision": first["revision"], "fields": {"value": "12345", "stance": "estimate"}}
    mended = ok(here.clerk.send("PATCH", f"/entries/{first['id']}", body))
    assert (mended["data"]["value"], mended["data"]["stance"], mended["state"]) == ("12345", "estimate", "accepted")
    problem(here.clerk.send("PATCH", f"/entries/{first['id']}", body), 422, "refused")
    assert ok(here.clerk.post(f"/documents/{document['id']}/undo")) == {"changed": 1}
    assert ok(here.clerk.get(f"/entries/{first['id']}"))["state"] == "pending"
    text = ok(here.clerk.get(f"/documents/{document['id']}/text"))["text"]
    at = text.index("青石水库")
    add = {"layer": "names", "start": at, "end": at + 4, "fields": {"name": "青石水库", "type": "project", "stage": ""}}
    assert ok(here.clerk.post(f"/documents/{document['id']}/entries", add), 201)["raw"] == "青石水库"
    problem(here.clerk.post(f"/documents/{document['id']}/entries", add | {"end": 10**6}), 422, "refused")


def test_a_wrong_value_of_a_field_is_refused_in_words(here: Place, document: dict[str, Any]) -> None:
    first = entries(here, document, layer="quantities")[0]
    body = {"revision": first["revision"], "fields": {"value": "many"}}
    assert "数字" in problem(here.clerk.send("PATCH", f"/entries/{first['id']}", body), 422, "refused")["detail"]


def test_entries_are_narrowed_by_layer_state_and_doubt(here: Place, document: dict[str, Any]) -> None:
    assert {row["layer"] for row in entries(here, document, layer="tasks")} == {"tasks"}
    assert entries(here, document, state="accepted") == []
    assert (
        len(entries(here, document, doubtful=True)) + len(entries(here, document, doubtful=False))
        == document["entries"]
    )
    assert entries(here, document, offered=True) == []


def test_a_document_of_which_nothing_was_published_can_be_removed_with_a_reason(
    here: Place, document: dict[str, Any]
) -> None:
    problem(here.clerk.post(f"/documents/{document['id']}/discard", {}), 422, "invalid")
    assert here.clerk.post(f"/documents/{document['id']}/discard", {"reason": "传错了"}).status_code == 204
    problem(here.clerk.get(f"/documents/{document['id']}"), 404, "not-found")


def test_the_file_comes_back_as_it_was(here: Place, document: dict[str, Any]) -> None:
    answer = here.builder.get(f"/documents/{document['id']}/file")
    assert answer.content == REPORT.encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_documents_are_found_by_title_and_condition(here: Place, document: dict[str, Any]) -> None:
    assert len(ok(here.clerk.get("/documents", text="报告", condition="read"))["items"]) == 1
    assert ok(here.clerk.get("/documents", condition="failed"))["items"] == []


def test_an_empty_file_is_refused(here: Place) -> None:
    problem(here.clerk.upload("/documents", report("")), 422, "refused")
    problem(here.clerk.post("/documents", {}), 422, "invalid")


def test_projects_are_read_with_the_sentences_that_name_them(here: Place, document: dict[str, Any]) -> None:
    text = ok(here.clerk.get(f"/documents/{document['id']}/text"))["text"]
    at = text.index("青石水库")
    fields = {"name": "青石水库工程", "type": "project", "stage": "在建"}
    ok(here.clerk.post(f"/documents/{document['id']}/entries", {"layer": "names", "start": at, "end": at + 4, "fields": fields}), 201)  # fmt: skip
    ok(here.clerk.post(f"/documents/{document['id']}/publish"))
    found = ok(here.builder.get("/projects", text="青石水库工程"))["items"][0]
    assert found["mentions"][0]["stage"] == "在建"
    assert found["mentions"][0]["origin"]["document"] == document["id"]
    assert ok(here.builder.get("/projects", stage="达产"))["items"] == []
    assert ok(here.builder.get(f"/projects/{found['id']}")) == found


def test_units_posts_and_people_are_read(here: Place) -> None:
    units = ok(here.clerk.get("/units", text="水利"))["items"]
    assert [(row["code"], row["parent"]) for row in units] == [("SLJ", here.county.county.pk)]
    below = ok(here.clerk.get("/units", parent=here.county.town.pk))["items"]
    assert [row["name"] for row in below] == ["柳河村"]
    posts = ok(here.clerk.get("/posts", unit=here.county.water.pk))["items"]
    assert [one["person"]["name"] for one in posts[0]["held"]] == ["江潮"]
    people = ok(here.clerk.get("/people", unit=here.county.water.pk))["items"]
    assert [(row["name"], row["posts"][0]["title"]) for row in people] == [("江潮", "局长")]
    assert "phone" not in people[0]


def test_a_telephone_is_for_those_who_may_see_it(here: Place) -> None:
    post = organisation.open_post(here.county.water, "总工", "unit", since=START, by=CLOCK, now=timezone.now())
    li = person("li", "李敏", phone="13812345678")
    organisation.appoint(post, li, since=START, by=CLOCK, now=timezone.now())
    assert ok(here.clerk.get(f"/people/{li.pk}"))["phone"] == "13812345678"
    assert ok(here.water.get(f"/people/{li.pk}"))["phone"] == "13812345678"
    assert ok(here.builder.get(f"/people/{li.pk}"))["phone"] is None


def test_a_grid_worker_sees_the_own_village_only(here: Place) -> None:
    caller = Caller(application(holder("grid", here.county.village, "grid"))[1])
    assert [row["name"] for row in ok(caller.get("/units"))["items"]] == ["柳河村"]
    assert [row["login"] for row in ok(caller.get("/people"))["items"]] == ["grid"]
    problem(caller.get(f"/units/{here.county.water.pk}"), 404, "not-found")
    problem(caller.get(f"/people/{here.held['clerk'].person_id}"), 404, "not-found")
    problem(caller.get(f"/journal/unit/{here.county.water.pk}"), 404, "not-found")


def test_a_person_s_account_history_is_for_that_person_and_the_administrator(here: Place) -> None:
    own = here.held["clerk"].person_id
    assert ok(here.clerk.get(f"/journal/person/{own}"))["items"]
    problem(here.builder.get(f"/journal/person/{own}"), 404, "not-found")
    problem(here.clerk.get("/journal/wish/1"), 404, "not-found")
    problem(here.clerk.get("/journal/application/1"), 404, "not-found")
    administrator = Caller(application(holder("admin", here.county.office, "administrator"))[1])
    assert ok(administrator.get(f"/journal/person/{own}"))["items"]
