"""Undoes mojibake: bytes that were read in the wrong encoding and saved so (ÕþÎñ for 政务)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from taizhang.reading.sources.familiar import familiarity

# cp1252 has a character for most of 0x80–0x9F; what it leaves open is read as Latin-1.
_CP1252 = {
    ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
# UTF-8 read as GBK is not tried: some 4 % of the characters are lost in it for good.
_MEANT = ("utf-8", "gb18030")  # the stricter first
_WESTERN = re.compile("[\x80-\xff]")
_LOOKS_RIGHT = 0.9
_FEWEST = 20  # western characters: fewer may be meant
_MOST_LOST = 0.01


@dataclass(frozen=True, slots=True)
class Meant:
    """A text as it was meant, and the encoding that was read as Latin-1 or cp1252."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def unread(text: str) -> Meant | None:
    """The text, which does not look like Chinese, as it was meant; None where it is not clearly mojibake."""
    text = text.translate(_CP1252)
    western = len(_WESTERN.findall(text))
    others = sum(character > "\xff" for character in text)
    if western < _FEWEST or others > western * _MOST_LOST:
        return None
    for encoding in _MEANT:
        meant = text.encode("latin-1", "replace").decode(encoding, "replace")
        lost = meant.count("\ufffd") + others
        if lost <= len(meant) * _MOST_LOST and familiarity(meant) > _LOOKS_RIGHT:
            return Meant(meant, encoding, (f"{lost} characters lost in it, shown as U+FFFD or ?",) if lost else ())
    return None
