"""Starting and ending: what is not set up is refused, what is told to end ends, nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import time
from urllib.request import urlopen

import pytest
from place import SAMPLE, Browser, Place, alive, children, line, served, until

pytestmark = pytest.mark.database
SOON = 8.0  # seconds in which everything has ended


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_database_that_was_not_set_up_is_refused(empty: Place, command: str) -> None:
    done = empty.run(command, *(("--port", "0") if command == "serve" else ()))
    assert done.returncode == 2
    assert "set it up with: taizhang setup" in done.stderr


def test_a_server_says_that_it_lives_and_that_it_is_ready(county: Place) -> None:
    _server, address = served(county)
    with urlopen(f"{address}/healthz") as alive_, urlopen(f"{address}/readyz") as ready:
        assert alive_.read() == b"ok\n"
        assert json.load(ready) == {"database": "ok", "files": "ok"}


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT])
def test_server_and_worker_end_soon_when_told_to(county: Place, way: signal.Signals) -> None:
    server, _address = served(county)
    below = until(lambda: children(server.pid), "worker")
    started = time.monotonic()
    server.send_signal(way)
    server.wait(SOON * 2)
    assert time.monotonic() - started < SOON
    assert not [pid for pid in below if alive(pid)]


def test_nothing_goes_on_when_the_server_is_killed(county: Place) -> None:
    server, _address = served(county)
    below = until(lambda: len(found := children(server.pid)) > 1 and found, "worker")
    server.kill()
    server.wait()
    until(lambda: not [pid for pid in below if alive(pid)], "end of all that it had started")


def test_a_worker_that_dies_is_followed_by_another(county: Place) -> None:
    server, address = served(county)
    worker = until(lambda: [pid for pid in children(server.pid) if "worker" in said(pid)], "worker")[0]
    os.kill(worker, signal.SIGKILL)
    until(lambda: [pid for pid in children(server.pid) if "worker" in said(pid) and pid != worker], "other worker")
    Browser(address, "ducha").upload("one.txt", "荻川县新建农村公路50公里。".encode())
    until(lambda: county.ask("Document.objects.filter(condition='waiting').count()") == 0, "end of the reading")


def test_several_processes_answer_for_one_ledger(county: Place) -> None:
    county.more["TAIZHANG_PROCESSES"] = "3"
    server, address = served(county)
    until(lambda: len([pid for pid in children(server.pid) if "serve" in said(pid)]) == 3, "three processes")
    for number in range(4):
        browser = Browser(address, "ducha")
        browser.upload(f"{number}.txt", f"荻川县新建农村公路{number}公里。".encode())
    assert county.ask("Document.objects.count()") == 7


def test_a_desk_has_one_process(empty: Place) -> None:
    done = empty.run("serve", SAMPLE / "2024.txt", "--port", "0", TAIZHANG_PROCESSES="2")
    assert done.returncode == 2
    assert "TAIZHANG_PROCESSES: a desk holds its readings in one process" in done.stderr


def test_the_sample_county_is_not_for_a_server_that_is_open(elsewhere: Place) -> None:
    done = elsewhere.run("setup", "--sample", SAMPLE, TAIZHANG_HOSTS="ledger.example", TAIZHANG_SECRET_KEY="s" * 40)
    assert done.returncode == 1
    assert "for this machine alone" in done.stderr


def test_an_open_server_is_set_up_with_a_county_and_a_password_for_once(elsewhere: Place) -> None:
    place = {"TAIZHANG_HOSTS": "ledger.example", "TAIZHANG_SECRET_KEY": "s" * 40}
    done = elsewhere.run("setup", "--county", "云河县", "--code", "320998000000", **place)
    assert done.returncode == 0, done.stderr
    assert "一次性密码" in done.stdout
    again = elsewhere.run("setup", "--county", "云河县", "--code", "320998000000", **place)
    assert again.returncode == 1
    assert "已经有云河县" in again.stderr


def test_a_tied_worker_ends_with_its_input(county: Place) -> None:
    worker = county.start("worker", "--tied")  # its input is that of the tests, which has ended
    assert worker.wait(SOON * 3) == 0
    assert line(worker) == ""


def said(pid: int) -> str:
    """The command line of a process."""
    try:
        with open(f"/proc/{pid}/cmdline", encoding="utf-8") as file:
            return file.read().replace("\0", " ")
    except OSError:
        return ""
