"""Figures that only repeat the task, with the result behind them: 10件民生实事办结8件; 12件民生实事，11件全面完成."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from taizhang.promises.spoken import Clauses
from taizhang.reading.types import Quantity

DONE = "(?:完成|办结|建成|开工|竣工|投用|落实|办成)"
BETWEEN = re.compile(rf"[^，。；、]*{DONE}了?$")
BEHIND = re.compile(rf"项?(?:已)?(?:全面|全部|均|如期|顺利|基本)*{DONE}")
NEXT_CLAUSE = re.compile("[^，。；、]*，(?:其中)?(?:已有?)?$")


def without_echoes(outcomes: Sequence[Quantity], clauses: Clauses) -> list[Quantity]:
    """The outcomes without those that repeat the task; the result behind one takes on what it is of."""
    kept: list[Quantity] = []
    for q in outcomes:
        before = kept[-1] if kept else None
        if before is not None and _repeats(before, q, clauses):
            kept[-1] = replace(q, indicator=before.indicator, code=before.code)
        else:
            kept.append(q)
    return kept


def _repeats(a: Quantity, b: Quantity, clauses: Clauses) -> bool:
    """Whether `a` is the task whose result `b` is."""
    if a.sentence != b.sentence or a.unit != b.unit or a.kind is not b.kind:
        return False
    if a.value is None or b.value is None or b.value > a.value:
        return False
    between = clauses.between(a.span, b.span)
    if BETWEEN.match(between):
        return True
    return NEXT_CLAUSE.match(between) is not None and BEHIND.match(clauses.behind(b.span)) is not None
