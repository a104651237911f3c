"""Places for a ledger: empty, and with the sample county in it. Puts the helpers beside this file on the path."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("django", reason="taizhang[server] is not installed")
sys.path.insert(0, str(Path(__file__).parent))

from place import SAMPLE, Place, place, until


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Where nothing was ever set up."""
    with place(tmp_path_factory.mktemp("empty")) as made:
        yield made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The sample county, its reports read. To be looked at, and copied."""
    with place(tmp_path_factory.mktemp("sample")) as made:
        done = made.run("setup", "--sample", SAMPLE)
        assert done.returncode == 0, done.stderr
        worker = made.start("worker")
        until(
            lambda: made.ask("Job.objects.filter(kind='documents.read', ended=None).count()") == 0, "end of the reading"
        )
        worker.terminate()
        assert worker.wait(30) == 0
        yield made


@pytest.fixture
def county(sample: Place, tmp_path: Path) -> Iterator[Place]:
    """The sample county, to work in."""
    with place(tmp_path, like=sample) as made:
        yield made


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    """An empty place to restore into."""
    (tmp_path / "elsewhere").mkdir()
    with place(tmp_path / "elsewhere") as made:
        yield made
