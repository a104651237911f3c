from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taizhang.cli.main import taizhang
from taizhang.exports import FORMATS

REPORT = """\
云坪县人民政府工作报告
——2026年1月8日在云坪县第十七届人民代表大会第五次会议上
各位代表：
一、2025年工作回顾
过去一年，预计实现地区生产总值312亿元，增长6.1%。新建停车位400个。
二、2026年工作安排
今年主要预期目标是：地区生产总值增长6%左右。
（一）改善民生。新建停车位500个。
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "reports" / "云坪2026.txt"
    path.parent.mkdir()
    path.write_text(REPORT, encoding="utf-8")
    return path


def run(*arguments: object, given: bytes | None = None) -> Result:
    return CliRunner().invoke(taizhang, [str(a) for a in arguments], input=given)


def stdout(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_pipe_gets_one_fact_a_line(report: Path) -> None:
    result = run("read", report)
    assert result.exit_code == 0
    values = [row["value"] for row in stdout(result) if row["layer"] == "quantities"]
    assert values == [31200000000, 6.1, 400, 6, 500]


def test_only_the_layers_asked_for_are_given(report: Path) -> None:
    rows = stdout(run("read", report, "--layer", "tasks", "-l", "numerals"))
    assert {row["layer"] for row in rows} == {"tasks", "numerals"}


def test_stdin_is_read_where_the_source_is_a_dash() -> None:
    assert {row["document"] for row in stdout(run("read", "-", given=REPORT.encode()))} == {"stdin"}


def test_a_folder_is_read_whole(report: Path, tmp_path: Path) -> None:
    (report.parent / "deep").mkdir()
    (report.parent / "deep" / "b.txt").write_text(REPORT, encoding="utf-8")
    (report.parent / ".hidden").write_text("no", encoding="utf-8")
    run("read", report.parent, "--out", tmp_path / "out")
    assert {path.name for path in (tmp_path / "out" / "tasks").iterdir()} == {"云坪2026.jsonl", "b.jsonl"}


def test_a_pattern_and_an_archive_are_expanded(report: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        archive.write(report, "x/云坪2026.txt")
    result = run("read", tmp_path / "reports" / "*.txt", tmp_path / "many.zip", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert {path.stem for path in (tmp_path / "out" / "names").iterdir()} == {"云坪2026", "云坪2026-2"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_number_of_processes_changes_nothing(report: Path, jobs: int) -> None:
    for number in range(4):
        (report.parent / f"{number}.txt").write_text(REPORT.replace("312", f"3{number}2"), encoding="utf-8")
    assert run("read", report.parent, "--jobs", jobs).stdout == run("read", report.parent).stdout


def test_some_files_that_fail_give_exit_code_one_and_the_rest_is_read(report: Path) -> None:
    result = run("read", report, report.parent / "none.txt")
    assert result.exit_code == 1
    assert "none.txt" in result.stderr
    assert stdout(result)


def test_nothing_read_gives_exit_code_three(tmp_path: Path) -> None:
    assert run("read", tmp_path / "none.txt").exit_code == 3
    assert run("read", tmp_path).exit_code == 3


def test_a_wrong_command_line_gives_exit_code_two(report: Path) -> None:
    assert run("read").exit_code == 2
    assert run("read", report, "--format", "docx").exit_code == 2
    assert run("read", report, "--format", "csv").exit_code == 2
    assert run("read", report, "--format", "csv", "--out", "facts.json").exit_code == 2


def test_an_empty_name_is_not_the_working_folder() -> None:
    result = run("read", "")
    assert result.exit_code == 3
    assert "TZ-S01" in result.stderr


def test_a_place_that_cannot_be_written_to_is_a_wrong_command_line(report: Path) -> None:
    for out in (report, report / "facts.json"):
        result = run("read", report, "--out", out)
        assert result.exit_code == 2
        assert f"cannot write to {out}" in result.stderr


def test_a_file_stays_as_it_was_where_its_format_cannot_hold_what_is_read(report: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("before", encoding="utf-8")
    (report.parent / "b.txt").write_text(REPORT, encoding="utf-8")
    assert run("read", report.parent, "--out", page).exit_code == 2
    assert page.read_text(encoding="utf-8") == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"page.html", "reports"}


def test_errors_can_be_read_by_a_program(report: Path, tmp_path: Path) -> None:
    result = run("read", report, tmp_path / "none.txt", "--errors", "json")
    read, failed = (json.loads(line) for line in result.stderr.splitlines())
    assert (read["ok"], read["quantities"]) == (True, 5)
    assert (failed["ok"], failed["code"]) == (False, "TZ-S01")
    assert failed.keys() == {"ok", "code", "where", "what", "advice"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_chosen_by_the_ending_of_the_file(report: Path, tmp_path: Path, name: str) -> None:
    layer = ["--layer", "quantities"] if name == "csv" else []
    result = run("read", report, "--out", tmp_path / f"facts.{name}", *layer)
    assert result.exit_code == 0, result.output
    assert (tmp_path / f"facts.{name}").stat().st_size > 0


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_into_a_folder(report: Path, tmp_path: Path, name: str) -> None:
    assert run("read", report, "--out", tmp_path / "out", "--format", name).exit_code == 0
    assert any(path.is_file() for path in (tmp_path / "out").rglob("*"))


def test_a_reader_of_the_pipe_may_leave_early(report: Path) -> None:
    for number in range(60):
        (report.parent / f"{number}.txt").write_text(REPORT, encoding="utf-8")
    command = [sys.executable, "-m", "taizhang.cli.main", "read", str(report.parent), "-j", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
