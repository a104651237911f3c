"""Reads a damaged stretch of a page back into the characters it was made from.

After a `?` the decoder of the mirror site stood one byte off: what it took for characters are the second byte of one
and the first byte of the next. Every way to set this right is followed (a byte is lost here, a private-use pair was
deleted there) and the readings are weighed by how well their characters go together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from taizhang.reading.repair.damage import LOST
from taizhang.reading.repair.mirror.balance import wanted
from taizhang.reading.repair.mirror.gbk import LEADS, TRAILS, characters, pairs, private_leads, privates
from taizhang.reading.repair.mirror.items import Item, Kind, Page
from taizhang.reading.repair.mirror.language import Language

BEAM = 20  # readings kept at each item
MARGIN = 25.0  # and none that is worse than the best by more than this (natural logarithm)
CHOICE = 8  # characters tried where a byte is unknown
LONGEST = 80  # items; a stretch that does not come right within these is given up
CALM = 2  # undamaged characters after the stretch that every reading is weighed with
DOUBT = 2.0  # the scores are about this much too sure of themselves (docs/repair.md)
COST_OF_LOSS = math.log(0.02)
COST_OF_DELETION = math.log(0.5)
DIGITS = frozenset("０１２３４５６７８９")
HIGH_TRAILS = TRAILS & LEADS
LEAD_LOST, TRAIL_LOST, DELETED, SWALLOWED = "lead byte lost", "trail byte lost", "characters deleted", "one swallowed"


class Letter(NamedTuple):
    """One character read back; `end` is where, in the page, the sign with its last byte ends.

    It starts where the one before it ends. `flaw` says what was missing for it.
    """

    char: str
    end: int
    as_found: bool = False
    flaw: str = ""


class Reading(NamedTuple):  # made by the ten thousand: a tuple is three times as fast as a dataclass
    """One way to read the stretch so far.

    `leads`: what the first byte of the next character can be, when it is at hand already and its second is still to
    come; empty where the bytes are in step with the page's characters.
    """

    score: float
    before: str  # the two characters last read
    letters: tuple[Letter, ...] = ()
    leads: frozenset[int] = frozenset()
    flaw: str = ""
    calm: int = 0

    def waits(self, leads: frozenset[int], flaw: str = "", cost: float = 0.0) -> Reading:
        """The same, with a first byte at hand."""
        return Reading(self.score + cost, self.before, self.letters, leads, flaw)

    def reaches(self, end: int) -> Reading:
        """The same, with what follows up to `end` counted to the last character."""
        return self._replace(letters=(*self.letters[:-1], self.letters[-1]._replace(end=end)))

    def takes(self, letter: Letter, gain: float) -> Reading:
        """The same, one character longer, and in step."""
        calm = self.calm + 1 if letter.as_found else 0
        before = self.before[-1:] + letter.char if letter.char else "\n"
        return Reading(self.score + gain, before, (*self.letters, letter), calm=calm)


_SCORE = attrgetter("score")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The readings of a stretch of the page that ends at `end`, the likeliest first, with their shares."""

    end: int
    readings: tuple[tuple[Reading, float], ...]

    @property
    def best(self) -> tuple[Letter, ...]:
        """The likeliest reading."""
        return self.readings[0][0].letters


def realign(page: Page, language: Language, start: int) -> Stretch | None:
    """Read the stretch that starts at `start` with a question mark; None if no reading comes right."""
    item = page.item(start)
    if item and item.kind is Kind.BROKEN:  # nothing need be missing
        plain = _Search(page, language, deletions=False).run(start)
        if plain is None or _is_sound(plain.best, language, page.before(start)):
            return plain
    return _Search(page, language, deletions=True).run(start)


def _is_sound(letters: tuple[Letter, ...], language: Language, before: str) -> bool:
    """Whether nothing was missing, and every character read back is known to go with a neighbour."""
    chars = [before[-1], *(letter.char for letter in letters), "\n"]
    return all(
        not letter.flaw and (letter.as_found or language.knows(left, letter.char) or language.knows(letter.char, right))
        for letter, left, right in zip(letters, chars, chars[2:], strict=False)
    )


class _Search:
    """A beam search along the items of the page."""

    def __init__(self, page: Page, language: Language, *, deletions: bool) -> None:
        self._page = page
        self._language = language
        self._deletions = deletions
        self._marks: dict[str, float] = {}
        self._likely: dict[tuple[str, frozenset[int], frozenset[int]], list[tuple[float, str]]] = {}

    def run(self, at: int) -> Stretch | None:
        beam = [Reading(0.0, self._page.before(at))]
        self._marks = wanted(self._page.text, at, at + 1)
        for _ in range(LONGEST):
            item = self._page.item(at)
            if item is None or all(reading.calm >= CALM for reading in beam):
                break
            beam = self._advance(beam, item, self._page.item(item.end))
            at = item.end
        return _weighed(at, [reading for reading in beam if not reading.leads])

    def _advance(self, beam: list[Reading], item: Item, following: Item | None) -> list[Reading]:
        grown = nlargest(
            BEAM,
            (
                longer
                for reading in beam
                for ready in self._with_deletions(reading, item)
                for longer in self._after(ready, item, following)
            ),
            key=_SCORE,
        )
        return [reading for reading in grown if reading.score > grown[0].score - MARGIN]

    def _with_deletions(self, reading: Reading, item: Item) -> Iterable[Reading]:
        """The reading as it is, and with one or two private-use pairs put back before `item`."""
        if not (self._deletions and reading.leads and item.kind is not Kind.NOTE):
            return [reading]
        once = list(self._deleted(reading, item.start))
        twice = (
            again for longer in nlargest(CHOICE // 2, once, key=_SCORE) for again in self._deleted(longer, item.start)
        )
        return [reading, *once, *twice]

    def _deleted(self, reading: Reading, at: int) -> Iterator[Reading]:
        for longer in self._completed(reading, private_leads(), at, DELETED):
            seconds = privates()[pairs()[longer.before[-1]][1]]
            yield longer.waits(seconds, DELETED, COST_OF_DELETION)

    def _after(self, reading: Reading, item: Item, following: Item | None) -> Iterator[Reading]:
        match item.kind:
            case Kind.NOTE:
                yield reading.reaches(item.end) if reading.leads and reading.letters else reading
            case Kind.BROKEN:
                yield from self._key(reading, item)
            case Kind.TAG:
                yield from self._tag(reading, item)
            case _ if reading.leads:
                yield from self._out_of_step(reading, item, following)
            case _:
                letter = Letter(item.char, item.end, as_found=True)
                yield reading.takes(letter, self._gain(reading, item.char))
                if item.kind is Kind.MARK and following and following.is_cut:
                    yield reading.waits(LEADS, LEAD_LOST)

    def _key(self, reading: Reading, item: Item) -> Iterator[Reading]:
        """A broken note: its key lay across two characters, or in step with them inside a misaligned stretch."""
        for key in item.keys:
            first, second = pairs()[key]
            if first in reading.leads:
                gain = self._gain(reading, key)
                yield reading.takes(Letter(key, item.end, flaw=reading.flaw), gain)
            elif not reading.leads and pairs().get(reading.before[-1:], (0, 0))[1] == first:
                yield reading.waits(frozenset((second,)))

    def _tag(self, reading: Reading, item: Item) -> Iterator[Reading]:
        """A half tag: its question mark holds the last byte of the paragraph, the tag itself goes."""
        mark = item.start + 1
        for longer in self._completed(reading, HIGH_TRAILS, mark, TRAIL_LOST) if reading.leads else (reading,):
            yield longer.takes(Letter("", item.end), self._gain(longer, "\n"))

    def _out_of_step(self, reading: Reading, item: Item, following: Item | None) -> Iterator[Reading]:
        if item.pair:
            trail, lead = item.pair
            for longer in self._completed(reading, frozenset((trail,)), item.end):
                yield longer.waits(frozenset((lead,)))
        elif item.kind is Kind.PLAIN:
            byte = 0x80 if item.char == "€" else ord(item.char)
            yield from self._completed(reading, frozenset((byte,)), item.end)
        if item.kind is Kind.MARK:
            for longer in self._completed(reading, HIGH_TRAILS, item.start, TRAIL_LOST):
                yield longer.takes(Letter(LOST, item.end, flaw=SWALLOWED), COST_OF_LOSS)
                if following is None or following.is_cut:
                    yield longer.reaches(item.end)

    def _completed(self, reading: Reading, trails: frozenset[int], end: int, flaw: str = "") -> Iterator[Reading]:
        """The reading with its waiting character finished by one of `trails`; the likeliest few if there are many."""
        asked = (reading.before, reading.leads, trails)
        if asked not in self._likely:
            self._likely[asked] = nlargest(CHOICE, self._scored(*asked))
        for gain, char in self._likely[asked]:
            yield reading.takes(Letter(char, end, flaw=flaw or reading.flaw), gain)

    def _gain(self, reading: Reading, char: str) -> float:
        return self._language.scorer(reading.before)(char)

    def _scored(self, before: str, leads: frozenset[int], trails: frozenset[int]) -> Iterator[tuple[float, str]]:
        score, marks = self._language.scorer(before), self._marks
        for char in self._possible(before, leads, trails):
            yield score(char) + marks.get(char, 0.0), char

    def _possible(self, before: str, leads: frozenset[int], trails: frozenset[int]) -> Iterable[str]:
        if len(leads) > 1 and len(trails) > 1:  # nothing is known of it: what the page has after `before`
            of = pairs()
            return (
                char
                for char in self._language.followers(before)
                if char in of and of[char][0] in leads and of[char][1] in trails
            )
        known = characters()
        return (known[pair] for pair in product(leads, trails) if pair in known and known[pair] not in DIGITS)


def _weighed(end: int, readings: list[Reading]) -> Stretch | None:
    """The finished readings with their shares."""
    if not readings:
        return None
    best = max(map(_SCORE, readings))
    weights = [(reading, math.exp((reading.score - best) / DOUBT)) for reading in readings]
    total = sum(weight for _, weight in weights)
    return Stretch(end, tuple(sorted(((r, w / total) for r, w in weights), key=lambda pair: -pair[1])))
