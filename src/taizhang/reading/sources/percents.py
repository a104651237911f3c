"""Finds the cells of a workbook that are shown as percentages: they hold 0.062 and show 6.2%."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from taizhang.reading.sources.xmltree import attribute, child, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from taizhang.reading.sources.zipped import Zipped

_WORKBOOK = "xl/workbook.xml"
_BUILT_IN = {"9", "10"}  # 0% and 0.00%
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_QUOTED = re.compile(r'"[^"]*+"|\\.')


def percent_cells(package: Zipped) -> dict[str, set[tuple[int, int]]]:
    """The places (row, column, from 0) of the cells in a percent format, by the name of the sheet."""
    styles = _percent_styles(package)
    if not styles:
        return {}
    return {name: set(_places(parse(package.read(part), package.name), styles)) for name, part in _sheets(package)}


def _percent_styles(package: Zipped) -> set[str]:
    """The indices of the cell formats that show a percentage."""
    if "xl/styles.xml" not in package.parts:
        return set()
    root = parse(package.read("xl/styles.xml"), package.name)
    own = {
        attribute(entry, "numFmtId")
        for entry in root.iter("{*}numFmt")
        if "%" in _QUOTED.sub("", attribute(entry, "formatCode") or "")
    }
    formats = child(root, "cellXfs")
    return {
        str(index)
        for index, entry in enumerate(formats if formats is not None else ())
        if attribute(entry, "numFmtId") in own | _BUILT_IN
    }


def _sheets(package: Zipped) -> Iterator[tuple[str, str]]:
    """The name of each sheet, and the part that holds it."""
    relations = parse(package.read("xl/_rels/workbook.xml.rels"), package.name)
    targets = {attribute(relation, "Id"): attribute(relation, "Target") or "" for relation in relations}
    sheets = child(parse(package.read(_WORKBOOK), package.name), "sheets")
    for sheet in sheets if sheets is not None else ():
        target = targets.get(attribute(sheet, "id"), "")
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if part in package.parts:
            yield attribute(sheet, "name") or "", part


def _places(sheet: _Element, styles: set[str]) -> Iterator[tuple[int, int]]:
    for cell in sheet.iter("{*}c"):
        place = _PLACE.fullmatch(cell.get("r") or "")
        if place and cell.get("s") in styles:
            column = 0
            for letter in place[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            yield int(place[2]) - 1, column - 1
