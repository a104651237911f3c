"""Cost against length: one report made longer and longer, from 10 kB up; and texts made to be slow."""

from __future__ import annotations

import time
from importlib import import_module

from texts import lengthened

PIPELINE = import_module("taizhang.reading.pipeline")
SMALLEST = 10_000  # bytes
HOSTILE = {
    "one line of digits": "9",
    "one line of commas": "，",
    "one line of 增长": "增长",
    "one line of figures": "增长5%",
    "figures and no full stop": "新建停车位400个，",
    "opening brackets": "（",
    "opening quotation marks": "“",
    "empty lines": "\n",
    "headings": "一、总体要求\n",
    "Chinese numerals": "一百",
    "spaces": " ",
    "sentences": "增长5%。",
}
HOSTILE_SIZES = (60_000, 240_000)


def curve(texts: dict[str, str], most: int) -> str:
    """Two tables: reports of growing length, and hostile texts four times as long as before."""
    rows = [
        "**Cost against length**, one document",
        "",
        "| bytes | quantities | seconds | MB/s | cost per byte, first = 1 |",
        "|---|---|---|---|---|",
    ]
    first = None
    size = SMALLEST
    while size <= most:
        text = lengthened(next(iter(texts.values())), size)
        seconds = _seconds(text, repeats=3 if size < 1_000_000 else 1)
        found = len(PIPELINE.read_text(text).quantities)
        first = first or seconds / size
        rows.append(
            f"| {size:,} | {found:,} | {seconds:.3f} | {size / seconds / 1e6:.2f} | {seconds / size / first:.2f} |"
        )
        size *= 10
    return "\n".join([*rows, "", *_hostile()])


def _hostile() -> list[str]:
    short, long = HOSTILE_SIZES
    rows = [
        f"| hostile text | {short:,} bytes, s | {long:,} bytes, s | ratio, linear = {long / short:.0f} |",
        "|---|---|---|---|",
    ]
    for name, unit in HOSTILE.items():
        a, b = (_seconds(unit * (size // len(unit.encode())), repeats=2) for size in HOSTILE_SIZES)
        rows.append(f"| {name} | {a:.3f} | {b:.3f} | {b / a:.1f} |")
    return rows


def _seconds(text: str, *, repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        PIPELINE.read_text(text)
        taken.append(time.perf_counter() - begun)
    return min(taken)
