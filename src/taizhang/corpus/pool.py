"""A pool of processes that survives the death of its workers.

Processes are spawned, not forked: the same on Linux, macOS and Windows, and safe beside threads.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3  # tasks given out per process: enough to keep it busy, few enough to bound the memory


def in_processes(
    work: Callable[[T], R],
    tasks: Iterable[T],
    *,
    jobs: int,
    split: Callable[[T], Iterable[T]],
    lost: Callable[[T], R],
) -> Iterator[R]:
    """`work` of every task, in order, in `jobs` processes. `tasks` are taken as they are needed.

    When a process dies, the tasks under way are done again, each part that `split` gives alone in a process of its own,
    and the part that kills that one too is answered by `lost`.
    """
    todo = iter(tasks)
    while True:
        waiting: deque[T] = deque()
        futures: deque[Future[R]] = deque()
        with ExitStack() as stack:
            pool = stack.enter_context(_pool(jobs))
            stack.callback(
                pool.shutdown, wait=False, cancel_futures=True
            )  # runs first: what nobody takes is not finished
            try:
                while True:
                    for task in islice(todo, AHEAD * jobs - len(futures)):
                        waiting.append(task)
                        futures.append(pool.submit(work, task))
                    if not waiting:
                        return
                    result = futures.popleft().result()
                    waiting.popleft()
                    yield result
            except BrokenProcessPool:
                pass
        for task in waiting:
            yield from (_alone(work, part, lost) for part in split(task))


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """End this process when its parent is gone, even by ``kill -9``; else it would wait for work forever."""
    parent = parent_process()
    if parent is not None:
        Thread(target=lambda: wait([parent.sentinel]) and os._exit(1), daemon=True).start()


def _alone(work: Callable[[T], R], task: T, lost: Callable[[T], R]) -> R:
    with _pool(1) as pool:
        try:
            return pool.submit(work, task).result()
        except BrokenProcessPool:
            return lost(task)
