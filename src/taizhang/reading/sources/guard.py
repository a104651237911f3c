"""Opens documents in a process of its own, which may hang or crash without harm.

Why a process: PDFium, lexbor, libxml2, calamine and onnxruntime are native code that reads bytes of unknown origin. A
process can be given bounds on time and memory, and its end is an error like any other. It lives on and takes the next
document, so that its start (0.1 to 0.3 s) is paid once. What it answers is decoded as typed data, never unpickled.
"""

from __future__ import annotations

import atexit
import os
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.limits import MIB, Limits
from taizhang.reading.sources.types import Source
from taizhang.reading.sources.watchdog import TIMED_OUT

_LENGTH = struct.Struct("<Q")
_DOCUMENTS_EACH = 200  # then a fresh process: what a library leaks is bounded


@dataclass(frozen=True, slots=True)
class Request:
    """A document to open, as sent to the process."""

    kind: str
    name: str
    limits: Limits
    data: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it: a source, or the four parts of a ``SourceError``."""

    source: Source | None = None
    error: tuple[str, str, str, str] | None = None


def send(pipe: IO[bytes], message: Request | Reply) -> None:
    """Write one message."""
    import msgspec

    content = msgspec.msgpack.encode(message)
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive[T](pipe, kind): ...
