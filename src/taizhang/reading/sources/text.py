"""Plain text (纯文本): exactly the characters that the bytes decode to."""

from __future__ import annotations

from taizhang.reading.sources.encoding import decode
from taizhang.reading.sources.layout import digest, no_text
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.types import Source


def open_text(data: bytes, name: str, limits: Limits) -> Source:
    """Open plain text in any Chinese encoding. Newlines and a UTF-8 byte order mark stay as they are."""
    decoded = decode(data, name)
    if not decoded.text.strip("\ufeff \t\r\n　"):
        raise no_text(name)
    return Source(name, "text", decoded.text, digest(data), decoded.encoding, notes=decoded.notes)
