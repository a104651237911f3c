"""The scanned print gives the figures of the text that was printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.reading import read
from taizhang.reading.sources.scan import is_available
from taizhang.reading.types import Quantity, Reading

pytestmark = pytest.mark.skipif(not is_available(), reason="taizhang[ocr] is not installed")


@pytest.fixture(scope="module")
def scan(county: Path) -> Reading:
    return read(county / "formats" / "2025.scan.pdf")


def said(figure: Quantity) -> tuple[object, ...]:
    """What a figure says, wherever it stands."""
    return figure.value, figure.unit, figure.op, figure.kind, figure.stance, figure.period, figure.indicator


def test_every_figure_of_the_first_two_pages_is_one_of_the_text(scan: Reading, county: Path) -> None:
    figures = [figure for figure in scan.quantities if figure.span.end < scan.source.pages[2]]
    assert len(figures) > 50
    assert {said(figure) for figure in figures} <= {said(figure) for figure in read(county / "2025.txt").quantities}


def test_the_scan_tells_whose_report_it_is_and_of_which_year(scan: Reading) -> None:
    assert scan.outline.place is not None
    assert (scan.outline.place.name, str(scan.outline.reviewed)) == ("荻川县", "2024")
