"""``taizhang journal``: exit codes, words and JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

pytest.importorskip("django", reason="the server extra is not installed")

from taizhang.cli.main import taizhang
from taizhang.journal.tests.made import ROAD, sql, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(taizhang, ["journal", *map(str, arguments)])


def test_a_whole_journal_is_exit_code_0() -> None:
    write(ROAD, "一", "二")
    result = run("verify")
    assert (result.exit_code, result.stdout) == (0, "2 entries in 1 chains, 0 checkpoints compared: all is whole\n")


def test_a_fault_is_named_and_exit_code_1() -> None:
    write(ROAD, "一", "二")
    sql("UPDATE journal_entry SET reason = 'x' WHERE number = 2")
    result = run("verify")
    assert result.exit_code == 1
    assert result.stdout.startswith("altered: task 12, entry 2: ")


def test_programs_get_the_first_fault_as_json() -> None:
    write(ROAD, "一", "二", "三")
    sql("DELETE FROM journal_entry WHERE number = 2")
    result = run("verify", "--json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["ok"], report["entries"]) == (1, False, 2)
    assert (report["first"]["wrong"], report["first"]["id"], report["first"]["number"]) == ("deleted", "12", 2)


def test_a_checkpoint_is_written_and_compared(tmp_path: Path) -> None:
    write(ROAD, "一")
    file = tmp_path / "checkpoint.json"
    assert run("checkpoint", "--out", file).exit_code == 0
    assert json.loads(file.read_text("utf-8"))["heads"][0][:3] == ["task", "12", 1]
    write(ROAD, "二")
    assert run("verify", "--against", file).exit_code == 0
    assert "heads" not in json.loads(run("checkpoint", "--short").stdout)


def test_a_file_that_is_no_checkpoint_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("{}", encoding="utf-8")
    result = run("verify", "--against", file)
    assert result.exit_code == 3  # not 1: nothing is wrong with the journal
    assert "holds no checkpoint" in result.stderr


def test_a_ledger_without_tables_is_no_fault_of_the_journal(tmp_path: Path) -> None:
    environment = os.environ | {"TAIZHANG_DATABASE": f"sqlite:///{tmp_path}/none.db"}
    command = [sys.executable, "-m", "taizhang.cli.main", "journal", "verify"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "was it set up?" in done.stderr


def test_a_history_is_shown_in_words() -> None:
    write(ROAD, "已电话催办")
    lines = run("show", "task", "12").stdout.splitlines()
    assert lines == [
        "   1  2026-03-02 09:30  李敏记事：已电话催办（督查室主任）",
        "      理由：例会",
        "      记事：— → 已电话催办",
    ]
    assert json.loads(run("show", "task", "12", "--json").stdout)["sentence"] == "李敏记事：已电话催办"
    assert "李敏 noted" in run("show", "task", "12", "--english").stdout


def test_a_subject_without_history_says_so() -> None:
    result = run("show", "task", "404")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing was recorded" in result.stderr
