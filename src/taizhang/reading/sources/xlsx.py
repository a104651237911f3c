"""Workbooks (XLSX, XLS): each sheet a table, its name the caption."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
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

type_Place = tuple[int, int]


def open_xlsx(data: bytes, name: str, limits: Limits) -> Source:
    """Open a workbook. Values are shown as stored, to 15 digits; cells in a percent format as percentages."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    percents: dict[str, set[tuple[int, int]]] = {}
    notes = []
    if data.startswith(b"PK"):
        percents = percent_cells(Zipped(data, name, limits))
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
        raise SourceError(Code.DAMAGED, name, f"the workbook is broken or cut off ({error})", "Fetch it again") from error
    return layout.source(name, "xlsx", data, notes=notes)
