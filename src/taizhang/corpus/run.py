"""Reads a folder of documents into a folder of Parquet files, on any engine, going on where an earlier run ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from taizhang.corpus.attempt import Failure
from taizhang.corpus.engines import engine_named
from taizhang.corpus.files import chunks, digest_of, fetch
from taizhang.corpus.folder import File, list_files
from taizhang.corpus.manifest import still_good
from taizhang.corpus.step import DOCUMENTS, FAILURES, reader_version, step
from taizhang.corpus.store import Store, StoreError


@dataclass(slots=True)
class Outcome:
    """What a run did: files found done already, and rows written by layer; `failures` of this run."""

    files: int = 0
    already: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Documents read in this run."""
        return self.rows[DOCUMENTS]


def work(paths: pa.RecordBatch) -> pa.RecordBatch:
    """What a worker does with one chunk: fetch the files, read them."""
    return step(fetch(paths))


def read_corpus(
    folder: Path,
    out: Path,
    *,
    engine: str = "pool",
    jobs: int = 1,
    retry: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """Make `out` hold the facts of every document below `folder`, and of no other, by this version of the reader.

    Only what is new or changed is read; with `retry`, what failed too. `progress` is told (files done, files to do) now
    and then. Raises StoreError and EngineError where nothing can be done.
    """
    runner = engine_named(engine)
    if folder.resolve() in out.resolve().parents:
        raise StoreError(f"{out} lies in {folder}, whose files are read: name a folder outside of it")
    files = list_files(folder.resolve())  # workers may have another working folder
    with Store(out) as store:
        done = _keep(store, files, retry=retry)
        todo = [file for file in files if file.name not in done]
        outcome = Outcome(files=len(files), already=len(files) - len(todo))
        finished = 0
        for rows in runner.run(work, chunks(todo), jobs):
            store.add(rows)
            _count(outcome, rows)
            finished += pc.count_distinct(rows["file"]).as_py()
            progress(finished, len(todo))
        store.flush()
    return outcome


def _keep(store: Store, files: list[File], *, retry: bool) -> set[str]:
    """The names of the files that need not be read again; what the store holds of others is dropped."""
    paths = {file.name: file.path for file in files}
    known = {name for part in store.parts for name in part.files}
    if known and not known & paths.keys():
        raise StoreError(
            f"{store.folder} holds the facts of another folder: none of its files is here. Name another one"
        )

    @cache
    def digest(name: str) -> str | None:
        return digest_of(paths[name]) if name in paths else None

    return store.keep(lambda part: still_good(part, reader_version(), digest, retry=retry))


def _count(outcome: Outcome, rows: pa.RecordBatch) -> None:
    outcome.rows.update(rows["layer"].to_pylist())
    failures = rows.filter(pc.equal(rows["layer"], FAILURES)).select(["error", "document", "what", "advice"])
    outcome.failures.extend(Failure(*row.values()) for row in failures.to_pylist())
