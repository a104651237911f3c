"""Processes of this machine: the default, nothing to install."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from taizhang.corpus.attempt import lost
from taizhang.corpus.files import digest_of
from taizhang.corpus.pool import in_processes
from taizhang.corpus.step import failed

if TYPE_CHECKING:
    from taizhang.corpus.engines import Work


def run(work: Work, tasks: Iterable[pa.RecordBatch], jobs: int) -> Iterator[pa.RecordBatch]:
    """`work` of every task, in order."""
    return in_processes(work, tasks, jobs=jobs, split=_single, lost=_lost)


def _single(task: pa.RecordBatch) -> list[pa.RecordBatch]:
    return [task.slice(index, 1) for index in range(task.num_rows)]


def _lost(task: pa.RecordBatch) -> pa.RecordBatch:
    """The answer for one file that kills the process that reads it."""
    (row,) = task.to_pylist()
    return failed([(row["file"], digest_of(Path(row["path"])) or "")], [lost(row["file"])])
