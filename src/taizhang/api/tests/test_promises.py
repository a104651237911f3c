"""Promises beside outcomes through the API: the verdict, and what a person says to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from taizhang.api.tests.setting import Place, problem
from taizhang.api.tests.test_ledger import report
from taizhang.api.tests.test_tasks import ok
from taizhang.toolkit.jobs import run_due

pytestmark = pytest.mark.django_db
FIRST = """云河县2025年政府工作报告

一、2024年工作回顾

全年地区生产总值增长5.2%。新增规模以上企业20家。

二、2025年工作安排

全年主要预期目标：地区生产总值增长6%左右。新增规模以上企业28家以上，新建农村公路60公里。
"""
SECOND = """云河县2026年政府工作报告

一、2025年工作回顾

全年地区生产总值增长6.1%。新增规模以上企业32家，新建农村公路48公里。

二、2026年工作安排

全年主要预期目标：地区生产总值增长6%左右。新增规模以上企业30家以上。
"""


@pytest.fixture
def rows(here: Place, settings: Any, tmp_path: Any) -> dict[str, dict[str, Any]]:
    settings.DATA = tmp_path
    for text in (FIRST, SECOND):
        ok(here.clerk.upload("/documents", report(text)), 201)
    while run_due(timezone.now()):
        pass
    pairing = ok(here.builder.get("/pairings", year=2025))["items"][0]
    assert pairing["promises"] == sum(pairing["verdicts"].values()) >= 3
    found = ok(here.builder.get(f"/pairings/{pairing['id']}/promises"))["items"]
    return {row["indicator"]: row for row in found}


def named(rows: dict[str, dict[str, Any]], word: str) -> dict[str, Any]:
    return next(row for name, row in rows.items() if word in name)


def test_a_promise_stands_beside_its_answer_with_both_origins(here: Place, rows: dict[str, dict[str, Any]]) -> None:
    row = named(rows, "规模以上")
    assert (row["holds"], row["target"]["value"], row["outcome"]["value"]) == ("exceeded", "28", "32")
    for side in ("promised", "answered"):
        text = ok(here.clerk.get(f"/documents/{row[side]['document']}/text"))["text"]
        assert text[slice(*row[side]["span"])] == row[side]["raw"]
        assert row[side]["raw"] in row[side]["sentence"]
    assert ok(here.builder.get(f"/promises/{row['id']}")) == row


def test_verdicts_are_confirmed_by_the_office_alone(here: Place, rows: dict[str, dict[str, Any]]) -> None:
    row = named(rows, "规模以上")
    body = {"promises": [{"id": row["id"], "revision": row["revision"]}]}
    problem(here.builder.post("/promises/confirmations", body), 403, "not-allowed")
    assert ok(here.clerk.post("/promises/confirmations", body)) == {"confirmed": 1}
    problem(here.clerk.post("/promises/confirmations", body), 422, "refused")
    assert ok(here.clerk.get(f"/promises/{row['id']}"))["state"] == "confirmed"


def test_a_verdict_is_set_by_hand_and_taken_back(here: Place, rows: dict[str, dict[str, Any]]) -> None:
    row = named(rows, "公路")
    assert row["holds"] in ("partly", "missed")
    address = f"/promises/{row['id']}"
    body = {"verdict": "kept", "reason": "验收在元旦后", "revision": row["revision"]}
    set_ = ok(here.clerk.send("PUT", f"{address}/verdict", body))
    assert (set_["holds"], set_["by_hand"], set_["verdict"]) == ("kept", "kept", row["verdict"])
    problem(here.head.send("PUT", f"{address}/verdict", body), 422, "refused")
    back = ok(here.clerk.post(f"{address}/reopen", {"reason": "改判有误", "revision": set_["revision"]}))
    assert (back["holds"], back["state"]) == (row["verdict"], "open")
    told = ok(here.builder.get(f"/journal/promise/{row['id']}"))["items"]
    assert [entry["act"] for entry in told][:2] == ["promises.reopened", "promises.overruled"]


def test_another_figure_answers_and_the_arithmetic_follows(here: Place, rows: dict[str, dict[str, Any]]) -> None:
    row = named(rows, "公路")
    body = {"figure": "", "reason": "口径不同", "revision": row["revision"]}
    chosen = ok(here.clerk.send("PUT", f"/promises/{row['id']}/answer", body))
    assert (chosen["state"], chosen["outcome"]) == ("corrected", None)
    problem(here.clerk.send("PUT", f"/promises/{row['id']}/answer", body | {"figure": "q-none", "revision": chosen["revision"]}), 422, "refused")  # fmt: skip
    problem(
        here.clerk.post(f"/promises/{row['id']}/offer", {"take": True, "revision": chosen["revision"]}), 422, "refused"
    )


def test_promises_are_narrowed_by_verdict(here: Place, rows: dict[str, dict[str, Any]]) -> None:
    pairing = next(iter(rows.values()))["pairing"]
    found = ok(here.clerk.get(f"/pairings/{pairing}/promises", verdict="exceeded"))["items"]
    assert found
    assert {row["holds"] for row in found} == {"exceeded"}
    problem(here.clerk.get("/pairings/999999999/promises"), 404, "not-found")
