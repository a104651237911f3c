"""How many years a figure of a review is for, in a report that looks back on five years and on the last of them."""

from __future__ import annotations

import re

from taizhang.promises.spoken import Clauses
from taizhang.reading.outline.types import Part
from taizhang.reading.types import Quantity

OF_THE_PART = "period.part"  # the reader's rule: nothing but the part of the report says the year
SEVERAL = re.compile("五年来|过去(?:的)?五年|五年间|五年累计|这五年|“十[一二三四五六七]五”(?:期间|时期)|年均|历年")


class YearsTold:
    """For one report: whether a figure is of the year alone."""

    def __init__(self, clauses: Clauses, year: int) -> None:
        self.clauses = clauses
        self._from = self._account(year)

    def _account(self, year: int) -> int | None:
        """Where the account of the year alone begins (2021年，我们…), None where there is none."""
        opens = re.compile(
            rf"(?m)^[ 　]*(?:[一二三四五六七八九十（）、]{{1,4}})?(?:刚刚过去的)?{year}年(?![\u4e00-\u9fff]{{0,4}}以来)"
        )
        for part, span, _ in self.clauses.reading.outline.parts:
            if part is Part.REVIEW:
                found = [m.start() for m in opens.finditer(self.clauses.form, span.start, span.end)]
                if found:
                    return found[0]
        return None

    def of(self, q: Quantity) -> int:
        """The number of years that the figure covers."""
        if q.period is None or q.period.first == q.period.last:
            return 1
        if OF_THE_PART in q.rules and self._from is not None:
            start, said = self.clauses.paragraph(q.span)
            if start + len(said) >= self._from and not SEVERAL.search(said):
                return 1
        return q.period.last - q.period.first + 1
