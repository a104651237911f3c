"""Characters per second on one core, and where the time goes."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from inspect import isfunction, isgenerator
from typing import Any
from unittest.mock import patch

PIPELINE = import_module("taizhang.reading.pipeline")
ROUNDS = 7


def speed(texts: dict[str, str]) -> str:
    """End to end, from the bytes of each document to its reading; the best and the median of a few rounds."""
    documents = [text.encode() for text in texts.values()]
    characters = sum(map(len, texts.values()))
    for document in documents:
        PIPELINE.read(document)
    seconds = sorted(_seconds(documents) for _ in range(ROUNDS))
    best, middle = characters / seconds[0], characters / seconds[ROUNDS // 2]
    return f"**Speed**, end to end on one core after import: {best:,.0f} characters per second (best of {ROUNDS}), median {middle:,.0f}"


def _seconds(documents: list[bytes]) -> float:
    begun = time.perf_counter()
    for document in documents:
        PIPELINE.read(document)
    return time.perf_counter() - begun


def stages(texts: dict[str, str]) -> str:
    """The share of each function that the pipeline calls, measured by a clock round it."""
    spent: dict[str, float] = defaultdict(float)
    documents = [text.encode() for text in texts.values()]
    with ExitStack() as stack:
        for name, stage in vars(PIPELINE).copy().items():
            if isfunction(stage) and stage.__module__.startswith("taizhang.") and stage.__module__ != PIPELINE.__name__:
                stack.enter_context(patch.object(PIPELINE, name, _timed(name, stage, spent)))
        total = sum(_seconds(documents) for _ in range(ROUNDS))
    spent["the rest"] = total - sum(spent.values())
    rows = ["**Stages**", "", "| stage | share |", "|---|---|"]
    rows += [f"| {name} | {seconds / total:.0%} |" for name, seconds in sorted(spent.items(), key=lambda s: -s[1])]
    return "\n".join(rows)


def _timed(name: str, stage: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **options: Any) -> Any:
        begun = time.perf_counter()
        result = stage(*arguments, **options)
        if isgenerator(result):
            result = list(result)
        spent[name] += time.perf_counter() - begun
        return result

    return timed
