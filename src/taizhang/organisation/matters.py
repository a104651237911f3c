"""Open matters (未结事项) that go with a post: each mechanism says how many there are and moves them when the post changes hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from taizhang.toolkit.actor import Actor


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a post: what a matter is assigned to. `person` is None for a post that nobody has."""

    post: int
    person: int | None


@dataclass(frozen=True, slots=True)
class Matters:
    """One kind of matter. `move` runs within the hand-over's transaction and gives how many it moved."""

    kind: str
    name: str  # in Chinese, for the page and the journal
    count: Callable[[Seat], int]
    move: Callable[[Seat, Seat, Actor, datetime], int]


_kinds: dict[str, Matters] = {}


def register(matters: Matters) -> None:
    """Take part in hand-overs; a mechanism calls it once, from its ``apps.ready``."""
    _kinds[matters.kind] = matters


def open_matters(seat: Seat) -> dict[str, int]:
    """How many matters of each kind are open with a seat, by the kind's Chinese name; kinds without any are left out."""
    return {each.name: number for each in _kinds.values() if (number := each.count(seat))}


def move_all(old: Seat, new: Seat, by: Actor, now: datetime) -> dict[str, int]:
    """Move every open matter from one seat to another, within the caller's transaction; how many of each kind."""
    return {each.name: number for each in _kinds.values() if (number := each.move(old, new, by, now))}
