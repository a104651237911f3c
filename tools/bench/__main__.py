"""Measures the reader and prints the figures as Markdown, with the machine and the input named.

    python tools/bench [PATH…] [--no-peers] [--most BYTES]

PATH is a document or a folder of them; without one the sample reports are read. The machine should have nothing else to do:
the load is printed, so that a figure taken under load can be told.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from curve import curve
from machine import describe
from peers import peers
from reader import speed, stages
from start import start
from texts import load


def main() -> None:
    """Run every measurement in turn and print each when it is done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, help="documents to read instead of the samples")
    parser.add_argument(
        "--no-peers", action="store_true", help="leave the other tools out; they need a package index once"
    )
    parser.add_argument("--most", type=int, default=10_000_000, help="bytes of the longest document of the cost curve")
    options = parser.parse_args()
    texts = load(options.paths)
    print(describe(texts))
    for part in (start, lambda: speed(texts), lambda: stages(texts), lambda: curve(texts, options.most)):
        print("\n" + part(), flush=True)
    if not options.no_peers:
        print("\n" + peers(texts))


if __name__ == "__main__":
    main()
