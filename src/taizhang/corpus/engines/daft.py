"""Daft, on this machine or, with DAFT_RUNNER=ray, on a Ray cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import daft
import pyarrow as pa

from taizhang.corpus.engines import waves

if TYPE_CHECKING:
    from taizhang.corpus.engines import Work

TASKS_A_WAVE = 16  # for each job


def run(work: Work, tasks: Iterable[pa.RecordBatch], jobs: int) -> Iterator[pa.RecordBatch]:
    """`work` of every task. Tasks and results travel as Arrow IPC bytes, one in a row."""

    def through_bytes(task: bytes) -> bytes:
        return _bytes(work(_batch(task)))

    over = daft.func(through_bytes, return_dtype=daft.DataType.binary(), use_process=True)
    for wave in waves(tasks, TASKS_A_WAVE * jobs):
        frame = daft.from_pydict({"task": [_bytes(task) for task in wave]}).into_batches(1)
        for row in frame.select(over(frame["task"]).alias("done")).iter_rows():
            yield _batch(row["done"])


def _bytes(batch: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def _batch(content: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(content) as reader:
        return reader.read_next_batch()
