"""The one step: a batch of documents in, a batch of facts out. Every engine runs exactly this.

It depends on its argument alone, so a batch may be run anywhere, again, and in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version

import pyarrow as pa

from taizhang.corpus.attempt import Failure, attempt, attempt_text, gone
from taizhang.exports.layers import FACTS, Layer
from taizhang.exports.rows import Row, document_row
from taizhang.exports.table import DOCUMENT, FACT, batch, records
from taizhang.reading.types import Reading

LAYERS = (*FACTS, Layer.DOUBTS)
DOCUMENTS, FAILURES = "documents", "failures"

INPUT = pa.schema([("file", pa.string()), ("content", pa.binary()), ("text", pa.string())])
"""A file a row: its name, and its bytes or its characters; both null where it could not be fetched."""

OUTPUT = pa.schema(
    [
        ("file", pa.string()),  # as in INPUT; of an archive, `document` says which member
        ("file_digest", pa.string()),  # SHA-256 of the content, in hex
        ("reader", pa.string()),  # version of the reader
        *DOCUMENT,
        *FACT,
        ("characters", pa.int64()),  # these three on rows of the layer "documents" only
        ("numerals", pa.int64()),
        ("claimed", pa.int64()),
        ("error", pa.string()),  # these three on rows of the layer "failures" only
        ("what", pa.string()),
        ("advice", pa.string()),
    ]
)
"""`layer` says what a row is: a fact, a doubt, a document that was read ("documents") or one that was not ("failures")."""


@cache
def reader_version() -> str:
    """The version that facts are stamped with: what another version has read is read again."""
    return version("taizhang")


def step(documents: pa.RecordBatch) -> pa.RecordBatch:
    """Read every file of `documents` (INPUT); a row for each fact, document and failure (OUTPUT)."""
    read = [batch(rows, OUTPUT) for file in documents.to_pylist() for rows in _rows(**file)]
    return pa.concat_batches(read) if read else batch([], OUTPUT)


def failed(files: Iterable[tuple[str, str]], failures: Iterable[Failure]) -> pa.RecordBatch:
    """Rows (OUTPUT) for files, given as (name, digest), of which one failure each is known."""
    rows = ({**_stamp(*file), **_failure(f)} for file, f in zip(files, failures, strict=True))
    return batch(rows, OUTPUT)


def _rows(file: str, content: bytes | None, text: str | None) -> Iterator[list[Row]]:
    """The rows of each document in one file."""
    stamp = _stamp(file, digest(content, text))
    for found in _found(file, content, text):
        rows = [_failure(found)] if isinstance(found, Failure) else _reading(found)
        yield [{**stamp, **row} for row in rows]


def digest(content: bytes | None, text: str | None) -> str:
    """SHA-256 of the bytes, or of the characters in UTF-8; of nothing where there are neither."""
    return sha256(content if content is not None else (text or "").encode("utf-8", "surrogatepass")).hexdigest()


def _stamp(file: str, file_digest: str) -> Row:
    return {"file": file, "file_digest": file_digest, "reader": reader_version()}


def _found(file: str, content: bytes | None, text: str | None) -> Iterable[Reading | Failure]:
    if content is not None:
        return attempt(content, name=file)
    return [gone(file) if text is None else attempt_text(text, name=file)]


def _reading(reading: Reading) -> Iterator[Row]:
    claimed = sum(1 for numeral in reading.numerals if numeral.fact)
    yield {**document_row(reading), "layer": DOCUMENTS, "claimed": claimed}
    for row in records(reading, LAYERS):
        yield {**row, "characters": None, "numerals": None}


def _failure(failure: Failure) -> Row:
    return {
        "layer": FAILURES,
        "document": failure.where,
        "error": failure.code,
        "what": failure.what,
        "advice": failure.advice,
    }
