"""The annotations of the 2025 report point at the characters they say and keep to the field contract."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]

OPS = {"=", ">=", ">", "<=", "<", "~"}
KINDS = {"level", "growth", "delta", "share", "rank"}
STANCES = {"actual", "estimate", "target"}
STAGES = {"签约", "开工", "在建", "竣工", "投产", "达产", "规划", "完成"}
QUANTITY = {"at", "raw", "value", "unit", "op", "kind", "stance", "period", "indicator"}
NUMERAL = re.compile(r"[0-9一二两三四五六七八九十]")


@pytest.fixture(scope="module")
def text(texts: dict[int, str]) -> str:
    return texts[2025]


def rows(county: Path, layer: str) -> list[Row]:
    """The gold rows of one layer."""
    lines = (county / "gold" / layer / "2025.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("layer", ["quantities", "names"])
def test_raw_is_what_stands_at_the_offset(county: Path, text: str, layer: str) -> None:
    for row in rows(county, layer):
        assert text[row["at"] : row["at"] + len(row["raw"])] == row["raw"], row


@pytest.mark.parametrize("layer", ["quantities", "tasks", "names"])
def test_rows_stand_in_reading_order_and_do_not_overlap(county: Path, layer: str) -> None:
    for before, after in pairwise(rows(county, layer)):
        assert before.get("end", before["at"] + len(before.get("raw", ""))) <= after["at"], (before, after)


def test_a_quantity_has_the_fields_of_the_contract(county: Path) -> None:
    for row in rows(county, "quantities"):
        assert QUANTITY <= set(row) <= QUANTITY | {"value_high"}, row
        assert NUMERAL.match(row["raw"]), row
        assert row["value"] < row.get("value_high", float("inf")), row
        assert row["op"] in OPS, row
        assert row["kind"] in KINDS, row
        assert row["stance"] in STANCES, row
        assert all((row["unit"], row["indicator"])), row
        assert row["period"] in {None, "2023", "2024", "2025"}, row


def test_a_number_of_the_review_is_of_the_year_before_and_a_target_of_the_year_itself(county: Path, text: str) -> None:
    plan = text.index("\n二、2025年")
    for row in rows(county, "quantities"):
        assert (row["stance"] == "target") == (row["at"] > plan), row
        assert row["period"] in ({"2025"} if row["at"] > plan else {None, "2023", "2024"}), row


def test_kind_and_unit_fit(county: Path) -> None:
    for row in rows(county, "quantities"):
        if row["unit"] == "%":
            assert row["kind"] in {"growth", "share"}, row
        if row["unit"] == "个百分点":
            assert row["kind"] == "delta", row
        if row["kind"] == "rank":
            assert row["unit"] == "位", row


def test_a_task_row_is_a_whole_sentence_and_measurable_when_it_holds_a_target(county: Path, text: str) -> None:
    quantities = rows(county, "quantities")
    for row in rows(county, "tasks"):
        assert (
            {"at", "end", "task", "measurable"} <= set(row) <= {"at", "end", "task", "measurable", "heading", "targets"}
        )
        assert not (row["task"] and (row.get("heading") or row.get("targets"))), row
        sentence = text[row["at"] : row["end"]]
        assert [sentence] == sentence.strip().splitlines(), sentence
        assert sentence[-1] in "。！；" or text[row["end"]] == "\n", sentence
        held = any(q["stance"] == "target" and row["at"] <= q["at"] < row["end"] for q in quantities)
        assert row["measurable"] == held, sentence


def test_every_target_lies_in_a_listed_sentence(county: Path) -> None:
    spans = [(row["at"], row["end"]) for row in rows(county, "tasks")]
    for row in rows(county, "quantities"):
        assert row["stance"] != "target" or any(at <= row["at"] < end for at, end in spans), row


def test_a_name_is_listed_once_at_its_first_mention_and_only_projects_have_a_stage(county: Path, text: str) -> None:
    found = rows(county, "names")
    assert len({row["name"] for row in found}) == len(found)
    for row in found:
        assert {"at", "raw", "name", "type"} <= set(row) <= {"at", "raw", "name", "type", "stage"}, row
        assert row["type"] in {"project", "system"}, row
        assert "stage" not in row or (row["type"] == "project" and row["stage"] in STAGES), row
        assert text.find(row["raw"]) == row["at"], row


def test_every_target_is_among_the_promises(county: Path, text: str, promises: list[Row]) -> None:
    made = [p["made"] for p in promises if p["made"]["report"] == 2025 and "figure" in p["made"]]
    plan = text.index("\n二、2025年")
    spans = [(start := text.index(m["sentence"], plan), start + len(m["sentence"]), m) for m in made]
    for row in (row for row in rows(county, "quantities") if row["stance"] == "target"):
        kept = [m for at, end, m in spans if at <= row["at"] < end and m["figure"] == row["raw"]]
        assert kept, row
        assert all(m["value"] == row["value"] and m["unit"] == row["unit"] and m["op"] == row["op"] for m in kept), row


def test_every_name_of_the_plan_stands_in_a_promise(county: Path, text: str, promises: list[Row]) -> None:
    sentences = [p["made"]["sentence"] for p in promises if p["made"]["report"] == 2025]
    plan = text[text.index("\n二、2025年") : text.index("\n名词解释")]
    for row in rows(county, "names"):
        assert row["raw"] not in plan or any(row["raw"] in sentence for sentence in sentences), row
