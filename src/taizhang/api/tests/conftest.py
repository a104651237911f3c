"""What the tests of the API share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from taizhang.api.tests.setting import Place, place


@pytest.fixture
def here(db: None, settings: Any, tmp_path: Path) -> Place:
    """A county with callers; what they hand in is kept in a folder of the test."""
    settings.DATA = tmp_path
    return place()
