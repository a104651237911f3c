"""Characters of a mirror page that was cut and annotated in the middle of its bytes: 龍?zhí)哆^江 → 龍潭過江.

What is known to the byte comes back without loss. Where a byte was lost or a character deleted, the place is marked
damaged with its readings; what a question mark swallowed (a digit, a comma, a bracket) is never guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest
from itertools import groupby

from taizhang.ledger.types import Span
from taizhang.reading.repair.damage import LOST, Candidate
from taizhang.reading.repair.edits import Edited, Edits
from taizhang.reading.repair.mirror.items import Page
from taizhang.reading.repair.mirror.keys import READING, learn
from taizhang.reading.repair.mirror.language import Language
from taizhang.reading.repair.mirror.realign import Letter, Stretch, realign
from taizhang.reading.repair.script import is_traditional, to_simplified

SURE = 0.4  # a character less likely than this is not put into the text (docs/repair.md has how often such are right)
CERTAIN = 0.9  # one less likely than this is marked, though its bytes are known
MOST_CANDIDATES = 5
MOST_STRETCHES = 100  # some seconds' work; a page with more holes is a page of holes
_ANCHOR = re.compile(rf"\?(?=[。！？；，、!?;,]|{READING}[)）])")
_WIDE_ANCHOR = re.compile("[?][。！；，、]")

_PAGE = "抓好執(zhí)行,確保上市。" * 6  # what shows the habit of the page
EXAMPLES = {
    _PAGE + "推進龍?zhí)哆^江通道。": _PAGE + "推進龍潭過江通道。",  # two characters that held a key between them
    _PAGE + "確保上市??v深推進。": _PAGE + "確保上市。縱深推進。",  # a cut inside 。 and 縱
}
NOT_THIS = ("怎么办?", "增长多少?5%。", "龍?zhí)哆^江", _PAGE + "怎麼辦?")


def step(text: str) -> Edited | None:
    """Read every damaged stretch back."""
    if "?" not in text or not _ANCHOR.search(text):
        return None
    keys = learn(text)
    if not keys and not _WIDE_ANCHOR.search(text):
        return None
    page, language = Page(text, keys), Language(text, is_traditional=is_traditional(text))
    edits, done, read = Edits(text), 0, 0
    for anchor in _ANCHOR.finditer(text):
        at = anchor.start()
        if at < done:
            continue
        stretch = realign(page, language, at) if read < MOST_STRETCHES else None
        read += 1
        if stretch and not stretch.best[0].as_found:
            _write(edits, page, stretch, at)
            done = stretch.end
        else:
            edits.lose(edits.replace(at, at + 1, "?"), "not understood")
    return edits.finish()


def _write(edits: Edits, page: Page, stretch: Stretch, at: int) -> None:
    """Put the likeliest reading of the stretch at `at` into the text and note what is not certain in it."""
    letters = stretch.best
    shares = [_share(stretch, index) for index in range(len(letters))]
    spans: dict[int, Span] = {}
    for index, letter in enumerate(letters):
        if not letter.as_found:
            char = LOST if letter.flaw and shares[index] < SURE else letter.char
            spans[index] = edits.replace(at, letter.end, page.narrowed(char))
        at = letter.end
    doubtful = (index for index in spans if letters[index].flaw or shares[index] < CERTAIN)
    for first, last in _runs(doubtful):
        flaws = dict.fromkeys(letter.flaw for letter in letters[first : last + 1] if letter.flaw)
        span = Span(spans[first].start, spans[last].end)
        edits.lose(span, ", ".join(flaws) or "reading uncertain", _candidates(page, stretch, first, last))


def _runs(indices: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours."""
    for _, group in groupby(enumerate(indices), key=lambda pair: pair[1] - pair[0]):
        run = [index for _, index in group]
        yield run[0], run[-1]


def _share(stretch: Stretch, index: int) -> float:
    """How sure the character at `index` is: the share of the readings that have it there, counted from either end."""
    char, back = stretch.best[index].char, index - len(stretch.best)
    from_left = sum(share for reading, share in stretch.readings if _char(reading.letters, index) == char)
    from_right = sum(share for reading, share in stretch.readings if _char(reading.letters, back) == char)
    return max(from_left, from_right)


def _char(letters: tuple[Letter, ...], index: int) -> str | None:
    return letters[index].char if -len(letters) <= index < len(letters) else None


def _candidates(page: Page, stretch: Stretch, first: int, last: int) -> tuple[Candidate, ...]:
    """The readings of the letters `first` to `last`, the same ones added up; in simplified characters, as the text will be."""
    after = len(stretch.best) - 1 - last
    shares: defaultdict[str, float] = defaultdict(float)
    for reading, share in stretch.readings:
        letters = reading.letters[first : len(reading.letters) - after]
        shares[to_simplified("".join(page.narrowed(letter.char) for letter in letters))] += share
    likeliest = nlargest(MOST_CANDIDATES, shares.items(), key=lambda pair: pair[1])
    return tuple(Candidate(text, round(share, 3)) for text, share in likeliest)
