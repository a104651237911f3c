"""The two-byte plane of cp936 as tables: which pair is which character, and which pairs have none."""

from __future__ import annotations

from functools import cache

LEADS = frozenset(range(0x81, 0xFF))
TRAILS = frozenset(range(0x40, 0xFF)) - {0x7F}
Pair = tuple[int, int]


@cache
def characters() -> dict[Pair, str]:
    """Every pair that has a character of its own."""
    found = {(lead, trail): bytes((lead, trail)).decode("gbk", "ignore") for lead in LEADS for trail in TRAILS}
    return {pair: char for pair, char in found.items() if char and not char.isascii()}


@cache
def pairs() -> dict[str, Pair]:
    """The pair of every character that has one."""
    return {char: pair for pair, char in characters().items()}


@cache
def privates() -> dict[int, frozenset[int]]:
    """Pairs without a character, as first byte → second bytes that may lead a character themselves.

    Such a pair decodes to a private-use character, which later cleaning deletes without a trace.
    """
    known = characters()
    return {
        lead: seconds
        for lead in LEADS
        if (seconds := frozenset(trail for trail in TRAILS & LEADS if (lead, trail) not in known))
    }


@cache
def private_leads() -> frozenset[int]:
    """The first bytes of pairs without a character."""
    return frozenset(privates())
