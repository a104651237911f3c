"""Tells what a container is: by its content first, by its name only where content does not decide."""

from __future__ import annotations

import re
from pathlib import PurePath

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.zipped import part_names

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_ENDS_IN_HTML = (".html", ".htm", ".shtml", ".xhtml")
_STARTS_AS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+<(?:!doctype\s++html|!--|/?(?:html|head|body|meta|title|table|div|p|span|article)\b)", re.I
)
# Containers that are known but not read, each with the way out.
_NOT_READ: tuple[tuple[bytes, str, str], ...] = (
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it, or pack it again as ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it, or pack it again as ZIP"),
    (b"\x1f\x8b", "a gzip file", "Unpack it first"),
    (b"BZh", "a bzip2 file", "Unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file", "Unpack it first"),
    (b"{\\rtf", "an RTF document", "Open it in Word or WPS and save it as DOCX"),
    (b"MIME-Version:", "a web archive (MHT)", "Open it in a browser or Word and save it as HTML or DOCX"),
    (b"From: <Saved by", "a web archive (MHT)", "Open it in a browser or Word and save it as HTML or DOCX"),
    (b"GIF8", "a GIF picture", "Save it as PNG"),
)


def kind_of(data: bytes, name: str, max_members: int) -> str:
    """The kind of container that `data` is: a key of the registry. Raises ``SourceError`` where it is not read."""
    if not data:
        raise SourceError(Code.EMPTY, name, "the file has no bytes", "Fetch or export it again")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data, name, max_members)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _kind_of_ole(data, name)
    if data.startswith(_PICTURES) or (data.startswith(b"BM") and data[6:10] == b"\0\0\0\0"):
        return "image"
    for start, what, advice in _NOT_READ:
        if data.startswith(start):
            raise SourceError(Code.UNSUPPORTED, name, f"it is {what}, which is not read", advice)
    return _kind_of_text(data, name)


def _kind_of_zip(data: bytes, name: str, max_members: int) -> str:
    names = part_names(data, name, max_members)
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
            if any(part.startswith(folder) for part in names):
                return kind
        raise SourceError(Code.UNSUPPORTED, name, "it is an Office file without text or sheets", "Save it as DOCX")
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        raise SourceError(
            Code.UNSUPPORTED, name, "it is an OpenDocument file, which is not read", "Save it as DOCX or XLSX"
        )
    return "archive"


def _kind_of_ole(data: bytes, name: str) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise SourceError(
            Code.LOCKED, name, "it is protected by a password", "Remove the password in Office and save it"
        )
    if holds("WordDocument") and not name.lower().endswith((".xls", ".et")):
        return "doc"
    if holds("Workbook") or holds("Book"):
        return "xlsx"
    raise SourceError(Code.UNSUPPORTED, name, "it is an old Office file without text or sheets", "Save it as DOCX")


def _kind_of_text(data: bytes, name: str) -> str:
    head = data[:4096].replace(b"\0", b"")  # so that UTF-16 can be looked at too
    if PurePath(name).suffix.lower() in _ENDS_IN_HTML or _STARTS_AS_HTML.match(head):
        return "html"
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml"):
        if b"<html" in head.lower():
            return "html"
        raise SourceError(Code.UNSUPPORTED, name, "it is XML but not a web page", "Export it as text, HTML or DOCX")
    return "text"
