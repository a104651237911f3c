from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from taizhang.corpus.run import Outcome, read_corpus
from taizhang.corpus.store import Store, StoreError
from taizhang.corpus.tests.documents import make, report

KILLED = """
import os, signal
from pathlib import Path
from taizhang.corpus import files, store
from taizhang.corpus.run import read_corpus
files.FILES_A_CHUNK, store.ROWS_A_PART = 5, 200
def die(done, total):
    if done >= 20:
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    read_corpus(Path({folder!r}), Path({out!r}), jobs=1, progress=die)
"""


def facts(out: Path) -> list[dict[str, Any]]:
    """All rows of all layers, in an order of their own."""
    rows = [row for path in out.glob("layer=*/*.parquet") for row in pq.read_table(path, partitioning=None).to_pylist()]
    return sorted(rows, key=repr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "reports", 40)


def read(folder: Path, **options: Any) -> Outcome:
    return read_corpus(folder, folder.parent / "out", **options)


def test_a_second_run_reads_nothing_again(folder: Path) -> None:
    first = read(folder)
    before = facts(folder.parent / "out")
    second = read(folder)
    assert (first.read, first.already) == (40, 0)
    assert (second.read, second.already) == (0, 40)
    assert facts(folder.parent / "out") == before


def test_what_is_new_is_read_and_added(folder: Path) -> None:
    read(folder)
    (folder / "new.txt").write_text(report(99), encoding="utf-8")
    assert read(folder).read == 1
    assert "new.txt" in {row["file"] for row in facts(folder.parent / "out")}


def test_what_changed_is_read_again_and_leaves_no_old_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taizhang.corpus.store.ROWS_A_PART", 1)
    monkeypatch.setattr("taizhang.corpus.files.FILES_A_CHUNK", 10)
    read(folder)
    (folder / "00" / "0003.txt").write_text(report(77), encoding="utf-8")
    assert read(folder).read == 10  # the chunk it was written with
    fresh = folder.parent / "fresh"
    read_corpus(folder, fresh)
    assert facts(folder.parent / "out") == facts(fresh)


def test_what_is_gone_leaves_no_rows(folder: Path) -> None:
    read(folder)
    (folder / "00" / "0000.txt").unlink()
    read(folder)
    assert "00/0000.txt" not in {row["file"] for row in facts(folder.parent / "out")}


def test_another_version_of_the_reader_reads_everything_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(folder)
    monkeypatch.setattr("taizhang.corpus.run.reader_version", lambda: "another")
    assert read(folder).read == 40


def test_failures_are_listed_and_do_not_stop_the_run(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "locked.pdf").write_bytes(b"%PDF-1.7 cut off")
    outcome = read(folder)
    assert outcome.read == 40
    assert {Path(f.where).name for f in outcome.failures} == {"empty.txt", "locked.pdf"}
    assert {row["file"] for row in facts(folder.parent / "out") if row.get("error")} == {"empty.txt", "locked.pdf"}


def test_what_failed_is_read_again_only_when_asked(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    read(folder)
    assert read(folder).failures == []
    assert len(read(folder, retry=True).failures) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_a_run_killed_at_any_moment_goes_on_and_ends_as_if_it_had_not_been(folder: Path) -> None:
    out, whole = folder.parent / "out", folder.parent / "whole"
    script = folder.parent / "killed.py"
    script.write_text(KILLED.format(folder=str(folder), out=str(out)), encoding="utf-8")
    # Waits for the end of output too, which the worker keeps open: so it must end with its parent.
    killed = subprocess.run([sys.executable, str(script)], check=False, capture_output=True, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    resumed = read_corpus(folder, out)
    assert resumed.already > 0
    assert resumed.already + resumed.read == 40
    read_corpus(folder, whole)
    assert facts(out) == facts(whole)


def test_an_unfinished_line_of_the_manifest_does_not_count(folder: Path) -> None:
    read(folder)
    manifest = folder.parent / "out" / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    assert read(folder).read == 40


def test_a_folder_with_other_files_in_it_is_refused(folder: Path) -> None:
    with pytest.raises(StoreError, match="holds other files"):
        read_corpus(folder, folder)


def test_the_output_of_another_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    read(folder)
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text(report(1), encoding="utf-8")
    with pytest.raises(StoreError, match="another folder"):
        read_corpus(other, folder.parent / "out")


def test_two_runs_do_not_write_to_one_folder(folder: Path) -> None:
    with Store(folder.parent / "out"), pytest.raises(StoreError, match="another run"):
        read(folder)


def test_progress_ends_at_the_number_of_files(folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    read(folder, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (40, 40)
