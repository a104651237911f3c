"""Ends the process when one step takes too long, even inside a library's native code."""

from __future__ import annotations

import faulthandler
import os

TIMED_OUT = 1  # the exit status that faulthandler ends the process with
_log: list[int] = []  # the descriptor of os.devnull, once armed


def arm(seconds: float) -> None:
    """From now on the process ends itself unless ``allow`` or ``disarm`` comes within `seconds`."""
    if not _log:
        _log.append(os.open(os.devnull, os.O_WRONLY))
    faulthandler.dump_traceback_later(seconds, exit=True, file=_log[0])


def allow(seconds: float) -> None:
    """Give the next step `seconds` of its own, where the watchdog is armed; elsewhere do nothing."""
    if _log:
        arm(seconds)


def disarm() -> None:
    """The step is done."""
    faulthandler.cancel_dump_traceback_later()
