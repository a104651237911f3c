"""Who acts, and for which post: what every action takes and the journal writes down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts for a post, or a machine that acts by rule."""

    name: str
    person: int | None = None  # None for a machine and for the public
    post: str = ""  # the title of the post acted for
    role: str = "public"
    unit: int | None = None
    deputy: bool = False  # whether the person stands in for the post's holder


CLOCK = Actor("系统", role="system")
"""What happens because time went by."""
