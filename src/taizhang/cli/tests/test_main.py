from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from taizhang.cli.main import taizhang

HEAVY = ("pyarrow", "duckdb", "django", "xlsxwriter", "orjson", "taizhang.reading.pipeline")
HELP = """
import sys
from taizhang.cli.main import taizhang
taizhang.main(["{command}", "--help"] if "{command}" else ["--help"], standalone_mode=False)
print(*(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["", "read", "explain", "check", "serve", "corpus"])
def test_help_loads_nothing_heavy(command: str) -> None:
    script = HELP.format(command=command, heavy=HEAVY)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8")
    assert "Usage:" in run.stdout
    assert run.stderr.split() == []


def test_the_version_is_that_of_the_package() -> None:
    assert CliRunner().invoke(taizhang, ["--version"]).output == f"taizhang {version('taizhang')}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_installed(shell: str) -> None:
    result = CliRunner().invoke(taizhang, env={"_TAIZHANG_COMPLETE": f"{shell}_source"}, prog_name="taizhang")
    if "Couldn't detect Bash version" in result.output or "not supported" in result.output:
        pytest.skip(f"no usable {shell} on this machine")
    assert "_TAIZHANG_COMPLETE" in result.output


def test_every_command_is_in_its_guide() -> None:
    guide = Path(__file__).parents[4] / "docs" / "cli.md"
    if not guide.exists():
        pytest.skip("the docs are not installed with the package")
    text = guide.read_text(encoding="utf-8")
    assert [name for name in taizhang.commands if f"taizhang {name}" not in text] == []
