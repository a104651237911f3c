"""Makes ``samples/COUNTY/formats`` from the text masters beside it: ``python tools/samples/make.py``.

Equal masters and equal versions of the libraries give equal bytes. What needs what: samples/README.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from damage import mirror  # noqa: E402  (its folder is put on the path above)
from samples.page import page  # noqa: E402
from samples.prints import pdf, scan  # noqa: E402
from samples.word import word  # noqa: E402

COUNTY = ROOT / "samples" / "dichuan"
PUBLISHED = {2024: "2024-01-18", 2025: "2025-01-16", 2026: "2026-01-22"}
SCANNED_YEAR, SCANNED_PAGES = 2025, (0, 1, 6)
MIRROR_KEYS = {2024: "middle", 2025: "large", 2026: "small"}
CUT = 1.0


def files() -> Iterator[tuple[str, bytes]]:
    """Name and content of every generated file."""
    for year, date in PUBLISHED.items():
        text = (COUNTY / f"{year}.txt").read_bytes().decode("utf-8")
        printed = pdf(text)
        yield f"{year}.html", page(text, year, date).encode("utf-8")
        yield f"{year}.docx", word(text, year)
        yield f"{year}.pdf", printed
        yield f"{year}.gb18030.txt", text.encode("gb18030")
        yield f"{year}.mirror.txt", _mirrored(text, year).encode("utf-8")
        if year == SCANNED_YEAR:
            yield f"{year}.scan.pdf", scan(printed, SCANNED_PAGES)


def _mirrored(text: str, year: int) -> str:
    return mirror.mirror(text, mirror.KEY_SETS[MIRROR_KEYS[year]], cut=CUT, seed=year)


def main() -> None:
    """Write the files."""
    out = COUNTY / "formats"
    out.mkdir(exist_ok=True)
    for name, data in files():
        (out / name).write_bytes(data)
        print(f"{name:18} {len(data):>9,} bytes")


if __name__ == "__main__":
    main()
