"""The calendar's file, as RFC 5545 has it."""

from __future__ import annotations

from datetime import date

from taizhang.tasks.ical import Event, calendar
from taizhang.tasks.tests.county import at

EVENT = Event(
    "task-1@taizhang",
    date(2026, 12, 31),
    "2026-001 新建改建农村公路50公里，改造危桥12座；" * 3,
    "甲,乙;丙\\丁\n戊",
    "https://a/1",
    4,
)


def lines(data: bytes) -> list[str]:
    """The lines as a reader joins them."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_a_due_day_is_a_whole_day_and_ends_with_it() -> None:
    found = lines(calendar("任务", [EVENT], at(1, 5)))
    assert "DTSTART;VALUE=DATE:20261231" in found
    assert "DTEND;VALUE=DATE:20270101" in found
    assert "DTSTAMP:20260105T010000Z" in found
    assert "SEQUENCE:4" in found


def test_no_line_is_longer_than_75_bytes_and_none_is_cut_inside_a_letter() -> None:
    data = calendar("任务", [EVENT], at(1, 5))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert all(line.decode() is not None for line in data.split(b"\r\n"))
    assert f"SUMMARY:{EVENT.title}" in lines(data)


def test_marks_that_mean_something_are_escaped() -> None:
    assert "DESCRIPTION:甲\\,乙\\;丙\\\\丁\\n戊" in lines(calendar("任务", [EVENT], at(1, 5)))
