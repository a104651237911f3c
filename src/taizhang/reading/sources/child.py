"""The process that ``guard`` starts: takes documents from standard input, answers on standard output."""

from __future__ import annotations

import os
import signal
import sys

from taizhang.reading.sources import watchdog
from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.guard import Reply, Request, receive, send
from taizhang.reading.sources.registry import opened, too_heavy

_NEARLY_ALL = 0.75


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # libraries may print
    while (request := receive(sys.stdin.buffer, Request)) is not None:
        send(replies, _answer(request))


def _answer(request: Request) -> Reply:
    _bound_memory(request.limits.memory)
    watchdog.arm(request.limits.seconds)
    try:
        return Reply(source=opened(request.kind, request.data, request.name, request.limits))
    except SourceError as error:
        if error.code == Code.DAMAGED and _memory_used() > _NEARLY_ALL * request.limits.memory:
            error = too_heavy(request.name, request.limits)  # parsers seldom say that memory is what they lacked
        return Reply(error=(error.code, error.where, error.what, error.advice))
    finally:
        watchdog.disarm()


def _memory_used() -> int:
    """The most bytes that this process has held."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _bound_memory(most: int) -> None:
    """Bound the data of this process, where the system knows how (Linux; elsewhere only time is bounded)."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
