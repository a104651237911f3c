"""Starting the server: what cannot be is refused with the words that mend it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

REPORTS = Path(__file__).parents[4] / "samples"


def serve(*options: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "taizhang"), "serve", str(REPORTS), *options]
    return subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False, timeout=60)


def test_a_server_open_to_others_must_know_its_names() -> None:
    done = serve("--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 2
    assert "set TAIZHANG_HOSTS" in done.stderr


def test_a_server_open_to_others_must_have_a_secret() -> None:
    done = serve("--host", "0.0.0.0", "--port", "0", TAIZHANG_HOSTS="ledger.example")
    assert done.returncode == 2
    assert "set TAIZHANG_SECRET_KEY" in done.stderr


def test_a_slip_in_a_setting_stops_the_start() -> None:
    done = serve("--port", "0", TAIZHANG_KEEP="3")
    assert done.returncode == 2
    assert "TAIZHANG_KEEP is no setting" in done.stderr


def test_a_port_that_is_taken_is_said_to_be() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = serve("--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "give another with --port" in done.stderr
