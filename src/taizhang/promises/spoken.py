"""Where a review speaks of something: its clauses, searched by the words that tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.ledger.types import Span
from taizhang.promises.types import Answer
from taizhang.promises.weights import Weights, grams
from taizhang.promises.wording import normal
from taizhang.reading.form import rule_form
from taizhang.reading.outline.types import Part
from taizhang.reading.types import Reading

KEPT_END = 4  # characters at the end of a matter that, said again, speak of it
FEW = 2  # clauses of a review that may hold them
CLAUSE = re.compile("[^，。；！？：\n]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two marks. Offsets are into the clean text; `sentence` is the index of its sentence."""

    start: int
    end: int
    text: str
    pairs: frozenset[str]
    letters: frozenset[str]
    sentence: int
    review: bool  # in a part that looks back


class Clauses:
    """The clauses of one report's body, found by the character pairs they hold."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.form = rule_form(reading.clean)
        self.all = tuple(self._split())
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for number, clause in enumerate(self.all):
            for pair in clause.pairs:
                self._by_pair[pair].append(number)

    def _split(self) -> Iterator[Clause]:
        sentences = self.reading.outline.sentences
        looks_back = any(s.part is Part.REVIEW for s in sentences)
        for index, sentence in enumerate(sentences):
            if sentence.part in (Part.FRONT, Part.BACK):
                continue
            review = sentence.part is Part.REVIEW or not looks_back
            for match in CLAUSE.finditer(self.form, sentence.span.start, sentence.span.end):
                yield Clause(
                    match.start(), match.end(), match[0], grams(normal(match[0])), frozenset(match[0]), index, review
                )

    def holding(self, pairs: frozenset[str]) -> list[int]:
        """Numbers of the clauses with at least one of `pairs`, in order."""
        return sorted({number for pair in pairs for number in self._by_pair.get(pair, ())})

    def best(self, words: str, weights: Weights, *, review: bool = True) -> tuple[float, Clause | None]:
        """(share, clause): the clause that holds the largest share of the telling pairs of `words`."""
        pairs = grams(words)
        whole = weights.sum(pairs)
        best: tuple[float, Clause | None] = (0.0, None)
        if not whole:
            return best
        for number in self.holding(pairs):
            clause = self.all[number]
            if clause.review is review and (share := weights.sum(pairs & clause.pairs) / whole) > best[0]:
                best = (share, clause)
        return best

    def keeping(self, words: str) -> Clause | None:
        """The clause of the review that keeps the end of `words` (four characters) or any five, where hardly another does."""
        for length in range(len(words), KEPT_END - 1, -1):
            runs = [words[at : at + length] for at in range(len(words) - length + 1)]
            for run in runs if length > KEPT_END else runs[-1:]:
                found = [c for c in self.all if c.review and run in normal(c.text)]
                if 0 < len(found) <= FEW:
                    return found[0]
        return None

    def often(self, words: str) -> int:
        """How many clauses of the review hold `words`."""
        return sum(clause.review and words in normal(clause.text) for clause in self.all)

    def answer(self, clause: Clause) -> Answer:
        """A clause with raw spans."""
        span = self.reading.map.span_to_raw(clause.start, clause.end)
        sentence = self.reading.outline.sentences[clause.sentence].span
        text = self.reading.source.text
        return Answer(span, text[span.start : span.end], self.reading.map.span_to_raw(sentence.start, sentence.end))

    def before(self, span: Span) -> str:
        """The clean text of the clause around a raw span, up to it."""
        at = self.reading.map.to_clean(span.start)
        if at is None:
            return ""
        start = max((self.form.rfind(mark, max(0, at - 120), at) for mark in "，。；！？\n"), default=-1)
        return self.form[max(start + 1, at - 120) : at]

    def around(self, span: Span) -> str:
        """The clean text of the whole clause around a raw span."""
        at = self.reading.map.to_clean(span.start)
        if at is None:
            return ""
        match = CLAUSE.match(self.form, at)
        return self.before(span) + (match[0] if match else "")

    def between(self, a: Span, b: Span) -> str:
        """The text as the rules read it between two raw spans."""
        start, end = self.reading.map.to_clean(a.end - 1), self.reading.map.to_clean(b.start)
        return "" if start is None or end is None else self.form[start + 1 : end]

    def paragraph(self, span: Span) -> tuple[int, str]:
        """(start in the clean text, text as the rules read it) of the line around a raw span, up to it."""
        at = self.reading.map.to_clean(span.start)
        if at is None:
            return 0, ""
        start = self.form.rfind("\n", 0, at) + 1
        return start, self.form[start:at]

    def behind(self, span: Span) -> str:
        """The text as the rules read it that follows a raw span, a few characters of it."""
        end = self.reading.map.to_clean(span.end - 1)
        return "" if end is None else self.form[end + 1 : end + 13]
