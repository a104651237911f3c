"""Scores the reader on annotated reports and refuses to fall below the pinned floors.

    python tools/gate.py FOLDER [--raise-floors]

FOLDER holds `gold/` (annotations and score.py), `seeds/` and `corpus/` (the documents). Without it there is nothing to
score and the gate passes with a word. `--raise-floors` pins today's figures where they are higher; nothing lowers a floor
but an edit of floors.json with its reason in the commit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from taizhang.exports.jsonl import write_layers
from taizhang.reading import read

FLOORS = Path(__file__).parents[1] / "tests" / "gate" / "floors.json"
DOCUMENTS = ("seeds/*.txt", "corpus/D*.txt")
UNLABELLED = "corpus/unlabelled/*.txt"
MARGIN = 0.0005  # figures are pinned and compared to three places


def documents(folder: Path) -> list[Path]:
    """The annotated documents, in name order."""
    return sorted(path for pattern in DOCUMENTS for path in folder.glob(pattern))


def digest(folder: Path) -> str:
    """One digest over the documents and their annotations, so that a floor is known to be of this corpus."""
    whole = hashlib.sha256()
    for path in [*documents(folder), *sorted((folder / "gold").glob("*/*.jsonl"))]:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def scores(folder: Path) -> dict[str, dict[str, dict[str, float | None]]]:
    """layer → document → figure, as score.py computes them."""
    with tempfile.TemporaryDirectory() as out:
        for path in documents(folder):
            write_layers(read(path), Path(out), path.stem.split("_")[0])
        done = subprocess.run(
            [sys.executable, folder / "gold" / "score.py", out, folder / "gold", "--json"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    return json.loads(done.stdout)


def unaccounted(folder: Path) -> list[str]:
    """The documents, annotated or not, that hold a numeral which is neither claimed by a fact nor listed with a reason."""
    texts = {path.name: read(path) for path in [*documents(folder), *sorted(folder.glob(UNLABELLED))]}
    return [
        name
        for name, reading in texts.items()
        if sum(reading.account().values()) != len(reading.numerals)
        or any((numeral.fact is None) == (numeral.reason is None) for numeral in reading.numerals)
    ]


def main() -> int:
    """Exit status 0 where every figure holds its floor, 1 where one fell, 2 for unusable input."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--raise-floors", action="store_true")
    args = parser.parse_args()
    if not (args.folder / "gold" / "score.py").is_file():
        print(f"no annotated reports at {args.folder}: nothing to score")
        return 0
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    found, of = scores(args.folder), digest(args.folder)
    if of != pinned["corpus"]:
        print(f"note: this corpus ({of}) is not the one the floors were pinned on ({pinned['corpus']})")
    fallen = 0
    for layer, figures in pinned["floors"].items():
        for document, floors in figures.items():
            for figure, floor in floors.items():
                value = found[layer][document].get(figure)
                held = value is not None and value >= floor - MARGIN
                fallen += not held
                print(
                    f"{'ok  ' if held else 'FELL'} {layer:10} {document:6} {figure:7} {value or 0:.3f}  floor {floor:.3f}"
                )
                if args.raise_floors and value is not None and value > floor:
                    floors[figure] = round(value - MARGIN, 3)
    if unread := unaccounted(args.folder):
        print("FELL numerals not accounted for in", *unread)
        fallen += 1
    if args.raise_floors and not fallen:
        pinned["corpus"] = of
        FLOORS.write_text(json.dumps(pinned, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
