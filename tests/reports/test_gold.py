"""The gold annotations point at the characters they say, and keep to the field contract of the README beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
TEXTS = sorted(path.stem for path in (HERE / "texts").glob("*.txt"))
LAYERS = {
    layer: sorted(p.stem for p in (HERE / "gold" / layer).glob("*.jsonl")) for layer in ("quantities", "tasks", "names")
}

Row = dict[str, Any]

OPS = {"=", ">=", ">", "<=", "<", "~"}
KINDS = {"level", "growth", "delta", "share", "rank"}
STANCES = {"actual", "estimate", "target"}
STAGES = {"签约", "开工", "在建", "竣工", "投产", "达产", "规划", "完成"}
NUMERAL = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿]")
PERIOD = re.compile(r"\d{4}(?:-\d{4})?")

QUANTITY_FIELDS = {"at", "raw", "value", "unit", "op", "kind", "stance", "period", "indicator"}
TASK_FIELDS = {"at", "end", "task", "measurable"}
NAME_FIELDS = {"at", "raw", "name", "type"}


def text_of(name: str) -> str:
    """The document as its offsets count it: UTF-8, newlines untouched."""
    return (HERE / "texts" / f"{name}.txt").read_bytes().decode("utf-8")


def rows_of(layer: str, name: str) -> list[Row]:
    """The gold rows of one document in one layer."""
    lines = (HERE / "gold" / layer / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def every(layer: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test once for each document that the layer has gold for."""
    mark: Callable[[Callable[..., None]], Callable[..., None]] = pytest.mark.parametrize("name", LAYERS[layer])
    return mark


def test_every_document_has_quantities_and_tasks_and_no_gold_lacks_its_document() -> None:
    assert LAYERS["quantities"] == LAYERS["tasks"] == TEXTS
    assert set(LAYERS["names"]) <= set(TEXTS)


@pytest.mark.parametrize("layer", ["quantities", "names"])
def test_raw_is_what_stands_at_the_offset(layer: str) -> None:
    for name in LAYERS[layer]:
        text = text_of(name)
        for row in rows_of(layer, name):
            assert text[row["at"] : row["at"] + len(row["raw"])] == row["raw"], (name, row)


@pytest.mark.parametrize("layer", list(LAYERS))
def test_rows_stand_in_reading_order_and_do_not_overlap(layer: str) -> None:
    for name in LAYERS[layer]:
        for before, after in pairwise(rows_of(layer, name)):
            assert before.get("end", before["at"] + len(before.get("raw", ""))) <= after["at"], (name, before, after)


@every("quantities")
def test_a_quantity_has_the_fields_of_the_contract(name: str) -> None:
    for row in rows_of("quantities", name):
        assert QUANTITY_FIELDS <= set(row) <= QUANTITY_FIELDS | {"value_high", "region"}, row
        assert NUMERAL.match(row["raw"]), row
        assert all(isinstance(row[f], int | float) for f in ("value", "value_high") if f in row), row
        assert row["value"] < row.get("value_high", float("inf")), row
        assert (row["op"], row["kind"], row["stance"]) in set(product(OPS, KINDS, STANCES)), row
        assert all(isinstance(row[f], str) and row[f] for f in ("unit", "indicator", *({"region"} & set(row)))), row
        assert row["period"] is None or PERIOD.fullmatch(row["period"]), row


@every("quantities")
def test_a_rate_has_a_kind_that_fits_its_unit(name: str) -> None:
    for row in rows_of("quantities", name):
        if row["unit"] in {"%", "‰"}:
            assert row["kind"] in {"growth", "share"}, row
        if row["unit"] == "个百分点":
            assert row["kind"] == "delta", row
        if row["kind"] == "rank":
            assert row["unit"] in {"位", "强"}, row


@every("tasks")
def test_a_task_row_is_a_whole_sentence_and_measurable_when_it_holds_a_target(name: str) -> None:
    text, quantities = text_of(name), rows_of("quantities", name)
    for row in rows_of("tasks", name):
        assert TASK_FIELDS <= set(row) <= TASK_FIELDS | {"heading", "targets"}, row
        assert all(isinstance(value, bool) for field, value in row.items() if field not in {"at", "end"}), row
        assert not (row["task"] and (row.get("heading") or row.get("targets"))), row
        sentence = text[row["at"] : row["end"]]
        assert sentence == sentence.strip()
        assert "\n" not in sentence, sentence
        assert sentence.rstrip("”’")[-1] in "。！？；!?;", sentence
        held = [q for q in quantities if q["stance"] == "target" and row["at"] <= q["at"] < row["end"]]
        assert row["measurable"] == bool(held), sentence


@every("names")
def test_a_name_has_a_known_type_and_only_projects_have_a_stage(name: str) -> None:
    for row in rows_of("names", name):
        assert NAME_FIELDS <= set(row) <= NAME_FIELDS | {"stage"}, row
        assert row["type"] in {"project", "system"}, row
        assert "stage" not in row or (row["type"] == "project" and row["stage"] in STAGES), row


@every("names")
def test_a_name_is_listed_once_at_its_first_mention(name: str) -> None:
    rows = rows_of("names", name)
    assert len({row["name"] for row in rows}) == len(rows)
    assert all(text_of(name).find(row["raw"]) == row["at"] for row in rows)
