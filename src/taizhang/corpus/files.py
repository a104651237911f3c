"""The files of a folder, in chunks that are small enough to share out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from taizhang.corpus.folder import File
from taizhang.corpus.step import INPUT
from taizhang.reading.sources.limits import Limits

PATHS = pa.schema([("file", pa.string()), ("path", pa.string())])
"""A file a row: its name within the folder, and where it lies."""

FILES_A_CHUNK = 32
BYTES_A_CHUNK = 8 << 20


def chunks(files: Iterable[File]) -> Iterator[pa.RecordBatch]:
    """`files` as batches (PATHS) of at most FILES_A_CHUNK files; more than BYTES_A_CHUNK only in one file alone."""
    chunk: list[File] = []
    size = 0
    for file in files:
        if chunk and (len(chunk) == FILES_A_CHUNK or size + file.size > BYTES_A_CHUNK):
            yield _batch(chunk)
            chunk, size = [], 0
        chunk.append(file)
        size += file.size
    if chunk:
        yield _batch(chunk)


def fetch(paths: pa.RecordBatch) -> pa.RecordBatch:
    """The contents (INPUT) of the files (PATHS). What cannot be read is null; what is too large is cut just above the limit."""
    rows = [{"file": row["file"], "content": _content(Path(row["path"])), "text": None} for row in paths.to_pylist()]
    return pa.RecordBatch.from_pylist(rows, schema=INPUT)


def digest_of(path: Path) -> str | None:
    """SHA-256 of the file as ``fetch`` gives it, in hex; None where it cannot be read."""
    content = _content(path)
    return None if content is None else sha256(content).hexdigest()


def _batch(files: Iterable[File]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([{"file": f.name, "path": str(f.path)} for f in files], schema=PATHS)


def _content(path: Path) -> bytes | None:
    try:
        with path.open("rb") as stream:
            return stream.read(Limits().max_bytes + 1)
    except OSError:
        return None
