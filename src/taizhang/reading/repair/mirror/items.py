"""A damaged page as a row of items: characters with their two bytes, question marks, pinyin notes whole and broken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from taizhang.reading.repair.mirror.gbk import TRAILS, Pair, characters, pairs
from taizhang.reading.repair.mirror.keys import NOTED, READING, plain
from taizhang.reading.repair.readings import reads_as
from taizhang.reading.repair.script import simplified

CUT_SIGNS = frozenset("。！？；，、")
_WIDE = dict(zip(",!?;:()", "，！？；：（）", strict=True))
_NOTE = re.compile(rf"[(（]({READING})[)）]")
_BROKEN = re.compile(rf"\?({READING})[)）]")
_HALF_TAG = re.compile(r"\?/[a-z]{1,10}>")


class Kind(Enum):
    """What an item can mean to the bytes underneath."""

    PLAIN = auto()  # a character as it stands
    MARK = auto()  # a question mark: a lead byte with whatever it swallowed, or a question
    BROKEN = auto()  # "?zhí)": the second byte of a key with the bracket it swallowed, and the note
    NOTE = auto()  # "(zhí)" after its key
    TAG = auto()  # "?/span>": a lead byte with the "<" it swallowed, at the end of a paragraph


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the page. `pair` are the two bytes behind a character, None for ASCII."""

    kind: Kind
    char: str
    start: int
    end: int
    pair: Pair | None = None
    keys: tuple[str, ...] = ()  # for a broken note: the characters that carry this reading

    @property
    def is_cut(self) -> bool:
        """Whether the page can have been cut here."""
        return self.pair is not None and (self.char in CUT_SIGNS or _WIDE.get(self.char) in CUT_SIGNS)


class Page:
    """A page read item by item. `narrow`: its Chinese punctuation was written in ASCII after the damage."""

    def __init__(self, text: str, keys: dict[str, str]) -> None:
        self.text = text
        self.keys = keys
        self.narrow = text.count(",") > text.count("，")
        self._by_reading: dict[str, tuple[str, ...]] = {}
        for key, reading in keys.items():
            self._by_reading[reading] = (*self._by_reading.get(reading, ()), key)

    def item(self, at: int) -> Item | None:
        """The item that starts at `at`; None at the end of the text or of the line."""
        char = self.text[at : at + 1]
        if char in ("", "\n", "\r"):
            return None
        if char == "?":
            return self._question(at)
        if (note := _NOTE.match(self.text, at)) and at and self.keys.get(self.text[at - 1]) == note[1]:
            return Item(Kind.NOTE, note[0], at, note.end())
        return Item(Kind.PLAIN, char, at, at + 1, self._pair(char))

    def before(self, at: int) -> str:
        """The two characters before `at`, pinyin notes left out."""
        return NOTED.sub("", self.text[max(0, at - 30) : at])[-2:] or "\n"

    def narrowed(self, char: str) -> str:
        """A sign as this page would write it."""
        return next((ascii_ for ascii_, wide in _WIDE.items() if wide == char), char) if self.narrow else char

    def _question(self, at: int) -> Item:
        if (broken := _BROKEN.match(self.text, at)) and (keys := self._keys(broken[1], at)):
            return Item(Kind.BROKEN, "?", at, broken.end(), keys=keys)
        if tag := _HALF_TAG.match(self.text, at):
            return Item(Kind.TAG, "?", at, tag.end())
        return Item(Kind.MARK, "?", at, at + 1, self._pair("?"))

    def _keys(self, reading: str, at: int) -> tuple[str, ...]:
        """The keys that the broken note at `at` can belong to: those of its reading.

        If none of them has the byte before the note for its first, the key has no whole note on the page, and is looked
        for among all characters that have.
        """
        known = self._by_reading.get(reading, ())
        lead = (self._pair(self.before(at)[-1]) or (0, 0))[1]
        if not self.keys or any(pairs()[key][0] == lead for key in known):
            return known
        on_this_byte = (characters().get((lead, trail), "") for trail in TRAILS)
        return known + tuple(char for char in on_this_byte if char and reads_as(simplified(char), plain(reading)))

    def _pair(self, char: str) -> Pair | None:
        return pairs().get(_WIDE.get(char, char) if self.narrow else char)
