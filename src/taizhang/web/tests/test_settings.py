"""Settings from the environment: what is wrong is said, nothing is taken silently."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.toolkit import env


def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_HTTPS", "Yes")
    assert env.flag("HTTPS")
    monkeypatch.setenv("TAIZHANG_HTTPS", "true")
    with pytest.raises(env.SettingError, match="TAIZHANG_HTTPS is 'true': write yes or no"):
        env.flag("HTTPS")


@pytest.mark.parametrize("value", ["0", "1025", "-3", "ten", "1.5", ""])
def test_a_whole_number_keeps_to_its_bounds(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_UPLOAD_MB", value)
    with pytest.raises(env.SettingError, match="from 1 to 1024"):
        env.whole("UPLOAD_MB", 32, low=1, high=1024)


def test_what_is_not_set_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TAIZHANG_UPLOAD_MB", raising=False)
    assert env.whole("UPLOAD_MB", 32, low=1, high=1024) == 32
    assert env.words("HOSTS", "a, b") == ("a", "b")


def started(**settings: str) -> subprocess.CompletedProcess[str]:
    """What comes of loading the settings under these variables."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(env.PREFIX)}
    variables |= {env.PREFIX + name: value for name, value in settings.items()}
    code = "import taizhang.web.settings as s; print(s.ALLOWED_HOSTS, len(s.SECRET_KEY))"
    return subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=False)


def test_without_settings_the_server_is_for_this_machine_alone() -> None:
    assert started().stdout.startswith("['127.0.0.1', '[::1]', 'localhost']")


def test_an_unknown_setting_stops_the_start() -> None:
    assert "TAIZHANG_UPLOADS_MB is no setting" in started(UPLOADS_MB="3").stderr


def test_an_open_server_needs_a_secret_of_its_own() -> None:
    assert "set TAIZHANG_SECRET_KEY" in started(HOSTS="ledger.example").stderr
    assert started(HOSTS="ledger.example", SECRET_KEY="s" * 40).stdout == "['ledger.example'] 40\n"


def test_an_open_server_shows_nothing_of_its_inside() -> None:
    assert "TAIZHANG_DEBUG" in started(HOSTS="ledger.example", SECRET_KEY="s" * 40, DEBUG="yes").stderr


def secret(**settings: str) -> str:
    """The secret that a start under these variables has."""
    variables = os.environ | {env.PREFIX + name: value for name, value in settings.items()}
    code = "import taizhang.web.settings as s; print(s.SECRET_KEY)"
    return subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
    ).stdout


def test_each_start_of_a_desk_has_a_new_secret(tmp_path: Path) -> None:
    assert secret(SOURCES="a.txt", DATA=str(tmp_path)) != secret(SOURCES="a.txt", DATA=str(tmp_path))


def test_the_platform_on_this_machine_keeps_its_secret_for_its_account_alone(tmp_path: Path) -> None:
    assert secret(DATA=str(tmp_path)) == secret(DATA=str(tmp_path))
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_desk_is_one_process() -> None:
    assert "TAIZHANG_PROCESSES" in started(SOURCES="a.txt", PROCESSES="2").stderr


def test_every_setting_is_documented() -> None:
    root = Path(__file__).parents[4]
    documented = set(re.findall(r"^\| `TAIZHANG_(\w+)`", (root / "docs/serve.md").read_text("utf-8"), re.M))
    known = re.search(r"refuse_unknown\((.*?)\n\)", (root / "src/taizhang/web/settings.py").read_text("utf-8"), re.S)
    assert known
    assert documented == set(re.findall(r'"(\w+)"', known[1]))
