"""The typed shape of ``definitions/base/promises.yaml``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from taizhang.ledger.types import Kind, Op
from taizhang.promises.types import Verdict
from taizhang.rulebook.indicators import Source
from taizhang.rulebook.load import Definition, load, root


class Thresholds(Definition, frozen=True):
    """The thresholds that hold since a day; the file says what each means."""

    since: date
    exceeded_above: Decimal
    partly_from: Decimal
    about_points: Decimal
    about_share: Decimal
    cumulative_from: Decimal
    match_from: float
    near_from: float
    changed_from: float
    spoken_from: float
    named_from: float


class Times(Definition, frozen=True):
    """A unit that is so many of another."""

    unit: str
    of: str
    times: Decimal


class Example(Definition, frozen=True):
    """A target, an outcome, and the verdict that must follow."""

    target: Decimal
    op: Op
    outcome: Decimal
    unit: str
    kind: Kind
    verdict: Verdict


class Standard(Definition, frozen=True):
    """The standard by which promises are judged."""

    id: str
    name: str
    source: Source
    values: tuple[Thresholds, ...]
    counted_alike: tuple[tuple[str, ...], ...]  # counting words that may stand for each other
    said_alike: tuple[tuple[str, ...], ...]  # words that mean one thing, the first for all
    passed_over: tuple[str, ...]  # words that say little
    too_general: tuple[str, ...]  # that alone tell nothing
    converted: tuple[Times, ...]
    examples: tuple[Example, ...]

    def on(self, day: date) -> Thresholds:
        """The thresholds in force on `day`."""
        return max((v for v in self.values if v.since <= day), key=lambda v: v.since)


@cache
def standard() -> Standard:
    """The base standard, loaded once a process."""
    return load(root() / "base" / "promises.yaml", Standard)
