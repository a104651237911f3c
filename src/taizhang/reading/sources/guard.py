"""Opens documents in a process of their own, which may hang or crash without harm.

PDFium, lexbor, libxml2, calamine and onnxruntime are native code that reads bytes of unknown origin. A process can be
given bounds on time and memory, and its end is an error like any other. It lives on and takes the next document, so
that its start (0.1 to 0.3 s) is paid once. What it answers is decoded as typed data, never unpickled.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import struct
import subprocess
import sys
from dataclasses import dataclass
from typing import IO, TypeVar, cast

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.limits import MIB, Limits
from taizhang.reading.sources.types import Source
from taizhang.reading.sources.watchdog import TIMED_OUT

_LENGTH = struct.Struct("<Q")
_DOCUMENTS_EACH = 200  # then a fresh process, so that what a library leaks stays bounded


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


_Message = TypeVar("_Message", Request, Reply)


def send(pipe: IO[bytes], message: Request | Reply) -> None:
    """Write one message."""
    import msgspec

    content = msgspec.msgpack.encode(message)
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes], kind: type[_Message]) -> _Message | None:
    """Read one message; None where the other side has ended."""
    import msgspec

    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    content = pipe.read(length)
    return msgspec.msgpack.decode(content, type=kind) if len(content) == length else None


def opened(kind: str, data: bytes, name: str, limits: Limits) -> Source:
    """Open a document as ``registry.opened`` does, within bounds of time and memory."""
    worker = _waiting() or _Worker()
    reply = None
    try:
        reply = worker.ask(Request(kind, name, limits, data))
    finally:
        if reply is None or (reply.error and reply.error[0] == Code.TOO_HEAVY) or worker.served >= _DOCUMENTS_EACH:
            worker.end()
        else:
            _idle.append(worker)
    if reply is None:
        raise _ended(worker.process.returncode, name, limits)
    if reply.source is None:
        code, where, what, advice = reply.error or (Code.DAMAGED, name, "nothing came of it", "Report it")
        raise SourceError(Code(code), where, what, advice)
    return reply.source


class _Worker:
    """One process and its two pipes."""

    def __init__(self) -> None:
        self.served = 0
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "taizhang.reading.sources.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._requests, self._replies = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)

    def ask(self, request: Request) -> Reply | None:
        """The process's reply; None where it ended instead."""
        self.served += 1
        try:
            send(self._requests, request)
            return receive(self._replies, Reply)
        except OSError:
            return None

    def end(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.communicate()


_idle: list[_Worker] = []


def _waiting() -> _Worker | None:
    """A process that has nothing to do, and that no one has ended meanwhile."""
    with contextlib.suppress(IndexError):  # a thread may have taken the last
        while True:
            if (worker := _idle.pop()).process.poll() is None:
                return worker
            worker.end()
    return None


def _end_all() -> None:
    while _idle:
        _idle.pop().end()


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):  # a forked process must not talk into its parent's pipes
    os.register_at_fork(after_in_child=_idle.clear)


def _ended(status: int, name: str, limits: Limits) -> SourceError:
    if status == TIMED_OUT:
        what = f"one step of reading it took longer than {limits.seconds:g} seconds"
        return SourceError(Code.TOO_SLOW, name, what, "Save it again as DOCX or text, or raise Limits.seconds")
    what = f"reading it broke its parser (status {status}), or took more memory than {limits.memory // MIB:,} MiB"
    return SourceError(Code.TOO_HEAVY, name, what, "Save it again as DOCX or text")
