"""Workbooks (XLSX, XLS): each sheet a table, its name the caption."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.layout import Layout
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.percents import percent_cells
from taizhang.reading.sources.tables import Merged, square
from taizhang.reading.sources.types import Source
from taizhang.reading.sources.zipped import Zipped

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_Place = tuple[int, int]


def open_xlsx(data: bytes, name: str, limits: Limits) -> Source:
    """Open a workbook. Values are shown as stored, to 15 digits; cells in a percent format as percentages."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    percents: dict[str, set[_Place]] = {}
    notes = []
    if data.startswith(b"PK"):
        package = Zipped(data, name, limits)
        package.check_promise()
        percents = percent_cells(package)
    else:
        notes.append("cell formats of old workbooks are not read: a percentage may appear as a fraction")
    layout = Layout()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in workbook.sheets_metadata:
            if sheet.visible == SheetVisibleEnum.Visible:
                _add(workbook.get_sheet_by_name(sheet.name), percents.get(sheet.name, set()), layout)
            else:
                notes.append(f"hidden sheet {sheet.name} dropped")
    except PasswordError as error:
        raise SourceError(Code.LOCKED, name, "it is protected by a password", "Remove the password in Excel") from error
    except CalamineError as error:
        raise SourceError(
            Code.DAMAGED, name, f"the workbook is broken or cut off ({error})", "Fetch it again"
        ) from error
    return layout.source(name, "xlsx", data, notes=notes)


def _add(sheet: CalamineSheet, percents: set[_Place], layout: Layout) -> None:
    if sheet.start is None:
        return
    top, left = sheet.start
    texts = {
        (y, x): _shown(value, (top + y, left + x) in percents)
        for y, row in enumerate(sheet.to_python())
        for x, value in enumerate(row)
    }
    layout.line(sheet.name)
    layout.table(square(list(_cells(texts, _merged(sheet, top, left), sheet.height, sheet.width))))


def _merged(sheet: CalamineSheet, top: int, left: int) -> dict[_Place, tuple[int, int]]:
    """How many rows and columns each merged cell covers, by its place."""
    return {
        (y - top, x - left): (to_y - y + 1, to_x - x + 1) for (y, x), (to_y, to_x) in sheet.merged_cell_ranges or ()
    }


def _cells(
    texts: dict[_Place, str], merged: dict[_Place, tuple[int, int]], height: int, width: int
) -> Iterator[list[Merged]]:
    covered = {
        (y + down, x + across)
        for (y, x), (rows, columns) in merged.items()
        for down in range(min(rows, height - y))
        for across in range(min(columns, width - x))
        if down or across
    }
    for y in range(height):
        places = ((y, x) for x in range(width) if (y, x) not in covered)
        yield [Merged(texts.get(place, ""), *merged.get(place, (1, 1))) for place in places]


def _shown(value: Any, is_percent: bool) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)  # text; dates as 2024-01-09
    return f"{value * 100:.15g}%" if is_percent else f"{value:.15g}"
