"""Every planted promise stands in the plan, every answer in the review, word for word, and the verdict follows from the figures."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

Promise = dict[str, Any]

NUMERIC = {"exceeded", "kept", "partly", "missed", "late", "changed", "dropped", "unverifiable"}
NAMED = {"done", "underway", "notyet", "dropped"}
PLAN = {2024: "\n二、2024年", 2025: "\n二、2025年", 2026: "\n二、“十五五”"}
FIELDS = {"id", "kind", "matter", "made", "answered", "verdict", "note"}
MULTIPLIERS = {"亿": 10**8, "万": 10**4, "": 1}
LATE_WITHIN_THE_YEAR = {"2025-n41"}


def halves(text: str, year: int) -> tuple[str, str]:
    """The review and the plan of a report, the glossary left out."""
    review, plan = text.split(PLAN[year])
    return review, plan.split("\n名词解释\n")[0]


def numbers(promises: list[Promise]) -> list[Promise]:
    """The promises of a figure that a figure on the same basis answers."""
    return [p for p in promises if p["kind"] == "number" and "value" in p["made"] and "value" in (p["answered"] or {})]


def test_there_are_enough_of_them_and_every_verdict_occurs(promises: list[Promise]) -> None:
    kinds = Counter((p["kind"], p["made"]["report"]) for p in promises)
    assert kinds["number", 2024] + kinds["number", 2025] >= 60
    assert kinds["named", 2024] >= 10
    assert kinds["named", 2025] >= 10
    assert {p["verdict"] for p in promises if p["kind"] == "number"} == NUMERIC
    assert {p["verdict"] for p in promises if p["kind"] == "named"} == NAMED


def test_a_promise_has_the_fields_that_its_file_announces(promises: list[Promise]) -> None:
    assert len({p["id"] for p in promises}) == len(promises)
    for p in promises:
        assert set(p) - {"next_report"} == FIELDS, p["id"]
        assert ("next_report" in p) == (p["verdict"] == "late" and p["answered"]["report"] == p["made"]["report"] + 2)
        assert (p["answered"] is None) == (p["verdict"] == "dropped"), p["id"]


def test_what_is_promised_stands_in_the_plan_word_for_word(texts: dict[int, str], promises: list[Promise]) -> None:
    for p in promises:
        made = p["made"]
        assert made["sentence"] in halves(texts[made["report"]], made["report"])[1], p["id"]
        assert made.get("figure", "") in made["sentence"], p["id"]


def test_what_is_answered_stands_in_a_later_review_word_for_word(
    texts: dict[int, str], promises: list[Promise]
) -> None:
    for p in promises:
        for answer in filter(None, (p["answered"], p.get("next_report"))):
            assert answer["report"] > p["made"]["report"], p["id"]
            assert answer["sentence"] in halves(texts[answer["report"]], answer["report"])[0], p["id"]
            assert answer.get("figure", "") in answer["sentence"], p["id"]


def test_only_what_was_a_year_late_is_answered_two_reports_later(promises: list[Promise]) -> None:
    late = [p for p in promises if p["answered"] and p["answered"]["report"] - p["made"]["report"] == 2]
    assert len(late) == 3
    assert {p["verdict"] for p in late} == {"late"}
    assert {p["id"] for p in promises if p["verdict"] == "late"} == {p["id"] for p in late} | LATE_WITHIN_THE_YEAR


def test_value_and_unit_are_those_of_the_figure(promises: list[Promise]) -> None:
    for p in promises:
        for side in filter(None, (p["made"], p["answered"])):
            if "figure" in side:
                number, multiplier, unit = re.match(r"(\d[\d.]*)余?(?:—\d+)?([亿万]?)(.+)", side["figure"]).groups()  # type: ignore[union-attr]
                assert abs(side["value"]) == float(Decimal(number) * MULTIPLIERS[multiplier]), p["id"]
                assert side["unit"] == unit, p["id"]


def test_the_verdict_on_a_figure_follows_from_arithmetic(promises: list[Promise]) -> None:
    checked = 0
    for p in numbers(promises):
        made, answered = p["made"], p["answered"]
        if p["verdict"] in {"late", "changed"}:
            continue
        if "value_high" in made:
            assert made["value"] <= answered["value"] <= made["value_high"], p["id"]
            assert p["verdict"] == "kept", p["id"]
            continue
        assert made["unit"] == answered["unit"], p["id"]
        assert p["verdict"] == expected(made["op"], made["value"], answered["value"]), p["id"]
        checked += 1
    assert checked >= 100


def expected(op: str, target: float, actual: float) -> str:
    """The verdict by the rules that the file states."""
    if op == "<=" and target > 0:
        return "kept" if actual <= target else "missed"
    ratio = round(actual / target, 9)
    if ratio > 1.1:
        return "exceeded"
    return "kept" if ratio >= 1 else "partly" if ratio >= 0.5 else "missed"


def test_a_verdict_without_arithmetic_has_no_figure_or_another_basis(promises: list[Promise]) -> None:
    for p in promises:
        if p["verdict"] == "unverifiable":
            assert "figure" not in p["answered"], p["id"]
        if p["verdict"] == "changed":
            differs = p["made"]["unit"] != p["answered"]["unit"] or p["answered"]["figure"] == "11%"
            assert differs, p["id"]


def test_what_is_dropped_is_never_mentioned_again(texts: dict[int, str], promises: list[Promise]) -> None:
    for p in (p for p in promises if p["verdict"] == "dropped"):
        assert gist(p) not in texts[p["made"]["report"] + 1], p["id"]


def gist(promise: Promise) -> str:
    """The words without which the matter cannot be spoken of."""
    matter: str = promise["matter"]
    if promise["kind"] == "named":
        quoted = re.search("“(.+?)”", matter)
        return quoted[1] if quoted and matter.startswith("“") else matter
    return str(promise["made"]["figure"]) if matter.startswith("民生实事") else matter.removesuffix("增长")[-4:]
