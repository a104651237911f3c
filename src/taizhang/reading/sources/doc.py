"""Old Word documents (DOC, WPS): the main text, put together from its piece table ([MS-DOC] 2.4.1, 2.8.35)."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.layout import Layout
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.tables import Merged, square
from taizhang.reading.sources.types import Source

_WORD_97 = 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200  # flags of the file information block
_MAIN_LENGTHS, _PARAGRAPHS, _PIECES = 0x4C, 0x0102, 0x01A2  # its fields
_COMPRESSED = 0x4000_0000
_IN_TABLE, _ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"  # sprmPFInTable, sprmPFTtp, each with its operand 1
_CELL, _ROW = "\x07", "\x1d"  # the file ends rows, too, in \x07
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*+[\x14\x15]")
_CHARACTERS = str.maketrans(
    {"\x0b": "\n", "\x0c": "\r", "\x0e": "\r", "\x1e": "-"}
    | dict.fromkeys("\0\x01\x02\x03\x04\x05\x06\x08\x13\x14\x15\x1f", "")
)


def open_doc(data: bytes, name: str, limits: Limits) -> Source:
    """Open a document of Word 97 to 2003. Footnotes, headers and text boxes are not part of the main text."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            stream = container.openstream("WordDocument").read()
            flags = _checked_flags(stream, name)
            table = container.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        text = "".join(_pieces(stream, table, _paragraph_marks(stream, table)))
        main, *others = struct.unpack_from("<8i", stream, _MAIN_LENGTHS)
    except (struct.error, IndexError, OSError) as error:
        raise _damaged(name, str(error)) from error
    if main > len(text):
        raise _damaged(name, f"{main:,} characters are promised, {len(text):,} are there")
    layout = Layout()
    _lay_out(_FIELD_CODE.sub("", text[:main]).translate(_CHARACTERS), layout)
    notes = ["footnotes, headers, comments or text boxes dropped"] if any(others) else []
    return layout.source(name, "doc", data, notes=notes)


def _checked_flags(stream: bytes, name: str) -> int:
    version, flags = struct.unpack_from("<2x H 6x H", stream)
    if version < _WORD_97:
        what = "it was written by Word 6 or 95, which is not read"
        raise SourceError(Code.UNSUPPORTED, name, what, "Open it in Word or WPS and save it as DOCX")
    if flags & _ENCRYPTED:
        raise SourceError(Code.LOCKED, name, "it is protected by a password", "Remove the password in Word and save it")
    return int(flags)


def _paragraph_marks(stream: bytes, table: bytes) -> dict[int, str]:
    """What the ends of paragraphs in tables stand for, by the file position after them: a row's end, or a line break."""
    start, size = struct.unpack_from("<2i", stream, _PARAGRAPHS)
    count = (size - 4) // 8
    marks = {}
    for page in struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1)):
        block = stream[(page & 0x3FFFFF) * 512 :][:512]
        runs = block[511]
        ends = struct.unpack_from(f"<{runs}I", block, 4)
        for run, end in enumerate(ends):
            properties = _properties(block, 2 * block[4 * (runs + 1) + 13 * run])
            if _ROW_END in properties:
                marks[end] = _ROW
            elif _IN_TABLE in properties:
                marks[end] = "\n"
    return marks


def _properties(block: bytes, at: int) -> bytes:
    if not at:
        return b""
    half = block[at]
    return block[at + 1 : at + 2 * half] if half else block[at + 2 : at + 2 + 2 * block[at + 1]]


def _pieces(stream: bytes, table: bytes, marks: dict[int, str]) -> Iterator[str]:
    """The text of each piece; ends of rows and breaks inside cells told apart from those of cells and paragraphs."""
    start, size = struct.unpack_from("<2i", stream, _PIECES)
    clx, at = table[start : start + size], 0
    while clx[at] == 1:  # property modifiers come first
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    length = struct.unpack_from("<i", clx, at + 1)[0]
    pieces, count = clx[at + 5 : at + 5 + length], (length - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}i", pieces)
    for piece in range(count):
        place = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * piece + 2)[0]
        width = 1 if place & _COMPRESSED else 2
        place = (place & ~_COMPRESSED) // 2 if width == 1 else place
        content = stream[place : place + width * (bounds[piece + 1] - bounds[piece])]
        text = content.decode("cp1252" if width == 1 else "utf-16-le", "replace")

        def mark(end: re.Match[str], place: int = place, width: int = width) -> str:
            meant = marks.get(place + width * end.end(), end[0])
            return end[0] if meant == "\n" and end[0] == _CELL else meant

        yield re.sub("[\r\x07]", mark, text)


def _lay_out(text: str, layout: Layout) -> None:
    *rows, rest = text.split(_ROW)
    table: list[list[Merged]] = []
    for row in rows:
        before, _, cells = row.rpartition("\r")
        if before:
            _flush(table, layout)
            layout.lines(before.split("\r"))
        table.append([Merged(cell) for cell in cells.split(_CELL)[:-1]])
    _flush(table, layout)
    layout.lines(rest.replace(_CELL, "\t").rstrip("\r").split("\r"))


def _flush(table: list[list[Merged]], layout: Layout) -> None:
    if table:
        layout.table(square(table))
        table.clear()


def _damaged(name: str, what: str) -> SourceError:
    return SourceError(Code.DAMAGED, name, f"its Word structures are broken or cut off ({what})", "Fetch it again")
