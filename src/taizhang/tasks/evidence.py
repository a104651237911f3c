"""Files that show that work was done: what is taken, and what is cut out of pictures before they are kept.

A camera writes the place, the time, the device and a small copy of the picture into the file; these are cut out without
touching the picture's own data. Only which way up it is stays. Sources: Exif 2.32; ISO/IEC 10918-1 (JPEG markers);
ISO/IEC 15948 (PNG chunks); the WebP container (RFC 9649).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

PICTURE_BYTES = 10 << 20
PAPER_BYTES = 20 << 20
PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD hIST cICP acTL fcTL fdAT".split())
WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
KINDS = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PICTURES = frozenset(("jpg", "png", "webp"))


class Unfit(ValueError):
    """A file that is not taken. `problem` is one of the keys that `wording.UNFIT` puts into words."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Clean:
    """A file as it is kept. `ending` is a key of KINDS; `cut` tells whether anything was cut out."""

    ending: str
    data: bytes
    cut: bool


def clean(data: bytes) -> Clean:
    """What is kept of `data`, judged by its bytes and never by its name. Raises Unfit."""
    if not data:
        raise Unfit("empty")
    ending = sniff(data)
    if len(data) > (PICTURE_BYTES if ending in PICTURES else PAPER_BYTES):
        raise Unfit("large-picture" if ending in PICTURES else "large-paper")
    if ending not in PICTURES:
        return Clean(ending, data, False)
    try:
        kept = {"jpg": _jpeg, "png": _png, "webp": _webp}[ending](data)
    except (struct.error, IndexError, ValueError):
        raise Unfit("broken") from None
    return Clean(ending, kept, kept != data)


def sniff(data: bytes) -> str:
    """The ending that the bytes call for. Raises Unfit for what is not taken."""
    if data[:3] == b"\xff\xd8\xff":
        return "jpg"
    if data[:8] == PNG:
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:5] == b"%PDF-":
        return "pdf"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"hevc"):
        raise Unfit("heic")
    if data[:4] == b"PK\x03\x04":
        return _office(data)
    raise Unfit("kind")


def _office(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unfit("broken") from None
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unfit("macro")
    for part, ending in OFFICE.items():
        if part in names:
            return ending
    raise Unfit("kind")


def _jpeg(data: bytes) -> bytes:
    """Without APP1 to APP15 but Adobe's colour transform and the colour profile, without comments and what follows the end."""
    out = bytearray(data[:2])
    turned = None
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        size = struct.unpack_from(">H", data, at + 2)[0]
        body = data[at + 4 : at + 2 + size]
        if len(body) != size - 2:
            raise ValueError("short")
        if marker == 0xE1 and body[:6] == b"Exif\0\0":
            turned = turned or _orientation(body[6:])
        keep = marker < 0xE0 or 0xF0 <= marker < 0xFE or marker == 0xE0 or marker == 0xEE
        if keep or (marker == 0xE2 and body.startswith(b"ICC_PROFILE")):
            out += data[at : at + 2 + size]
        at += 2 + size
        if marker == 0xDA:
            break
    end = data.rfind(b"\xff\xd9")
    out += data[at : end + 2] if end > at else data[at:]
    if turned and turned != 1:
        exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">H", turned) + b"\0\0\0\0\0\0"
        out[2:2] = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    return bytes(out)


def _orientation(tiff: bytes) -> int | None:
    """Which way up, 1 to 8; None where it is not said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    for entry in range(struct.unpack_from(order + "H", tiff, first)[0]):
        tag, kind, _count, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * entry)
        if tag == 0x0112 and kind == 3:
            return value if 1 <= value <= 8 else None
    return None


def _png(data: bytes) -> bytes:
    out = bytearray(PNG)
    at = 8
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + size]
        if len(chunk) != 12 + size or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise ValueError("broken chunk")
        if kind in PNG_KEPT:
            out += chunk
        at += 12 + size
        if kind == b"IEND":
            return bytes(out)
    raise ValueError("no end")


def _webp(data: bytes) -> bytes:
    out = bytearray()
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        chunk = bytearray(data[at : at + 8 + size + size % 2])
        if len(chunk) < 8 + size:
            raise ValueError("short")
        if kind == b"VP8X":
            chunk[8] &= ~0x0C & 0xFF  # neither Exif nor XMP any more
        if kind in WEBP_KEPT:
            out += chunk
        at += 8 + size + size % 2
    if not out:
        raise ValueError("no picture")
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + bytes(out)
