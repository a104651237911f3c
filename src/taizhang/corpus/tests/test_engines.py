from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from taizhang.corpus.engines import ENGINES, PACKAGES, EngineError, engine_named
from taizhang.corpus.run import read_corpus
from taizhang.corpus.tests.documents import make
from taizhang.corpus.tests.test_run import facts

COUNT = 500
OTHERS = [name for name in ENGINES if name != "pool"]


def missing(engine: str) -> bool:
    return find_spec(PACKAGES.get(engine, engine)) is None


def needed(engine: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(missing(engine), reason=f"taizhang[{engine}] is not installed")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """500 documents and an empty one, read by the pool."""
    base = tmp_path_factory.mktemp("corpus")
    folder = make(base / "reports", COUNT)
    (folder / "empty.txt").write_bytes(b"")
    read_corpus(folder, base / "pool", jobs=2)
    return base


@pytest.mark.parametrize("engine", [pytest.param(engine, marks=needed(engine)) for engine in OTHERS])
def test_every_engine_gives_what_the_pool_gives(engine: str, corpus: Path) -> None:
    out = corpus / engine
    command = ["corpus", "read", str(corpus / "reports"), "--out", str(out), "--engine", engine, "--jobs", "2"]
    run = subprocess.run(
        [sys.executable, "-m", "taizhang.cli.main", *command], check=False, capture_output=True, text=True
    )
    assert run.returncode == 1, run.stderr  # some failed: the empty one
    assert facts(out) == facts(corpus / "pool")


def test_the_pool_read_them_all(corpus: Path) -> None:
    documents = {row["file"] for row in facts(corpus / "pool") if "characters" in row}
    assert len(documents) == COUNT


@pytest.mark.parametrize("engine", [engine for engine in OTHERS if missing(engine)])
def test_an_engine_that_is_not_installed_says_how_to_install_it(engine: str) -> None:
    with pytest.raises(EngineError, match=rf"pip install 'taizhang\[{engine}\]'"):
        engine_named(engine)
