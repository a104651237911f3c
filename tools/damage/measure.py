"""Character error rates of damaged and repaired texts against the truth: ``python tools/damage/measure.py TEXT…``.

Each text is damaged in every way the forward model knows, with several seeds, and repaired. Prints a table.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from damage import noise
from damage.distance import distance
from damage.mirror import KEY_SETS, mirror
from damage.noise import NARROW
from taizhang.reading.repair import LOST, Repaired, repair

SEEDS = range(3)
CUTS = (0.5, 1.0)
Noise = Callable[[str, int], str]


def noises() -> Iterator[tuple[str, Noise, Callable[[str], str]]]:
    """Each noise by name, with what the truth looks like where a repair keeps the form of the page."""

    def mirrored(keys: str, cut: float, *, narrow: bool = True) -> Noise:
        return lambda text, seed: mirror(text, KEY_SETS[keys], cut=cut, seed=seed, narrow=narrow)

    def narrow(text: str) -> str:
        return text.translate(NARROW)

    for keys, cut in product(KEY_SETS, CUTS):
        yield f"mirror page, {keys} key set, cut at {cut:.0%}", mirrored(keys, cut), narrow
    yield "mirror page, small key set, cut at 100%, wide punctuation", mirrored("small", 1.0, narrow=False), str
    for name, damage in {
        "none": lambda text, seed: text,
        "hard breaks every 28 cells": lambda text, seed: noise.wrap(text),
        "hard breaks, blank lines, page marks": lambda text, seed: noise.page_marks(
            noise.wrap(text, blank_lines=True), 22, glue="\n\n"
        ),
        "page marks inside words": lambda text, seed: noise.inline_page_marks(text, 300 + seed),
        "blanks in numbers": lambda text, seed: noise.blanks_in_numbers(text, chance=0.5, seed=seed),
        "a blank after every character": lambda text, seed: noise.spaced_out(text),
        "full-width figures": lambda text, seed: noise.full_width_digits(text),
        "the body twice": lambda text, seed: noise.twice(text),
        "GBK bytes read as Latin-1": lambda text, seed: noise.mojibake(text),
        "[UNK] for 、": lambda text, seed: noise.token(text, "、"),
        "□ for %": lambda text, seed: noise.token(text, "%", "□"),
        "[UNK] for “": lambda text, seed: noise.token(text, "“"),
    }.items():
        yield name, damage, str


@dataclass
class Tally:
    """Sums over texts and seeds."""

    characters: int = 0
    before: int = 0  # edits from the damaged text to the truth
    after: int = 0  # and from the repaired one
    unmarked: int = 0  # of these, characters in places that are not marked damaged
    places: int = 0
    seconds: float = 0.0
    sure: Counter[int] = field(default_factory=Counter)  # marked places by confidence in tenths
    right: Counter[int] = field(default_factory=Counter)  # those whose first reading is the truth

    def add(self, raw: str, truth: str) -> None:
        """Repair `raw` and compare."""
        start = time.perf_counter()
        repaired = repair(raw)
        self.seconds += time.perf_counter() - start
        text = repaired.text
        self.characters += len(truth)
        self.before += distance(raw, truth)
        self.after += distance(even(text), even(truth))
        self.places += len(repaired.damaged)
        matcher = SequenceMatcher(None, text, truth, autojunk=False)
        self._count_unmarked(matcher, repaired, truth)
        self._count_right(matcher, repaired, truth)

    def _count_unmarked(self, matcher: SequenceMatcher[str], repaired: Repaired, truth: str) -> None:
        marked = {at for place in repaired.damaged for at in range(place.span.start - 1, place.span.end + 1)}
        for kind, start, end, truth_start, truth_end in matcher.get_opcodes():
            blank = not (repaired.text[start:end] + truth[truth_start:truth_end]).strip()
            if kind != "equal" and not blank and not marked.intersection(range(start, end + 1)):
                self.unmarked += max(end - start, truth_end - truth_start)

    def _count_right(self, matcher: SequenceMatcher[str], repaired: Repaired, truth: str) -> None:
        there = {a + at: b + at for a, b, size in matcher.get_matching_blocks() for at in range(size)}
        for place in repaired.damaged:
            start, end = there.get(place.span.start - 1), there.get(place.span.end)
            if place.candidates and LOST not in place.candidates[0].text and start is not None and end is not None:
                self.sure[int(place.confidence * 10)] += 1
                self.right[int(place.confidence * 10)] += truth[start + 1 : end] == place.candidates[0].text

    def __str__(self) -> str:
        rates = " | ".join(f"{errors / self.characters:.4%}" for errors in (self.before, self.after, self.unmarked))
        return f"{rates} | {self.places} | {1e6 * self.seconds / self.characters:.2f}"


def even(text: str) -> str:
    """Line breaks of any number as one: whether blank lines stand between paragraphs is form, not damage."""
    return re.sub(r"\n\n*", "\n", text.strip())


def main(paths: list[str]) -> None:
    """Print the table for the texts at `paths`, and how often first readings of a confidence are right."""
    texts = [Path(path).read_text(encoding="utf-8") for path in paths]
    sure, right = Counter[int](), Counter[int]()
    say("| damage | CER damaged | CER repaired | of it unmarked | places marked | µs a character |")
    say("|---|---|---|---|---|---|")
    for name, damage, form in noises():
        tally = Tally()
        for text, seed in product(texts, SEEDS):
            tally.add(damage(text, seed), form(text))
        say(f"| {name} | {tally} |")
        sure.update(tally.sure)
        right.update(tally.right)
    say("\n| confidence of the first reading | places | right |\n|---|---|---|")
    for tenth, count in sorted(sure.items()):
        say(f"| {tenth / 10:.1f} to {tenth / 10 + 0.1:.1f} | {count} | {right[tenth] / count:.0%} |")


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
