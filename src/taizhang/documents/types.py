"""States of documents and of their entries, and what an entry may be changed to."""

from __future__ import annotations

from enum import StrEnum


class Condition(StrEnum):
    """Where a document stands on its way into the ledger."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"
    PUBLISHED = "published"


class Layer(StrEnum):
    """The layers whose facts become entries, in the words of the exports."""

    QUANTITIES = "quantities"
    TASKS = "tasks"
    NAMES = "names"


class State(StrEnum):
    """What became of one entry."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # a newer reader no longer finds it, and nobody had decided on it
