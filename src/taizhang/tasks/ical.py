"""A calendar of tasks as iCalendar (RFC 5545): each due day is a whole-day event, in every reader on the same day.

A deadline here is a day, which ends at its midnight; a whole-day event needs no time zone and cannot shift.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

FOLD = 73  # bytes of a line, its blank or break left out


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is due on a day. `uid` stays the same whatever changes; `sequence` grows with each change."""

    uid: str
    day: date
    title: str
    words: str
    address: str
    sequence: int = 0


def calendar(name: str, events: Iterable[Event], now: datetime) -> bytes:
    """The calendar's text."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Taizhang//Tasks//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H",
    ]  # fmt: skip
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{event.sequence}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escape(event.title)}",
            f"DESCRIPTION:{_escape(event.words)}",
            f"URL:{event.address}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode()


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Broken into pieces of at most 75 bytes, never inside a character."""
    out, size = [], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > FOLD:
            out.append("\r\n ")
            size = 1
        out.append(letter)
        size += width
    return "".join(out)
