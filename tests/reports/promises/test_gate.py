"""Verdicts on planted outcomes hold their floors: precision and recall of each verdict, on the samples and on the pairs beside this file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import scored
import yaml

from taizhang.promises import Comparison, Verdict, pairs
from taizhang.reading import read

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
MISREAD = 0.005  # floors are cut after the third digit
Compared = tuple[Comparison, list[scored.Planted]]


@cache
def compared() -> dict[str, Compared]:
    """Every pair, compared once."""
    return {name: (comparison, planted) for name, comparison, planted in scored.sets()}


@pytest.mark.parametrize("name", FLOORS)
def test_every_verdict_holds_its_floor(name: str) -> None:
    pair, table = name.split("/")
    comparison, planted = compared()[pair]
    found = scored.score(comparison, planted, named=table == "named")
    for verdict, floor in FLOORS[name].items():
        said = "; ".join(found.wrong)
        assert found.recall(verdict) >= floor["recall"] - MISREAD, f"recall of {verdict}: {said}"
        assert found.precision(verdict) >= floor["precision"] - MISREAD, f"precision of {verdict}: {said}"


@pytest.mark.parametrize("name", ["dichuan2024", "dichuan2025"])
def test_on_the_samples_every_figure_gets_the_planted_verdict(name: str) -> None:
    comparison, planted = compared()[name]
    assert scored.score(comparison, planted, named=False).accuracy == 1


def test_in_the_chain_of_the_samples_everything_late_is_found() -> None:
    rows = yaml.safe_load((scored.COUNTY / "promises.yaml").read_text(encoding="utf-8"))
    planted = {
        (r["made"]["report"], r["made"]["sentence"], r["made"]["figure"]) for r in rows if r["verdict"] == "late"
    }
    readings = [read(scored.COUNTY / f"{year}.txt") for year in (2024, 2025, 2026)]
    found = {
        (c.year, c.first.source.text[row.target.sentence.start : row.target.sentence.end], row.raw_a)
        for c in pairs(readings)
        for row in c.figured
        if row.verdict is Verdict.LATE
    }
    assert found == planted


@pytest.mark.parametrize("stem", sorted(path.stem for path in HERE.glob("*.yaml")))
def test_what_is_planted_stands_in_the_texts_word_for_word(stem: str) -> None:
    first, second = (path.read_text("utf-8") for path in sorted(HERE.glob(f"{stem}20??.txt")))
    rows = yaml.safe_load((HERE / f"{stem}.yaml").read_text("utf-8"))
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["made"]["phrase"] in first, row["id"]
        assert row["made"].get("figure", "") in row["made"]["phrase"], row["id"]
        assert (row["answered"] is None) == (row["verdict"] == "dropped"), row["id"]
        if row["answered"]:
            assert row["answered"]["phrase"] in second, row["id"]
            assert row["answered"].get("figure", "") in row["answered"]["phrase"], row["id"]
            assert ("figure" in row["answered"]) == (row["kind"] == "number" and row["verdict"] != "unverifiable")


@pytest.mark.parametrize("stem", sorted(path.stem for path in HERE.glob("*.yaml")))
def test_a_pair_is_as_long_as_reports_are(stem: str) -> None:
    for path in HERE.glob(f"{stem}20??.txt"):
        assert len("".join(path.read_text("utf-8").split())) >= 2150
