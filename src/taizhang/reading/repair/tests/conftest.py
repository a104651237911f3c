"""Puts the forward model of damage (``tools/damage``) on the path."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[5] / "tools"))
