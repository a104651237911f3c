"""The folder of Parquet files that a corpus is read into: ``layer=NAME/part-00001.parquet`` and ``manifest.jsonl``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from taizhang.corpus import manifest
from taizhang.corpus.manifest import Part
from taizhang.corpus.step import DOCUMENTS, FAILURES, LAYERS, OUTPUT
from taizhang.exports.table import DOCUMENT, columns

MANIFEST = "manifest.jsonl"
LOCK = "lock"
ROWS_A_PART = 50_000  # what a killed run may have to do again, and what is held in memory

ABOUT = ["file", "file_digest", "reader"]
COLUMNS = {
    **{layer.value: [*ABOUT, *DOCUMENT.names, *columns(layer)] for layer in LAYERS},
    DOCUMENTS: [*ABOUT, *DOCUMENT.names, "characters", "numerals", "claimed"],
    FAILURES: [*ABOUT, "document", "error", "what", "advice"],
}
"""Which columns of OUTPUT each partition keeps."""


class StoreError(ValueError):
    """The output folder cannot be used; the message says why and what to do."""


class Store:
    """An output folder, opened for one run (a context manager). Rows are gathered and written part by part."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._manifest = folder, folder / MANIFEST
        folder.mkdir(parents=True, exist_ok=True)
        if not self._manifest.exists() and any(path.name != LOCK for path in folder.iterdir()):
            raise StoreError(f"{folder} holds other files: name a folder that is new, or one of an earlier run")
        self.parts: list[Part] = []
        self._waiting: list[pa.RecordBatch] = []

    def __enter__(self) -> Store:
        self._lock = (self.folder / LOCK).open("ab")
        try:
            _lock(self._lock.fileno())
        except OSError:
            self._lock.close()
            raise StoreError(f"another run is writing to {self.folder}: wait for it, or name another folder") from None
        self.parts = manifest.load(self._manifest)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.close()

    def keep(self, good: Callable[[Part], bool]) -> set[str]:
        """Drop every part that is not `good`, and all files of parts that were never finished. Gives the files done."""
        self.parts = [part for part in self.parts if good(part)]
        manifest.save(self._manifest, self.parts)
        numbers = {part.number for part in self.parts}
        for path in self.folder.glob("layer=*/*"):
            if path.suffix != ".parquet" or int(path.stem.removeprefix("part-")) not in numbers:
                path.unlink()
        return {name for part in self.parts for name in part.files}

    def add(self, rows: pa.RecordBatch) -> None:
        """Take rows (OUTPUT) of whole files; they are written once there are enough of them."""
        self._waiting.append(rows)
        if sum(batch.num_rows for batch in self._waiting) >= ROWS_A_PART:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting as one part and note it in the manifest."""
        if not any(batch.num_rows for batch in self._waiting):
            return
        table = pa.Table.from_batches(self._waiting, OUTPUT)
        number = 1 + max((part.number for part in self.parts), default=0)
        for layer, names in COLUMNS.items():
            rows = table.filter(pc.equal(table["layer"], layer)).select(names)
            if rows.num_rows:
                _write(rows, self.folder / f"layer={layer}" / f"part-{number:05}.parquet")
        part = Part(number, table["reader"][0].as_py(), _files(table), _failed(table))
        manifest.append(self._manifest, part)
        self.parts.append(part)
        self._waiting.clear()


def _files(table: pa.Table) -> dict[str, str]:
    return dict(zip(table["file"].to_pylist(), table["file_digest"].to_pylist(), strict=True))


def _failed(table: pa.Table) -> list[str]:
    return sorted(set(table.filter(pc.equal(table["layer"], FAILURES))["file"].to_pylist()))


def _write(rows: pa.Table, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as stream:
        pq.write_table(rows, stream, compression="zstd")
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)


def _lock(number: int) -> None:
    """Take the lock or raise OSError; the system lets go of it when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
