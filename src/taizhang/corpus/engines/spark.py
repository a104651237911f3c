"""Spark, on this machine or on the cluster that PYSPARK_SUBMIT_ARGS or, with Spark Connect, SPARK_REMOTE names."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from taizhang.corpus.engines import EngineError, waves
from taizhang.corpus.step import OUTPUT

if TYPE_CHECKING:
    from taizhang.corpus.engines import Work

TASKS_A_WAVE = 8  # for each job


def run(work: Work, tasks: Iterable[pa.RecordBatch], jobs: int) -> Iterator[pa.RecordBatch]:
    """`work` of every task, through ``mapInArrow``."""
    session = _session()
    for wave in waves(tasks, TASKS_A_WAVE * jobs):
        frame = session.createDataFrame(pa.Table.from_batches(wave)).repartition(len(wave))
        done = frame.mapInArrow(lambda batches: map(work, batches), from_arrow_schema(OUTPUT))
        yield from done.toArrow().combine_chunks().to_batches()  # one batch: no file's rows in two


def _session() -> SparkSession:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # or workers take whatever python3 is first in PATH
    settings = {"spark.driver.memory": "4g", "spark.ui.showConsoleProgress": "false"}
    try:
        return SparkSession.builder.appName("taizhang").config(map=settings).getOrCreate()
    except PySparkRuntimeError as error:
        raise EngineError(
            f"Spark does not start ({error}): it needs Java 17 or newer, or a cluster in SPARK_REMOTE"
        ) from error
