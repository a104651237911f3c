"""What is written down, and what a check of the journal finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from taizhang.ledger.types import Reference


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has its place in a chain: what was done to which subject.

    `before` and `after` hold the fields that the act changed; personal data stands in them masked, never in clear.
    """

    about: Reference
    act: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str = ""


class Wrong(StrEnum):
    """What can be wrong with a journal."""

    ALTERED = "altered"  # what stands in the entry is not what was hashed
    DELETED = "deleted"  # entries are missing
    INSERTED = "inserted"  # an entry stands there that the chain does not count
    FORKED = "forked"  # one number twice, or one subject with two chains
    HEAD = "head"  # the chain's head is not the hash of its last entry
    MISSING = "missing"  # what a checkpoint counted is no longer there
    ORPHAN = "orphan"  # an entry without a chain
    CHECKPOINT = "checkpoint"  # the journal does not agree with a checkpoint; or a checkpoint with its signature


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing wrong with one chain, or with a checkpoint: `about` is None then."""

    wrong: Wrong
    about: Reference | None
    number: int  # of the entry within its chain, or of the checkpoint
    words: str  # for people, in English

    def __str__(self) -> str:
        if self.about is None:
            return f"{self.wrong}: checkpoint {self.number}: {self.words}"
        return f"{self.wrong}: {self.about.kind} {self.about.id}, entry {self.number}: {self.words}"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check went over and what it found: the first fault of each chain, in the order in which chains began."""

    chains: int
    entries: int
    checkpoints: int  # whose digest was compared
    faults: int  # chains and checkpoints with a fault; `found` holds the first of them
    found: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.faults == 0

    @property
    def first(self) -> Fault | None:
        """The first fault of all."""
        return self.found[0] if self.found else None
