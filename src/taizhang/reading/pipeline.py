"""The pipeline: source → repair → outline → facts → account."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from taizhang.ledger.types import Period, Span, Stance
from taizhang.reading.account import account
from taizhang.reading.checks import check
from taizhang.reading.form import rule_form
from taizhang.reading.names.find import find_names
from taizhang.reading.outline.build import build
from taizhang.reading.outline.types import Outline, Part, Sentence
from taizhang.reading.quantities.compose import Context, Draft, compose
from taizhang.reading.quantities.find import Numerals, find
from taizhang.reading.quantities.tables import find_tables, read_table
from taizhang.reading.repair import Repaired, repair
from taizhang.reading.sources import Source, open_source
from taizhang.reading.tasks.find import find_tasks
from taizhang.reading.types import Doubt, Name, Numeral, Quantity, Reading, Task
from taizhang.rulebook.indicators import Indicator, catalogue

OPENS_WITH_YEAR = re.compile(r"[ ]*(?:刚刚过去的)?((?:19|20)\d\d)年，")
UNREAD = (Part.FRONT, Part.BACK)
PER = re.compile("(?:每人|人均)?每[月年]")
UNITS = ("元", "人", "家", "户", "亩")  # what a number in 万 or 亿 without a unit may be of
CONFIDENCE = {  # what a rule takes away from certainty
    "indicator.clause": 0.35, "indicator.carried": 0.05, "indicator.noun-carried": 0.15, "indicator.verb-carried": 0.08,
    "indicator.behind": 0.12, "indicator.of": 0.12, "indicator.heads": 0.05, "number.chinese": 0.1, "number.multiplier": 0.15,
    "stance.future": 0.1, "stance.done": 0.1, "kind.delta": 0.1,
}  # fmt: skip


def read(source: str | Path | bytes | BinaryIO | Source) -> Reading:
    """As ``taizhang.reading.read``."""
    opened = source if isinstance(source, Source) else open_source(source)
    return _Reader(opened, repair(opened.text)).reading()


def read_text(text: str, *, name: str = "text") -> Reading:
    """As ``taizhang.reading.read_text``."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()
    return read(Source(name=name, kind="text", text=text, digest=digest))


@lru_cache(1024)
def _confidence(rules: tuple[str, ...]) -> float:
    """How sure a quantity is that these rules decided."""
    return round(0.99 - sum(CONFIDENCE.get(rule, 0.0) for rule in rules), 2)


class _Reader:
    """One document on its way through the pipeline."""

    def __init__(self, source: Source, repaired: Repaired) -> None:
        self.source, self.repaired = source, repaired
        self._document = blake2b(source.digest.encode(), digest_size=6)
        self.clean = repaired.text
        self.form = rule_form(repaired.text)
        self.outline: Outline = build(self.form)
        self.found = Numerals(self.form)
        self.tables = find_tables(self.clean)
        self.refused: dict[int, str] = {}
        self._starts = [s.span.start for s in self.outline.sentences]
        self._periods = [(span.start, period) for _, span, period in self.outline.parts]

    def reading(self) -> Reading:
        """All layers, put together."""
        quantities, claimed = self._quantities()
        tasks = self._tasks(quantities, claimed)
        numerals = tuple(
            Numeral(span := self._raw(start, end), self.source.text[span.start : span.end], fact, reason)
            for start, end, fact, reason in account(self.found.spans, self.outline, claimed, self.refused)
        )
        return Reading(
            source=self.source,
            clean=self.clean,
            map=self.repaired.map,
            outline=self.outline,
            quantities=quantities,
            tasks=tasks,
            names=self._names(),
            doubts=tuple(self._doubts(quantities, numerals)),
            numerals=numerals,
            damaged=tuple(self._raw(d.span.start, d.span.end) for d in self.repaired.damaged),
        )

    def _raw(self, start: int, end: int) -> Span:
        return self.repaired.map.span_to_raw(start, end) if self.repaired.map.steps else Span(start, end)

    def _id(self, layer: str, span: Span) -> str:
        """Stable across runs: of the document, the layer and the place."""
        key = self._document.copy()
        key.update(b"%b:%d:%d" % (layer.encode(), span.start, span.end))
        return f"{layer}-{key.hexdigest()}"

    def _where(self, sentence: Sentence) -> tuple[str | None, tuple[str, ...]]:
        """(region, section path) of a sentence."""
        o = self.outline
        region = o.regions[sentence.region].place.name if sentence.region >= 0 else o.place.name if o.place else None
        return region, o.sections[sentence.section].path if sentence.section >= 0 else ()

    def _period(self, at: int) -> Period | None:
        """The period of the part; within a review of several years, of the paragraph that opens with one of them."""
        index = bisect_right(self._periods, at, key=lambda p: p[0]) - 1
        period = self._periods[index][1] if index >= 0 else None
        if period and period.first < period.last:
            line = self.form.rfind("\n", 0, at) + 1
            if year := OPENS_WITH_YEAR.match(self.form, line):
                return Period.year(int(year[1]))
        return period

    def _quantities(self) -> tuple[tuple[Quantity, ...], list[tuple[int, int, str]]]:
        rows: list[Quantity] = []
        claimed: list[tuple[int, int, str]] = []
        expected = -1
        for s in self.outline.sentences:
            if s.part in UNREAD or self._in_table(s.span):
                continue
            start, end = s.span.start, s.span.end
            found, refused = find(self.found, start, end)
            self.refused.update(refused)
            if not found:
                continue
            if self.form.find("（下同）", start, end) >= 0:
                expected = s.paragraph
            context = Context(
                s.part, self._period(start), self.outline.reviewed, self.outline.planned, s.paragraph == expected
            )
            region, section = self._where(s)
            sentence = self._raw(start, end)
            for draft in compose(self.form, start, end, found, context):
                row = self._quantity(draft, region, section, sentence)
                rows.append(row)
                claimed.append((draft.start, draft.end, row.id))
        self._table_quantities(rows, claimed)
        return tuple(rows), claimed

    def _table_quantities(self, rows: list[Quantity], claimed: list[tuple[int, int, str]]) -> None:
        """Add what the tables say, in reading order."""
        for grid in self.tables:
            index = bisect_right(self._starts, grid.span.start) - 1
            sentence = self.outline.sentences[max(index, 0)]
            context = Context(sentence.part, self._period(grid.span.start), self.outline.reviewed, self.outline.planned)
            region, section = self._where(sentence)
            for draft in read_table(self.clean, grid, context):
                row = self._quantity(draft, region, section, self._raw(draft.start, draft.end))
                rows.append(row)
                claimed.append((draft.start, draft.end, row.id))
        if self.tables:
            order = sorted(range(len(claimed)), key=lambda i: claimed[i])
            rows[:], claimed[:] = [rows[i] for i in order], [claimed[i] for i in order]

    def _in_table(self, span: Span) -> bool:
        return bool(self.tables) and any(grid.span.overlaps(span) for grid in self.tables)

    def _quantity(self, d: Draft, region: str | None, section: tuple[str, ...], sentence: Span) -> Quantity:
        span = self._raw(d.start, d.end)
        known = self._known(d)
        damaged = self.repaired.damaged
        lost = bool(damaged) and any(x.span.start <= d.end and d.start <= x.span.end for x in damaged)
        return Quantity(
            id=self._id("q", span),
            span=span,
            raw=self.source.text[span.start : span.end],
            value=None if lost else d.value,
            value_high=None if lost else d.high,
            unit=d.unit,
            op=d.op,
            kind=d.kind,
            stance=d.stance,
            period=d.period,
            indicator=d.indicator,
            code=known.code if known else None,
            region=region,
            section=section,
            sentence=sentence,
            confidence=0.2 if lost else _confidence(d.rules),
            rules=d.rules,
        )

    def _known(self, d: Draft) -> Indicator | None:
        """The indicator of the catalogue that the phrase names: with 累计 where the text has it, without 每人每月."""
        codes, name = catalogue(), d.indicator
        if self.form.find("累计" + name, max(0, d.start - len(name) - 6), d.start) >= 0 and (
            known := codes.find("累计" + name)
        ):
            return known
        return codes.find(name) or (codes.find(PER.sub("", name)) if "每" in name else None)

    def _tasks(self, quantities: tuple[Quantity, ...], claimed: list[tuple[int, int, str]]) -> tuple[Task, ...]:
        targets = [(c[0], q.id) for q, c in zip(quantities, claimed, strict=True) if q.stance is Stance.TARGET]
        at = [t[0] for t in targets]
        by_start = {s.span.start: s for s in self.outline.sentences}
        rows = []
        for d in find_tasks(self.form, self.outline, at):
            span = self._raw(d.span.start, d.span.end)
            if self._in_table(d.span):
                continue
            region, section = self._where(by_start[d.span.start])
            low, high = bisect_right(at, d.span.start - 1), bisect_right(at, d.span.end - 1)
            ids = tuple(t[1] for t in targets[low:high])
            rows.append(
                Task(
                    self._id("t", span),
                    span,
                    d.task,
                    d.measurable,
                    d.heading,
                    d.targets,
                    ids,
                    region,
                    section,
                    d.confidence,
                    (d.rule,),
                )
            )
        return tuple(rows)

    def _names(self) -> tuple[Name, ...]:
        rows = []
        for d in find_names(self.form, self.outline):
            span = self._raw(d.start, d.end)
            index = bisect_right(self._starts, d.start) - 1
            region, section = self._where(self.outline.sentences[index]) if index >= 0 else (None, ())
            raw = self.source.text[span.start : span.end]
            rows.append(
                Name(self._id("n", span), span, raw, d.name, d.type, d.stage, region, section, d.confidence, d.rules)
            )
        return tuple(rows)

    def _doubts(self, quantities: tuple[Quantity, ...], numerals: tuple[Numeral, ...]) -> Iterator[Doubt]:
        for q in quantities:
            if q.value is None:
                yield self._doubt("damaged", q.span, (q.id,), ())
            elif "indicator.clause" in q.rules:
                yield self._doubt("indicator", q.span, (q.id,), tuple(c for c in (q.indicator, *q.section[-1:]) if c))
        for code, concerned, candidates in check(quantities, self.source.text):
            yield self._doubt(code, concerned[-1].span, tuple(q.id for q in concerned), candidates)
        for n in numerals:
            if n.reason == "not.no-unit" and self.source.text[n.span.end : n.span.end + 1] in "万亿":
                yield self._doubt("unit", n.span, (), UNITS)

    def _doubt(self, code: str, span: Span, facts: tuple[str, ...], candidates: tuple[str, ...]) -> Doubt:
        return Doubt(self._id(f"d-{code}", span), span, code, facts, candidates)
