"""What is wrong with a document, said so that its owner can mend it."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Stable codes of the reasons why a document could not be opened."""

    NOT_FOUND = "TZ-S01"  # no such file, or it may not be read
    EMPTY = "TZ-S02"  # no bytes, or not one character of text
    UNSUPPORTED = "TZ-S03"  # a known container that is not read: RAR, RTF, PPT
    NOT_TEXT = "TZ-S04"  # bytes of no known container and in no known encoding
    DAMAGED = "TZ-S05"  # truncated, or contradicts its own format
    LOCKED = "TZ-S06"  # protected by a password
    TOO_LARGE = "TZ-S07"  # more bytes than `Limits.max_bytes`
    BOMB = "TZ-S08"  # unpacks to more than `Limits.max_unpacked`
    TOO_MANY = "TZ-S09"  # more pages, members or pixels than the limits allow
    TOO_DEEP = "TZ-S10"  # elements nested deeper than `Limits.max_depth`
    TOO_SLOW = "TZ-S11"  # took longer than `Limits.seconds`
    TOO_HEAVY = "TZ-S12"  # needed more than `Limits.memory`, or crashed its parser
    NOT_INSTALLED = "TZ-S13"  # it needs a package that is missing: mostly a scan, without the OCR extra
    ARCHIVE = "TZ-S14"  # an archive where one document was asked for, or archives in archives


class SourceError(ValueError):
    """A document that could not be opened: `code`, `where` it is, `what` is wrong and what to do (`advice`).

    Raised by ``open_source``, returned as a value by ``open_sources``. ``what`` and ``advice`` have no closing full stop.
    """

    def __init__(self, code: Code, where: str, what: str, advice: str) -> None:
        super().__init__(code, where, what, advice)  # the arguments, so that it can be pickled between processes
        self.code, self.where, self.what, self.advice = Code(code), where, what, advice

    def __str__(self) -> str:
        return f"{self.code}  {self.where}: {self.what}. {self.advice}."
