"""The documents that are measured."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from taizhang.corpus.folder import list_files
from taizhang.reading.outline.types import Part
from taizhang.reading.pipeline import read_text
from taizhang.reading.sources import open_source

SAMPLES = Path(__file__).parents[2] / "samples"
FIGURE = re.compile(r"\d++")


def load(paths: list[Path]) -> dict[str, str]:
    """The text of each document by its name: those of `paths` (folders opened), or the sample reports as plain text."""
    chosen = paths or sorted(SAMPLES.glob("*/????.txt"))
    files = [file for path in chosen for file in ([f.path for f in list_files(path)] if path.is_dir() else [path])]
    return {file.name: open_source(file).text for file in files}


def lengthened(text: str, size: int) -> str:
    """A report like `text`, of `size` bytes of UTF-8: its review and its plan repeated, with other digits every time.

    Repeating the whole would not do: a body printed twice is read once, and a report's end is not read.
    """
    chance = Random(0)
    outline = read_text(text).outline
    bodies = {part: text[span.start : span.end] for part, span, _ in outline.parts if part in (Part.REVIEW, Part.PLAN)}
    front = text[: min(span.start for part, span, _ in outline.parts if part is Part.REVIEW)]
    count = max(1, round((size - len(front.encode())) / sum(len(body.encode()) for body in bodies.values())))
    repeated = "".join(other_digits(body, chance) for body in bodies.values() for _ in range(count))
    return (front + repeated).encode()[:size].decode(errors="ignore")


def other_digits(text: str, chance: Random) -> str:
    """`text` with other figures; years stay, because they tell the parts of a report."""
    return FIGURE.sub(
        lambda m: m[0] if len(m[0]) == 4 else str(chance.randint(10 ** (len(m[0]) - 1), 10 ** len(m[0]) - 1)), text
    )
