"""The programs of docs/journal.md, with which an outsider checks a journal, do what is said of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from taizhang.journal import canonical
from taizhang.journal.checkpoints import checkpoint, exported
from taizhang.journal.tests.made import NOW, ROAD, SCHOOL, sql, write

GUIDE = Path(__file__).parents[4] / "docs" / "journal.md"
pytestmark = pytest.mark.skipif(not GUIDE.exists(), reason="the docs are not installed with the package")


def program(folder: Path, place: int) -> str:
    """A program of the guide, in a file."""
    file = folder / f"{place}.py"
    file.write_text(re.findall(r"```python\n(import .*?)```", GUIDE.read_text("utf-8"), re.S)[place], encoding="utf-8")
    return str(file)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the program reads SQLite")
@pytest.mark.django_db(transaction=True)
def test_an_outsider_finds_the_same_digest_and_the_same_fault(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    write(ROAD, "一", '引号"和\\和\n和\x1f和\x7f和\u2028')
    write(SCHOOL, "三")
    made, database = checkpoint(now=NOW), str(connection.settings_dict["NAME"])
    assert run(program(tmp_path, 0), database).stdout == f"2 chains {made.digest}\n"
    sql("UPDATE journal_entry SET name = 'x' WHERE number = 2")
    assert run(program(tmp_path, 0), database).stderr == "task 12: entry 2 is not what was written\n"


@pytest.mark.django_db
def test_an_outsider_can_check_the_signature(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    write(ROAD, "一")
    made = exported(checkpoint(now=NOW), with_heads=True)
    file = tmp_path / "checkpoint.json"
    file.write_text(json.dumps(made), encoding="utf-8")
    assert run(program(tmp_path, 1), str(file)).stdout == f"signed by {made['key']}\n"
    file.write_text(json.dumps(made | {"entries": 2}), encoding="utf-8")
    assert run(program(tmp_path, 1), str(file)).returncode == 1


texts = st.text(st.characters(codec="utf-8"))


@given(st.tuples(texts, texts, st.integers(-(2**63), 2**63 - 1), st.none() | st.booleans()))
def test_the_byte_form_is_that_of_any_json_writer(fields: tuple[Any, ...]) -> None:
    plain = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    assert canonical.head_line(*fields) == plain
