"""Decodes bytes in any Chinese encoding, and says how it did."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.familiar import familiarity
from taizhang.reading.sources.mojibake import unread

# GB 18030 contains GBK and GB 2312, and pages labelled with these hold its characters; likewise HKSCS and Big5.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
_MEANINGLESS = {"ascii", "iso8859-1", "cp1252"}  # labels that servers add unasked, and that fit any bytes
_UNMARKED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_FAMILIAR_ENOUGH = 0.75  # over 29 real reports right decodings scored 0.94 and more, wrong ones 0.49 and less
_CONTROLS = re.compile("[\0-\x08\x0e-\x19\x1b-\x1f\x7f]")
_MOST_BROKEN = 0.01
_SAMPLE_FOR_GUESSING = 1 << 18


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding its bytes are in (a name Python knows), and what was doubtful."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """Decode a document. `declared` is what it says of itself, tried but not believed.

    Where nothing is noted, the text is what ``open(path, encoding=encoding, newline="").read()`` gives. Raises
    ``SourceError`` where the bytes are not text.
    """
    decoded = _strictly(data, declared) or _leniently(data) or _guessed(data)
    if decoded is None or _is_binary(decoded.text):
        what = "its bytes are no text in UTF-8, GB18030, Big5 or UTF-16, and no container that is known"
        raise SourceError(Code.NOT_TEXT, name, what, "Check that it is a document; save it as UTF-8 text, DOCX or PDF")
    if familiarity(decoded.text) > _FAMILIAR_ENOUGH:
        return decoded
    if (meant := unread(decoded.text)) is not None:
        note = f"mojibake undone: {meant.encoding} had been read as Latin-1"
        return Decoded(meant.text, decoded.encoding, (*decoded.notes, note, *meant.notes))
    note = "few of its characters are everyday Chinese: garbled beyond undoing, or in another language"
    return Decoded(decoded.text, decoded.encoding, (*decoded.notes, note))


def _strictly(data: bytes, declared: str | None) -> Decoded | None:
    """UTF-8 is tried before the label: text with Chinese characters that is valid UTF-8 is in no other encoding."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    if (decoded := _decoded(data, "utf-8")) is not None and "\0" not in decoded.text:
        return decoded
    for encoding in _canonical(declared):
        if (decoded := _decoded(data, encoding)) is not None and _scored(decoded.text) > _FAMILIAR_ENOUGH:
            return decoded
    fitting = [decoded for encoding in _UNMARKED if (decoded := _decoded(data, encoding)) is not None]
    best = max(fitting, key=lambda decoded: _scored(decoded.text), default=None)
    return best if best is not None and _scored(best.text) > _FAMILIAR_ENOUGH else None


def _canonical(label: str | None) -> Iterator[str]:
    try:
        encoding = codecs.lookup((label or "").strip("\"' ").lower().replace("x-gbk", "gbk")).name
    except (LookupError, ValueError):
        return
    if encoding not in _MEANINGLESS:
        yield _WIDER.get(encoding, encoding)


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeError, LookupError):
        return None


def _leniently(data: bytes) -> Decoded | None:
    """Text with a few broken bytes: they are shown as U+FFFD, never guessed."""
    encodings = ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8", *_UNMARKED)
    for encoding in encodings:
        text = data.decode(encoding, "replace")
        broken = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
        if broken <= max(2, len(text) * _MOST_BROKEN) and _scored(text) > _FAMILIAR_ENOUGH:
            return Decoded(text, encoding, (f"{broken} broken bytes shown as U+FFFD",))
    return None


def _guessed(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_FOR_GUESSING]).best()
    if best is None or _is_binary(str(best)):
        return None
    encoding = best.encoding
    decoded = _decoded(data, encoding)
    return Decoded(decoded.text, encoding, (f"encoding guessed: {encoding}",)) if decoded else None


def _scored(text: str) -> float:
    return 0.0 if _is_binary(text) else familiarity(text)


def _is_binary(text: str) -> bool:
    """Whether it holds more control characters than a damaged text may."""
    return len(_CONTROLS.findall(text[:1_000_000])) > max(2, len(text[:1_000_000]) // 500)
