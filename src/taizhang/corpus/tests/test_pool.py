from __future__ import annotations

import os
from collections.abc import Iterator

from taizhang.corpus.pool import AHEAD, in_processes

Numbers = list[int]


def doubled(numbers: Numbers) -> Numbers:
    """Doubles; a negative number kills the process, as a crash in native code would."""
    if min(numbers) < 0:
        os._exit(9)
    return [2 * n for n in numbers]


def singles(numbers: Numbers) -> list[Numbers]:
    return [[n] for n in numbers]


def lost(numbers: Numbers) -> Numbers:
    return [0 for _ in numbers]


def run(tasks: list[Numbers]) -> list[Numbers]:
    return list(in_processes(doubled, tasks, jobs=2, split=singles, lost=lost))


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert run([[n] for n in range(40)]) == [[2 * n] for n in range(40)]


def test_a_task_that_kills_its_process_is_lost_alone() -> None:
    results = run([[1, 2], [3, -1, 4], [5], [6]])
    assert sorted(n for result in results for n in result) == [0, 2, 4, 6, 8, 10, 12]


def test_tasks_are_taken_only_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[Numbers]:
        for n in range(1000):
            taken.append(n)
            yield [n]

    results = in_processes(doubled, tasks(), jobs=2, split=singles, lost=lost)
    assert next(results) == [0]
    results.close()  # type: ignore[attr-defined]
    assert len(taken) <= 2 * AHEAD + 1
