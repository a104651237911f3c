"""What became of a promise's comparison. Pure."""

from __future__ import annotations

from enum import StrEnum


class Sort(StrEnum):
    """The two sorts of promises, in the words of the exports."""

    FIGURED = "figured"
    NAMED = "named"


class State(StrEnum):
    """Whether a person has looked at it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
