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
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COMPRESSED = 0x4000_0000
_CELL = "\x07"
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*+[\x14\x15]")
_CHARACTERS = str.maketrans({"\x0b": "\n", "\x0c": "\r", "\x0e": "\r", "\x1e": "-", "\xa0": " "} | dict.fromkeys("\x01\x02\x03\x04\x05\x06\x08\x13\x14\x15\x1f", ""))


def open_doc(data: bytes, name: str, limits: Limits) -> Source:
    """Open a document of Word 97 to 2003. Footnotes, headers and text boxes are not part of the main text."""
    try:
        stream, table = _streams(data, name)
        text = "".join(_pieces(stream, table))
    except (struct.error, IndexError, OSError) as error:
        raise _damaged(name, str(error)) from error
    main, *others = struct.unpack_from("<8i", stream, 0x4C)
    if main > len(text):
        raise _damaged(name, f"{main:,} characters are promised, {len(text):,} are there")
    layout = Layout()
    _lay_out(_FIELD_CODE.sub("", text[:main]).translate(_CHARACTERS), layout)
    notes = ["footnotes, headers, comments or text boxes dropped"] if any(others) else []
    return layout.source(name, "doc", data, notes=notes)


def _streams(data: bytes, name: str) -> tuple[bytes, bytes]:
    """The stream of the document and the one of its tables."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as container:
        stream = container.openstream("WordDocument").read()
        version, flags = struct.unpack_from("<H", stream, 2)[0], struct.unpack_from("<H", stream, 0x0A)[0]
        if version < _WORD_97:
            what, advice = "it was written by Word 6 or 95, which is not read", "Open it in Word or WPS and save it as DOCX"
            raise SourceError(Code.UNSUPPORTED, name, what, advice)
        if flags & _ENCRYPTED:
            raise SourceError(Code.LOCKED, name, "it is protected by a password", "Remove the password in Word and save it")
        return stream, container.openstream("1Table" if flags & _TABLE_1 else "0Table").read()


def _pieces(stream: bytes, table: bytes) -> Iterator[str]:
    start, size = struct.unpack_from("<2i", stream, 0x01A2)
    clx = table[start : start + size]
    at = 0
    while clx[at] == 1:  # property modifiers come first
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    length = struct.unpack_from("<i", clx, at + 1)[0]
    pieces = clx[at + 5 : at + 5 + length]
    count = (len(pieces) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}i", pieces)
    for piece in range(count):
        place = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * piece + 2)[0]
        characters = bounds[piece + 1] - bounds[piece]
        if place & _COMPRESSED:
            at = (place & ~_COMPRESSED) // 2
            yield stream[at : at + characters].decode("cp1252", "replace")
        else:
            yield stream[place : place + 2 * characters].decode("utf-16-le", "replace")


def _lay_out(text: str, layout: Layout) -> None:
    """Paragraphs end in a carriage return; the cells of a table in a bell, and each of its rows in one more."""
    for block in re.split("((?:[^\x07]*+\x07)++)", text): ...


def _damaged(name: str, what: str) -> SourceError:
    return SourceError(Code.DAMAGED, name, f"its Word structures are broken or cut off ({what})", "Fetch it again")
