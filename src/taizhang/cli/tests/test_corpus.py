from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taizhang.cli.main import taizhang
from taizhang.cli.tests.test_read import REPORT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(taizhang, ["corpus", *(str(a) for a in arguments)])


def read(folder: Path, *more: str) -> Result:
    return run("read", folder / "reports", "--out", folder / "out", "--jobs", 1, *more)


def test_a_folder_becomes_parquet_and_then_a_table(folder: Path) -> None:
    assert read(folder).exit_code == 0
    rows = [json.loads(line) for line in run("table", folder / "out", "-i", "GDP").stdout.splitlines()]
    assert {(row["year"], row["kind"], row["target"], row["result"]) for row in rows} == {
        (2025, "growth", None, "6.1"),
        (2025, "level", None, "31200000000"),
        (2026, "growth", "6", None),
    }


def test_the_table_can_be_csv_and_can_be_read_by_people(folder: Path) -> None:
    read(folder)
    text = run("table", folder / "out", "-i", "GDP", "-f", "csv").stdout.removeprefix("\ufeff")
    assert [row["unit"] for row in csv.DictReader(io.StringIO(text))] == ["%", "元", "%"]
    shown = run("table", folder / "out", "-i", "GDP", "-f", "table").stdout.splitlines()
    assert shown[0].startswith("地区")
    assert "31,200,000,000" in shown[2]


def test_failures_give_exit_code_one_and_are_listed(folder: Path) -> None:
    (folder / "reports" / "empty.txt").write_bytes(b"")
    result = read(folder, "--errors", "json")
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert result.exit_code == 1
    assert lines[0]["where"] == "empty.txt"
    assert lines[-1]["read"] == 1


def test_an_output_folder_of_something_else_is_a_usage_error(folder: Path) -> None:
    result = run("read", folder / "reports", "--out", folder)
    assert result.exit_code == 2
    assert "holds other files" in result.output


def test_an_output_folder_among_the_documents_is_a_usage_error(folder: Path) -> None:
    result = run("read", folder / "reports", "--out", folder / "reports" / "facts")
    assert result.exit_code == 2
    assert "name a folder outside of it" in result.output


def test_a_folder_without_documents_gives_exit_code_three(folder: Path) -> None:
    (folder / "reports" / "a.txt").unlink()
    assert read(folder).exit_code == 3


def test_an_indicator_that_nobody_reports_is_said_so(folder: Path) -> None:
    read(folder)
    result = run("table", folder / "out", "-i", "海水养殖")
    assert result.exit_code == 1
    assert "no figure for 海水养殖" in result.output
