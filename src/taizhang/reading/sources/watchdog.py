"""Ends the process when one step takes too long, even inside a library's native code."""

from __future__ import annotations

import faulthandler
import os
import signal

_HAS_ALARM = hasattr(signal, "setitimer")  # Windows has none
TIMED_OUT = -signal.SIGALRM if _HAS_ALARM else 1  # the exit status of a process so ended
_armed: list[bool] = []


def arm(seconds: float) -> None:
    """From now on the process ends unless ``allow`` or ``disarm`` comes within `seconds`."""
    _armed[:] = [True]
    if _HAS_ALARM:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # not handled, so that the kernel ends the process
        signal.setitimer(signal.ITIMER_REAL, seconds)
    else:
        faulthandler.dump_traceback_later(seconds, exit=True, file=os.open(os.devnull, os.O_WRONLY))


def allow(seconds: float) -> None:
    """Give the next step `seconds` of its own, where the watchdog is armed; elsewhere do nothing."""
    if _armed:
        arm(seconds)


def disarm() -> None:
    """The step is done."""
    _armed.clear()
    if _HAS_ALARM:
        signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        faulthandler.cancel_dump_traceback_later()
