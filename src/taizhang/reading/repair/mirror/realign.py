"""Reads a damaged stretch of a page back into the characters it was made from.

After a `?` the decoder of the mirror site stood one byte off: what it took for characters are the second byte of one
and the first byte of the next. Every way to set this right is followed (a byte is lost here, a private-use pair was
deleted there) and the readings are weighed by how well their characters go together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import product

from taizhang.reading.repair.damage import LOST
from taizhang.reading.repair.mirror.gbk import LEADS, TRAILS, characters, pairs, privates
from taizhang.reading.repair.mirror.items import Item, Kind, Page
from taizhang.reading.repair.mirror.language import Language

BEAM = 48  # readings kept at each item
CHOICE = 16  # characters tried where a byte is unknown
LONGEST = 120  # items; a stretch that does not come right within these is given up
CALM = 2  # undamaged characters after the stretch that every reading is weighed with
COST_OF_LOSS = math.log(0.02)
COST_OF_DELETION = math.log(0.1)
DIGITS = frozenset("０１２３４５６７８９")
UNKNOWN_LEAD, UNKNOWN_TRAIL, DELETED, SWALLOWED = "lead byte", "trail byte", "deleted characters", "swallowed character"


@dataclass(frozen=True, slots=True)
class Letter:
    """One character read back; `start` is the item its first byte lies in, `flaw` says what was missing for it."""

    char: str
    start: int
    as_found: bool = False
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the stretch so far. `leads` is empty where the bytes are aligned with the page's characters."""

    score: float
    letters: tuple[Letter, ...]
    before: str
    leads: frozenset[int] = frozenset()
    lead_start: int = 0
    flaw: str = ""
    calm: int = 0

    def waits(self, leads: frozenset[int], start: int, flaw: str = "") -> Reading:
        """The same, with a first byte at hand (one of `leads`) whose second is still to come."""
        return replace(self, leads=leads, lead_start=start, flaw=flaw, calm=0)

    def takes(self, letter: Letter, score: float) -> Reading:
        """The same, one character longer, and aligned."""
        calm = self.calm + 1 if letter.as_found else 0
        return Reading(self.score + score, (*self.letters, letter), letter.char, calm=calm)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The readings of a stretch of the page that ends at `end`, the likeliest first, with their shares."""

    end: int
    readings: tuple[tuple[Reading, float], ...]


def realign(page: Page, language: Language, start: int) -> Stretch | None:
    """Read the stretch that starts at `start` with a question mark; None if no reading comes right."""
    plain = _Search(page, language, deletions=False).run(start)
    if plain and _is_sound(plain.readings[0][0], language, page.text[start - 1 : start]):
        return plain
    return _Search(page, language, deletions=True).run(start) or plain


def _is_sound(reading: Reading, language: Language, before: str) -> bool:
    """Whether nothing was missing, and every character read back is known to go with a neighbour."""
    chars = [before[-1], *(letter.char for letter in reading.letters), "\n"]
    return all(
        not letter.flaw and (letter.as_found or language.knows(left, letter.char) or language.knows(letter.char, right))
        for letter, left, right in zip(reading.letters, chars, chars[2:], strict=False)
    )


class _Search:
    def __init__(self, page: Page, language: Language, *, deletions: bool) -> None:
        self._page = page
        self._language = language
        self._deletions = deletions

    def run(self, at: int) -> Stretch | None:
        beam = [Reading(0.0, (), self._page.text[at - 1] if at else "\n")]
        for _ in range(LONGEST):
            item = self._page.item(at)
            if item is None or all(reading.calm >= CALM for reading in beam):
                break
            beam = self._advance(beam, item, self._page.item(item.end))
            at = item.end
        return _weighed(at, [reading for reading in beam if not reading.leads])

    def _advance(self, beam: list[Reading], item: Item, following: Item | None) -> list[Reading]:
        grown = (
            longer
            for reading in beam
            for ready in self._with_deletions(reading, item)
            for longer in self._after(ready, item, following)
        )
        return nlargest(BEAM, grown, key=lambda reading: reading.score)

    def _with_deletions(self, reading: Reading, item: Item) -> Iterator[Reading]:
        """The reading as it is, and with one or two private-use pairs put back before `item`."""
        yield reading
        if not (self._deletions and reading.leads and item.kind is not Kind.NOTE):
            return
        once = list(self._deleted(reading, item.start))
        yield from once
        for longer in nlargest(CHOICE, once, key=lambda reading: reading.score):
            yield from self._deleted(longer, item.start)

    def _deleted(self, reading: Reading, at: int) -> Iterator[Reading]:
        for longer in self._completed(reading, frozenset(privates()), DELETED):
            second = pairs()[longer.before][1]
            yield replace(longer, score=longer.score + COST_OF_DELETION).waits(privates()[second], at, DELETED)

    def _after(self, reading: Reading, item: Item, following: Item | None) -> Iterator[Reading]:
        if item.kind is Kind.NOTE:
            yield reading
        elif item.kind is Kind.BROKEN:
            yield from self._key(reading, item)
        elif reading.leads:
            yield from self._misaligned(reading, item, following)
        else:
            letter = Letter(item.char, item.start, as_found=True)
            yield reading.takes(letter, self._language.score(reading.before, item.char))
            if item.kind is Kind.MARK and following and following.is_cut:
                yield reading.waits(LEADS, item.start, UNKNOWN_LEAD)

    def _key(self, reading: Reading, item: Item) -> Iterator[Reading]:
        """A broken note: its key lay across two characters, or in step with them inside a misaligned stretch."""
        for key in item.keys:
            first, second = pairs()[key]
            if first in reading.leads:
                score = self._language.score(reading.before, key)
                yield reading.takes(Letter(key, reading.lead_start, flaw=reading.flaw), score)
            elif not reading.leads and pairs().get(reading.before, (0, 0))[1] == first:
                yield reading.waits(frozenset((second,)), item.start)

    def _misaligned(self, reading: Reading, item: Item, following: Item | None) -> Iterator[Reading]:
        if item.pair:
            trail, lead = item.pair
            for longer in self._completed(reading, frozenset((trail,))):
                yield longer.waits(frozenset((lead,)), item.start)
        elif item.kind is Kind.PLAIN:
            byte = 0x80 if item.char == "€" else ord(item.char)
            yield from self._completed(reading, frozenset((byte,)))
        if item.kind is Kind.MARK:
            for longer in self._completed(reading, TRAILS & LEADS, UNKNOWN_TRAIL):
                yield longer.takes(Letter(LOST, item.start, flaw=SWALLOWED), COST_OF_LOSS)
                if following is None or following.is_cut:
                    yield longer

    def _completed(self, reading: Reading, trails: frozenset[int], flaw: str = "") -> Iterator[Reading]:
        """The reading with its waiting character finished by one of `trails`; the likeliest few if there are many."""
        scored = (
            (self._language.score(reading.before, char), char) for char in self._possible(reading, trails)
        )
        for score, char in nlargest(CHOICE, scored):
            yield reading.takes(Letter(char, reading.lead_start, flaw=flaw or reading.flaw), score)

    def _possible(self, reading: Reading, trails: frozenset[int]) -> Iterator[str]:
        known = characters()
        if len(reading.leads) > 1 and len(trails) > 1:
            for char in self._language.followers(reading.before):
                lead, trail = pairs().get(char, (0, 0))
                if lead in reading.leads and trail in trails:
                    yield char
            return
        for pair in product(reading.leads, trails):
            if (char := known.get(pair)) and char not in DIGITS:
                yield char


def _weighed(end: int, readings: list[Reading]) -> Stretch | None:
    """The finished readings with their shares."""
    if not readings:
        return None
    best = max(reading.score for reading in readings)
    weights = [(reading, math.exp(reading.score - best)) for reading in readings]
    total = sum(weight for _, weight in weights)
    return Stretch(end, tuple(sorted(((r, w / total) for r, w in weights), key=lambda pair: -pair[1])))
