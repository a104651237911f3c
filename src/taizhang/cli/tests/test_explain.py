from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from taizhang.cli.main import taizhang
from taizhang.cli.tests.test_read import REPORT
from taizhang.page.rules import rule_words
from taizhang.reading.pipeline import read_text


def explain(tmp_path: Path, part: str, *, after: int = 0) -> str:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    result = CliRunner().invoke(taizhang, ["explain", str(path), "--at", str(REPORT.index(part) + after)])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_quantity_tells_its_value_its_rules_and_its_words(tmp_path: Path) -> None:
    said = explain(tmp_path, "312亿元")
    assert "value: 31200000000" in said
    assert "rule indicator.before: 取数字前的短语作指标 (the phrase before the figure)" in said
    assert "地区生产总值【312亿元】" in said


def test_a_sentence_of_the_plan_tells_why_it_is_a_task(tmp_path: Path) -> None:
    assert "rule task." in explain(tmp_path, "新建停车位500个")


def test_a_numeral_that_is_no_quantity_tells_why(tmp_path: Path) -> None:
    said = explain(tmp_path, "2025年工作")
    assert "not a quantity" in said
    assert "rule not." in said


def test_a_place_without_a_fact_says_so(tmp_path: Path) -> None:
    said = explain(tmp_path, "过去一年")
    assert "No fact" in said
    assert "part review" in said


def test_an_offset_beyond_the_end_is_refused_with_the_last_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    result = CliRunner().invoke(taizhang, ["explain", str(path), "--at", "100000"])
    assert result.exit_code == 2
    assert str(len(REPORT) - 1) in result.output


@pytest.mark.parametrize("layer", ["quantities", "tasks", "names"])
def test_every_rule_that_decides_is_described(layer: str) -> None:
    used = {rule for fact in getattr(read_text(REPORT), layer) for rule in fact.rules}
    assert {f"rule.{rule}" for rule in used} == rule_words(used).keys()


def test_every_reason_that_refuses_is_described() -> None:
    used = {n.reason for n in read_text(REPORT).numerals if n.reason}
    assert {f"rule.{reason}" for reason in used} == rule_words(used).keys()
