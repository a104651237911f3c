"""Which document stands for a place and a year, and which two are to be laid beside each other. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Report:
    """A document that was read: its key, whose it is, and the year that it plans for, as its text says."""

    key: int
    place: str
    code: str
    year: int | None
    added: datetime
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents of a place; `year` is the one of the promises, `third` the document of the year after the answer's."""

    place_key: str
    place: str
    year: int
    earlier: int
    later: int
    third: int | None


def pairs(reports: Iterable[Report], standing: frozenset[int] = frozenset()) -> list[Pair]:
    """Every two documents of one place and of consecutive years.

    Where several are of one place and year, the one published last stands for them; of those unpublished the one that
    stood before (`standing`), else the one handed in last. A report whose text does not say its place or its year stands
    for none.
    """
    reports = [r for r in reports if r.place and r.year is not None]
    codes: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        if report.code:
            codes[report.place].add(report.code)
    stands: dict[str, dict[int, Report]] = defaultdict(dict)
    for report in sorted(reports, key=lambda r: _rank(r, standing)):
        assert report.year is not None
        stands[_key(report, codes)][report.year] = report
    return [
        Pair(key, later.place, year, earlier.key, later.key, third.key if (third := of.get(year + 2)) else None)
        for key, of in sorted(stands.items())
        for year, earlier in sorted(of.items())
        if (later := of.get(year + 1))
    ]


def _rank(report: Report, standing: frozenset[int]) -> tuple[bool, float, bool, datetime, int]:
    published = report.published
    stood = report.key in standing
    return published is not None, published.timestamp() if published else 0.0, stood, report.added, report.key


def _key(report: Report, codes: dict[str, set[str]]) -> str:
    """The place's code; its name where no report of that name has one, or several do."""
    known = codes[report.place]
    return report.code or (next(iter(known)) if len(known) == 1 else report.place)
