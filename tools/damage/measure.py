"""Character error rates of damaged and repaired texts against the truth: ``python tools/damage/measure.py TEXT…``.

Each text is damaged in every way the forward model knows, with several seeds, and repaired. Prints a table.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from damage import noise
from damage.distance import distance
from damage.mirror import KEY_SETS, NARROW, mirror
from taizhang.reading.repair import Repaired, repair

SEEDS = range(3)
CUTS = (0.5, 1.0)
Noise = Callable[[str, int], str]


def noises() -> Iterator[tuple[str, Noise, Callable[[str], str]]]:
    """Each noise by name, with what the truth looks like where a repair keeps the form of the page."""

    def mirrored(keys: str, cut: float) -> Noise:
        return lambda text, seed: mirror(text, KEY_SETS[keys], cut=cut, seed=seed)

    def narrow(text: str) -> str:
        return text.translate(NARROW)

    for keys, cut in product(KEY_SETS, CUTS):
        yield f"mirror page, {keys} key set, cut at {cut:.0%}", mirrored(keys, cut), narrow
    for name, damage in {
        "hard breaks every 28 cells": lambda text, seed: noise.wrap(text),
        "hard breaks, blank lines, page marks": lambda text, seed: noise.page_marks(
            noise.wrap(text, blank_lines=True), 22, glue="\n\n"
        ),
        "page marks inside words": lambda text, seed: noise.inline_page_marks(text, 300 + seed),
        "blanks in numbers": lambda text, seed: noise.blanks_in_numbers(text, chance=0.5, seed=seed),
        "a blank after every character": lambda text, seed: noise.spaced_out(text),
        "full-width figures": lambda text, seed: noise.full_width_digits(text),
        "the body twice": lambda text, seed: noise.twice(text),
        "[UNK] for 、": lambda text, seed: noise.token(text, "、"),
        "□ for %": lambda text, seed: noise.token(text, "%", "□"),
        "[UNK] for “": lambda text, seed: noise.token(text, "“"),
    }.items():
        yield name, damage, str


def row(texts: list[str], damage: Noise, form: Callable[[str], str]) -> str:
    """One line of the table, over all texts and seeds."""
    characters = before = after = wrong = marked = 0
    seconds = 0.0
    for text, seed in product(texts, SEEDS):
        truth, raw = form(text), damage(text, seed)
        start = time.perf_counter()
        repaired = repair(raw)
        seconds += time.perf_counter() - start
        characters += len(truth)
        before += distance(raw, truth)
        after += distance(repaired.text, truth)
        wrong += unmarked_errors(repaired, truth)
        marked += len(repaired.damaged)
    rates = f"{before / characters:.3%} | {after / characters:.4%} | {wrong / characters:.4%}"
    return f"{rates} | {marked} | {1e6 * seconds / characters:.1f}"


def unmarked_errors(repaired: Repaired, truth: str) -> int:
    """Errors outside the places marked damaged: what a reader would take for true. A lower bound on the matching side.

    A damaged place is set aside by taking its characters out of the repaired text and as many errors off the count as
    it can at least account for.
    """
    kept = list(repaired.text)
    for place in repaired.damaged:
        for at in range(place.span.start, place.span.end):
            kept[at] = ""
    holes = sum(len(place.span) for place in repaired.damaged)
    return max(0, distance("".join(kept), truth) - holes)


def main(paths: list[str]) -> None:
    """Print the table for the texts at `paths`."""
    texts = [Path(path).read_text(encoding="utf-8") for path in paths]
    sys.stdout.write("| damage | CER damaged | CER repaired | unmarked | places marked | µs a character |\n")
    sys.stdout.write("|---|---|---|---|---|---|\n")
    for name, damage, form in noises():
        sys.stdout.write(f"| {name} | {row(texts, damage, form)} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
