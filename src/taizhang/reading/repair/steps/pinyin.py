"""Pinyin notes after characters: 現(xiàn)代 on mirror pages, 想(xiang)象一(yi)下 on spam pages. Dropping them loses nothing."""

from __future__ import annotations

import re

from taizhang.reading.repair.edits import Edited, Edits
from taizhang.reading.repair.mirror.keys import NOTED, learn
from taizhang.reading.repair.readings import SYLLABLES, reads_as
from taizhang.reading.repair.script import simplified

EXAMPLES = {
    "現(xiàn)代農業(yè)," * 3: "現代農業," * 3,
    "想(xiang)象一(yi)下，今(jin)天的城(cheng)市发(fa)展": "想象一下，今天的城市发展",
}
NOT_THIS = (
    "化学需氧量(COD)、生产总值（GDP）" * 5,
    "产业园(一期)" * 5,
    "邗(hán)江区，邗江区",
    "甲(ren)乙(bu)丙(xi)丁(a)戊(da)",
)

_UNTONED = re.compile(r"(?<=([\u3400-\u9fff]))[(（]([a-zü]{1,6})[)）]")
_MAYBE = re.compile(r"[(（][a-zü]{0,5}[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
LEAST_NOTES = 5
LEAST_SHARE = 0.6  # of the bracketed syllables that must fit their character, for the page to count as spam


def step(text: str) -> Edited | None:
    """Drop the notes; each belongs to the character before it, so that a raw span takes it in."""
    if not _MAYBE.search(text):
        return None
    notes = _toned(text) or _untoned(text)
    edits = Edits(text)
    for note in notes:
        edits.replace(note.start() - 1, note.end(), note[1])
    return edits.finish()


def _toned(text: str) -> list[re.Match[str]]:
    keys = learn(text)
    return [note for note in NOTED.finditer(text) if keys.get(note[1]) == note[2]]


def _untoned(text: str) -> list[re.Match[str]]:
    notes = [note for note in _UNTONED.finditer(text) if note[2] in SYLLABLES]
    fitting = sum(reads_as(simplified(note[1]), note[2]) for note in notes)
    return notes if fitting >= max(LEAST_NOTES, LEAST_SHARE * len(notes)) else []
