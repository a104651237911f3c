"""The sample county: its texts, its promises, and the tools that make its formats on the path."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COUNTY = ROOT / "samples" / "dichuan"
YEARS = (2024, 2025, 2026)

sys.path.insert(0, str(ROOT / "tools"))

Promise = dict[str, Any]


@pytest.fixture(scope="session")
def county() -> Path:
    """The folder of the sample county."""
    return COUNTY


@pytest.fixture(scope="session")
def texts() -> dict[int, str]:
    """The three reports by the year they were delivered in, newlines untouched."""
    return {year: (COUNTY / f"{year}.txt").read_bytes().decode("utf-8") for year in YEARS}


@pytest.fixture(scope="session")
def promises() -> list[Promise]:
    """The planted promises with their outcomes."""
    rows: list[Promise] = yaml.safe_load((COUNTY / "promises.yaml").read_text(encoding="utf-8"))
    return rows
