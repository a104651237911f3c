from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taizhang.cli import promises as command
from taizhang.cli.main import taizhang
from taizhang.promises.formats import FORMATS, TABLES

FIRST = """\
云坪县人民政府工作报告
——2025年1月8日在云坪县第十七届人民代表大会第四次会议上
一、2024年工作回顾
过去一年，新建停车位400个。
二、2025年工作安排
今年要重点抓好以下工作。
新建停车位500个。开工建设云坪体育中心。
"""
SECOND = """\
云坪县人民政府工作报告
——2026年1月8日在云坪县第十七届人民代表大会第五次会议上
一、2025年工作回顾
过去一年，新建停车位480个，云坪体育中心破土动工。
二、2026年工作安排
今年要重点抓好以下工作。
新建停车位300个。
"""


@pytest.fixture
def reports(tmp_path: Path) -> tuple[Path, Path]:
    """Two reports whose names say nothing of their years."""
    one, other = tmp_path / "乙.txt", tmp_path / "甲.txt"
    one.write_text(FIRST, encoding="utf-8")
    other.write_text(SECOND, encoding="utf-8")
    return one, other


def run(*arguments: object) -> Result:
    return CliRunner().invoke(taizhang, ["promises", *(str(a) for a in arguments)])


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_pipe_gets_one_promise_a_line_whichever_report_is_named_first(reports: tuple[Path, Path]) -> None:
    forth, back = run(*reports), run(*reversed(reports))
    assert forth.exit_code == back.exit_code == 0
    assert rows(forth) == rows(back)
    assert [(r["table"], r["raw_a"], r["verdict"]) for r in rows(forth)] == [
        ("figured", "500个", "partly"),
        ("named", "云坪体育中心", "done"),
    ]


def test_only_one_kind_of_promises_where_that_is_asked_for(reports: tuple[Path, Path]) -> None:
    assert {r["table"] for r in rows(run(*reports, "--only", "named"))} == {"named"}


@pytest.mark.parametrize("ending", FORMATS)
def test_the_ending_of_out_chooses_the_format_and_its_folder_is_made(
    reports: tuple[Path, Path], tmp_path: Path, ending: str
) -> None:
    out = tmp_path / "新" / f"兑现.{ending}"
    assert run(*reports, "--out", out).exit_code == 0
    assert out.stat().st_size > 100
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_out_and_format_that_contradict_each_other_are_refused(reports: tuple[Path, Path], tmp_path: Path) -> None:
    result = run(*reports, "-o", tmp_path / "a.xlsx", "-f", "html")
    assert result.exit_code == 2
    assert "leave one of them out" in result.stderr


def test_one_report_two_of_one_year_or_a_gap_teach_what_to_do(reports: tuple[Path, Path], tmp_path: Path) -> None:
    copy, gap = tmp_path / "copy.txt", tmp_path / "gap.txt"
    copy.write_text(FIRST, encoding="utf-8")
    gap.write_text(FIRST.replace("2025年", "2027年").replace("2024年", "2026年"), encoding="utf-8")
    for given, said in (
        ([reports[0]], "two reports"),
        ([reports[0], copy], "both of 2025"),
        ([reports[0], gap], "add it"),
    ):
        result = run(*given)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


def test_a_report_that_cannot_be_read_is_named(reports: tuple[Path, Path], tmp_path: Path) -> None:
    result = run(reports[0], tmp_path / "无.txt")
    assert result.exit_code == 3
    assert "无.txt" in result.stderr
    partly = run(*reports, tmp_path / "无.txt")
    assert partly.exit_code == 1
    assert len(rows(partly)) == 2


def test_stderr_can_be_read_by_programs(reports: tuple[Path, Path]) -> None:
    result = run(*reports, "--errors", "json")
    assert [json.loads(line)["ok"] for line in result.stderr.splitlines()] == [True, True]


def test_help_names_what_the_library_offers() -> None:
    assert (command.FORMATS, command.TABLES) == (FORMATS, TABLES)
