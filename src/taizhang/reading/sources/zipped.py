"""Reads parts of a ZIP container (DOCX, XLSX, OFD, archives) without ever unpacking more than the limits allow."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.limits import Limits

_DIRECTORY_ENTRY = b"PK\x01\x02"
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others cannot be inflated in bounded steps
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


def part_names(data: bytes, name: str, max_members: int) -> Collection[str]:
    """The names of all parts of a ZIP container, without unpacking any."""
    return Zipped(data, name, Limits(max_members=max_members)).parts.keys()


class Zipped:
    """A ZIP container in memory. Counts what it unpacks and stops at `limits.max_unpacked`.

    What an archive `within` another unpacks counts for both. `parts` maps the name of each file to its entry.
    """

    def __init__(self, data: bytes, name: str, limits: Limits, *, within: Zipped | None = None) -> None:
        self.name, self.within, self.unpacked, self._most = name, within, 0, limits.max_unpacked
        # Counted before the directory is parsed: a parsed entry takes ten times its bytes.
        if (count := data.count(_DIRECTORY_ENTRY)) > limits.max_members:
            what = f"it holds {count:,} files, the limit is {limits.max_members:,}"
            raise SourceError(Code.TOO_MANY, name, what, "Unpack it into a folder, or raise Limits.max_members")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise self._damaged(str(error)) from error
        self.parts = {_shown(info): info for info in self._zip.infolist() if not info.is_dir()}

    @property
    def room(self) -> int:
        """How many bytes may still be unpacked."""
        own = self._most - self.unpacked
        return min(own, self.within.room) if self.within is not None else own

    def check_promise(self) -> None:
        """Raise ``SourceError`` where the parts say that they unpack to more than there is room: for a reader that unpacks by itself."""
        if sum(info.file_size for info in self.parts.values()) > self.room:
            raise self._bomb()

    def read(self, part: str, *, at_most: int | None = None) -> bytes:
        """The bytes of one part. Raises ``SourceError`` where it is missing, locked, damaged or too large."""
        info = self._readable(part)
        room = self.room
        try:
            with self._zip.open(info) as stream:
                content = stream.read(min(room, room if at_most is None else at_most) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged(f"{part}: {error}") from error
        self._count(len(content))
        if len(content) > room:
            raise self._bomb()
        if at_most is not None and len(content) > at_most:
            raise too_large(self.name, at_most)
        return content

    def _readable(self, part: str) -> zipfile.ZipInfo:
        info = self.parts.get(part)
        if info is None:
            raise self._damaged(f"the part {part} is missing")
        if info.flag_bits & _ENCRYPTED:
            raise SourceError(
                Code.LOCKED, self.name, f"{part} is protected by a password", "Unpack it with the password"
            )
        if info.compress_type not in _READABLE:
            what = f"{part} is packed by method {info.compress_type}, which is not read"
            raise SourceError(Code.UNSUPPORTED, self.name, what, "Pack it again as an ordinary ZIP")
        return info

    def _count(self, size: int) -> None:
        self.unpacked += size
        if self.within is not None:
            self.within._count(size)

    def _bomb(self) -> SourceError:
        what = f"it unpacks to more than {self._most:,} bytes"
        return SourceError(Code.BOMB, self.name, what, "If it is genuine, split it or raise Limits.max_unpacked")

    def _damaged(self, what: str) -> SourceError:
        return SourceError(
            Code.DAMAGED, self.name, f"the ZIP container is damaged or cut off ({what})", "Fetch it again"
        )


def too_large(name: str, max_bytes: int) -> SourceError:
    """The error for a document of more than `max_bytes`."""
    what = f"it has more than {max_bytes:,} bytes"
    return SourceError(
        Code.TOO_LARGE, name, what, "A work report has about 60,000. Split it, or raise Limits.max_bytes"
    )


def _shown(info: zipfile.ZipInfo) -> str:
    """The member's name. zipfile reads as cp437 what macOS writes in UTF-8 and Windows in China in GBK."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename
