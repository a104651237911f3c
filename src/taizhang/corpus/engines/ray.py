"""Ray, on this machine or, with RAY_ADDRESS, on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
import ray

from taizhang.corpus.engines import EngineError, waves

if TYPE_CHECKING:
    from taizhang.corpus.engines import Work

TASKS_A_WAVE = 16  # for each job


def run(work: Work, tasks: Iterable[pa.RecordBatch], jobs: int) -> Iterator[pa.RecordBatch]:
    """`work` of every task, in order."""
    try:
        ray.init(ignore_reinit_error=True, log_to_driver=False, logging_level="ERROR")
    except ConnectionError as error:
        raise EngineError(f"Ray does not start ({error}): is the cluster in RAY_ADDRESS there?") from error
    remote = ray.remote(work)
    for wave in waves(tasks, TASKS_A_WAVE * jobs):
        yield from ray.get([remote.remote(task) for task in wave])
