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


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """500 documents and an empty one, read by the pool."""
    base = tmp_path_factory.mktemp("corpus")
    folder = make(base / "reports", COUNT)
    (folder / "empty.txt").write_bytes(b"")
    read_corpus(folder, base / "pool", jobs=2)
    return base


def missing(engine: str) -> bool:
    return find_spec(PACKAGES.get(engine, engine)) is None


@pytest.mark.parametrize("engine", OTHERS)
def test_every_engine_gives_what_the_pool_gives(engine: str, corpus: Path) -> None:
    if missing(engine):
        pytest.skip(f"{engine} is not installed: pip install 'taizhang[{engine}]'")
    command = [
        "corpus",
        "read",
        str(corpus / "reports"),
        "--out",
        str(corpus / engine),
        "--engine",
        engine,
        "--jobs",
        "2",
    ]
    subprocess.run([sys.executable, "-m", "taizhang.cli.main", *command], check=False, capture_output=True)
    assert facts(corpus / engine) == facts(corpus / "pool")


def test_the_pool_read_them_all(corpus: Path) -> None:
    documents = {row["file"] for row in facts(corpus / "pool") if "characters" in row}
    assert len(documents) == COUNT


@pytest.mark.parametrize("engine", OTHERS)
def test_an_engine_that_is_not_installed_says_how_to_install_it(engine: str) -> None:
    if not missing(engine):
        pytest.skip(f"{engine} is installed")
    with pytest.raises(EngineError, match=rf"pip install 'taizhang\[{engine}\]'"):
        engine_named(engine)
