"""Characters of a mirror page that was cut and annotated in the middle of its bytes: 龍?zhí)哆^江 → 龍潭過江.

What is known to the byte comes back without loss. Where a byte was lost or a character deleted, the place is marked
damaged with its readings; what a question mark swallowed (a digit, a comma, a bracket) is never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from taizhang.ledger.types import Span
from taizhang.reading.repair.damage import LOST, Candidate
from taizhang.reading.repair.edits import Edited, Edits
from taizhang.reading.repair.mirror.items import Page
from taizhang.reading.repair.mirror.keys import READING, learn
from taizhang.reading.repair.mirror.language import Language
from taizhang.reading.repair.mirror.realign import Letter, Stretch, realign
from taizhang.reading.repair.script import is_traditional

SURE = 0.5  # a reading less likely than this is not put into the text
MOST_CANDIDATES = 5
_ANCHOR = re.compile(rf"\?(?=[。！？；，、!?;,]|{READING}[)）])")
_WIDE_ANCHOR = re.compile("[?][。！；，、]")
_HALF_TAG = re.compile("/[a-z]{1,10}>")

EXAMPLES = {"龍?zhí)哆^江": "龍潭過江", "上市??v深": "上市。縱深"}
NOT_THIS = ("怎么办?", "吗?”", "a?b")


def step(text: str) -> Edited | None:
    """Read every damaged stretch back."""
    if "?" not in text or not _ANCHOR.search(text):
        return None
    keys = learn(text)
    if not keys and not _WIDE_ANCHOR.search(text):
        return None
    page, language = Page(text, keys), Language(text, is_traditional=is_traditional(text))
    edits, done = Edits(text), 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() >= done and (stretch := realign(page, language, anchor.start())):
            done = _write(edits, page, stretch)
    return edits.finish()


def _write(edits: Edits, page: Page, stretch: Stretch) -> int:
    """Put the likeliest reading into the text and note what is not certain in it; gives where that ends."""
    letters = stretch.readings[0][0].letters
    starts = [*(letter.start for letter in letters), stretch.end]
    tags = {index: tag for index, letter in enumerate(letters) if (tag := _half_tag(page.text, letter))}
    for index in tags:  # what was swallowed is known, so the question mark is all of the character before
        starts[index] += 1
    spans: dict[int, Span] = {}
    for index, letter in enumerate(letters):
        if index in tags:
            edits.drop(starts[index], tags[index].end())
        elif not letter.as_found:
            char = letter.char if _share(stretch, index) >= SURE else LOST
            spans[index] = edits.replace(starts[index], starts[index + 1], page.narrowed(char))
    for first, last in _runs(index for index in spans if letters[index].flaw):
        flaws = dict.fromkeys(letter.flaw for letter in letters[first : last + 1])
        edits.lose(Span(spans[first].start, spans[last].end), ", ".join(flaws), _candidates(stretch, first, last))
    return max([stretch.end, *(tag.end() for tag in tags.values())])


def _half_tag(text: str, letter: Letter) -> re.Match[str] | None:
    return _HALF_TAG.match(text, letter.start + 1) if letter.char == LOST else None


def _runs(indices: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours."""
    for _, group in groupby(enumerate(indices), key=lambda pair: pair[1] - pair[0]):
        run = [index for _, index in group]
        yield run[0], run[-1]


def _share(stretch: Stretch, index: int) -> float:
    """How sure the character at `index` is: the share of the readings that have it there."""
    char = stretch.readings[0][0].letters[index].char
    return sum(
        share for reading, share in stretch.readings if [letter.char for letter in reading.letters[index : index + 1]] == [char]
    )


def _candidates(stretch: Stretch, first: int, last: int) -> tuple[Candidate, ...]:
    """The readings of the letters `first` to `last`, the same ones added up."""
    after = len(stretch.readings[0][0].letters) - 1 - last
    shares: Counter[str] = Counter()
    for reading, share in stretch.readings:
        letters = reading.letters[first : len(reading.letters) - after]
        shares["".join(letter.char for letter in letters)] += share  # type: ignore[assignment]
    return tuple(Candidate(text, round(share, 3)) for text, share in shares.most_common(MOST_CANDIDATES))
