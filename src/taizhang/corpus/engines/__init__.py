"""The engines: each runs a function over batches, and nothing else. One module an engine, chosen by name.

``run(work, tasks, jobs)`` gives the result of every task, in any order, and takes tasks only as fast as it finishes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import pyarrow as pa

    Work = Callable[[pa.RecordBatch], pa.RecordBatch]

ENGINES = ("pool", "daft", "ray", "spark")
PACKAGES = {"spark": "pyspark"}


class Engine(Protocol):
    """What every engine module offers."""

    def run(self, work: Work, tasks: Iterable[pa.RecordBatch], jobs: int) -> Iterator[pa.RecordBatch]:
        """`work` of every task; `jobs` processes where the engine runs on this machine."""


class EngineError(ValueError):
    """The engine cannot be used; the message says what to do."""


def engine_named(name: str) -> Engine:
    """The engine called `name`, one of ENGINES. Raises EngineError where its library is not installed."""
    if name not in ENGINES:
        raise EngineError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    try:
        return cast(Engine, import_module(f"taizhang.corpus.engines.{name}"))
    except ModuleNotFoundError as error:
        if error.name != PACKAGES.get(name, name):
            raise
        raise EngineError(f"{error.name} is not installed; install it with: pip install 'taizhang[{name}]'") from None


def waves(tasks: Iterable[pa.RecordBatch], size: int) -> Iterator[list[pa.RecordBatch]]:
    """`tasks` in lists of `size`: what an engine is given at one time."""
    todo = iter(tasks)
    while wave := list(islice(todo, size)):
        yield wave
