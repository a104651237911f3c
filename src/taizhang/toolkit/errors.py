"""What an action raises when it may not or cannot be done."""

from __future__ import annotations


class Refused(Exception):
    """A refusal in words for the person who asked: what was not done, and what to do instead."""


class NotAllowed(Refused):
    """The person's post does not reach so far."""
