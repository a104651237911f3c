"""Which year a report is of, and which reports follow each other: from the texts alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from taizhang.promises.types import NoPairError
from taizhang.reading.form import rule_form
from taizhang.reading.types import Reading

DELIVERED = re.compile(r"((?:19|20)\d\d)年\d{1,2}月\d{1,2}日")
HEAD = 600  # characters in which a report says when it was delivered
THIS_YEAR = re.compile(
    r"((?:19|20)\d\d)年(?:[^，。；\n]{0,12})(?:预期目标|目标任务|工作(?:安排|建议|任务|打算|重点)|重点工作|总体(?:要求|思路))"
)


def year_of(reading: Reading) -> int | None:
    """The year that a report plans for; None where its text does not say."""
    outline = reading.outline
    if outline.planned is not None:
        return outline.planned.first
    form = rule_form(reading.clean)
    votes = Counter(int(match[1]) for match in THIS_YEAR.finditer(form))
    if outline.reviewed is not None:
        votes[outline.reviewed.last + 1] += 2
    if delivered := DELIVERED.search(form, 0, HEAD):
        votes[int(delivered[1])] += 1
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def in_order(readings: Sequence[Reading]) -> list[tuple[int, Reading]]:
    """(year, reading) of reports of consecutive years, the earliest first. Raises NoPairError, saying what to do."""
    dated: dict[int, Reading] = {}
    for reading in readings:
        name, year = reading.source.name, year_of(reading)
        if year is None:
            raise NoPairError(
                f"{name}: its text does not say which year it plans for; give work reports (政府工作报告) with their headings"
            )
        if year in dated:
            raise NoPairError(
                f"{dated[year].source.name} and {name} are both of {year}, as their texts say; give reports of different years"
            )
        dated[year] = reading
    if len(dated) < 2:
        raise NoPairError("promises need two reports: one that promises and the next year's, which answers")
    years = sorted(dated)
    for before, after in pairwise(years):
        if after != before + 1:
            raise NoPairError(
                f"{dated[before].source.name} is of {before} and {dated[after].source.name} of {after}: "
                f"nothing answers for {before} but the report of {before + 1}; add it"
            )
    return [(year, dated[year]) for year in years]


def strangers(a: Reading, b: Reading) -> str | None:
    """What is said where the two reports are of two places, None where they may be of one."""
    one, other = a.outline.place, b.outline.place
    if one and other and one.code and other.code and one.name != other.name and one.code[:4] != other.code[:4]:
        return f"{a.source.name} is of {one.name}, {b.source.name} of {other.name}: are these reports of one place?"
    return None
