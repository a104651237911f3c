"""What the figures were taken on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path


def describe(texts: dict[str, str]) -> str:
    """One line for the machine, one for the input."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    characters = sum(map(len, texts.values()))
    return "\n".join(
        (
            f"- Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}{load}",
            f"- Python {platform.python_version()}, taizhang {version('taizhang')}",
            f"- Input: {len(texts)} documents ({', '.join(list(texts)[:5])}{' …' if len(texts) > 5 else ''}), {characters:,} characters",
        )
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown processor")
