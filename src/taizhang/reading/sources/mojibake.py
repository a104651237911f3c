"""Undoes mojibake: bytes that were read in the wrong encoding and saved so (ÕþÎñ for 政务, 鏀垮姟 for 政务)."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.reading.sources.familiar import familiarity

# cp1252 has a character for most of 0x80–0x9F; what it leaves open is read as Latin-1.
_CP1252 = {
    ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
_PAIRS = (("cp1252", "utf-8"), ("cp1252", "gb18030"), ("gb18030", "utf-8"))  # read as, meant; the strictest first
_LOOKS_RIGHT = 0.9
_LOOKS_WRONG = 0.75
_MOST_LOST = 0.01


@dataclass(frozen=True, slots=True)
class Meant:
    """A text as it was meant, and the two encodings that were mixed up."""

    text: str
    encoding: str
    read_as: str
    notes: tuple[str, ...] = ()


def unread(text: str) -> Meant | None:
    """The text as it was meant; None where it is as it should be, or not clearly mojibake."""
    if familiarity(text) > _LOOKS_WRONG:
        return None
    for read_as, encoding in _PAIRS:
        meant = _bytes_read(text, read_as).decode(encoding, "replace")
        lost = meant.count("\ufffd")
        if lost <= len(meant) * _MOST_LOST and familiarity(meant) > _LOOKS_RIGHT:
            return Meant(meant, encoding, read_as, (f"{lost} characters lost in it, shown as U+FFFD",) if lost else ())
    return None


def _bytes_read(text: str, encoding: str) -> bytes:
    if encoding == "cp1252":
        return text.translate(_CP1252).encode("latin-1", "replace")
    return text.encode(encoding, "replace")
