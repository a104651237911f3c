"""The process that parses: shared by threads, never by forked processes, renewed after a crash."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from taizhang.reading.sources import guard, open_source
from taizhang.reading.sources.tests import made

NUMBERED = [made.docx([f"第{number}份", *made.LINES]) for number in range(6)]


def first_line(data: bytes) -> str:
    return open_source(data).text.partition("\n")[0]


def test_threads_get_each_their_own_document_back() -> None:
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(first_line, NUMBERED * 3)) == [f"第{number}份" for number in range(6)] * 3


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system does not fork")
def test_forked_processes_start_parsers_of_their_own() -> None:
    script = """
import multiprocessing as m
from taizhang.reading.sources.tests.test_guard import NUMBERED, first_line
first_line(NUMBERED[0])  # so that there is a parser to be shared by mistake
with m.get_context("fork").Pool(2) as pool:
    print(*pool.map(first_line, NUMBERED * 3))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.split() == [f"第{number}份" for number in range(6)] * 3


def test_processes_of_an_executor_can_read() -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(first_line, NUMBERED)) == [f"第{number}份" for number in range(6)]


def test_a_process_that_someone_ended_is_replaced() -> None:
    first_line(NUMBERED[0])
    guard._idle[-1].process.kill()
    guard._idle[-1].process.wait()
    assert first_line(NUMBERED[1]) == "第1份"


def test_no_process_is_left_behind() -> None:
    script = """
from taizhang.reading.sources import guard
from taizhang.reading.sources.tests.test_guard import NUMBERED, first_line
first_line(NUMBERED[0])
print(guard._idle[0].process.pid)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    listed = subprocess.run(["ps", "-p", run.stdout.strip()], capture_output=True, text=True, check=False)
    assert listed.returncode != 0
