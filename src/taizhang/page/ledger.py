"""The ledger as the page shows it: tabs of rows, the filters over them, and what each row can be asked."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from taizhang.ledger.types import Span
from taizhang.page.numbers import amount, digits
from taizhang.reading.types import Doubt, Name, Numeral, Quantity, Reading, Task
from taizhang.rulebook.indicators import Catalogue, catalogue

AROUND = 18  # characters of context on either side of a numeral or a doubt
LONGEST = 600  # characters of a sentence shown in a row's details; a document without marks may have one for all
UNSURE = 0.8  # a row below it is flagged

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its `id`, what the template needs to print (`shown`), and what filters and details need (`data`)."""

    id: str
    shown: Data
    data: Data


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice over one field: (value, how many rows have it). Values are words of the dictionary `words`, or plain."""

    field: str
    options: tuple[tuple[str, int], ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: "quantities", "tasks", "names", "doubts" or "numerals"."""

    name: str
    rows: tuple[Row, ...]
    filters: tuple[Filter, ...]

    @property
    def count(self) -> int:
        """What the tab's head counts: its rows, but of the sentences judged only the tasks."""
        return sum(row.shown["fact"].task for row in self.rows) if self.name == "tasks" else len(self.rows)


class Ledger:
    """The five tabs of a reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.text = reading, reading.source.text
        self._catalogue: Catalogue = catalogue()
        self._section: dict[tuple[str, ...], int] = {}
        for number, section in enumerate(reading.outline.sections):
            self._section.setdefault(section.path, number)
        self._doubts: dict[str, list[str]] = {}
        for doubt in reading.doubts:
            for fact in doubt.facts:
                self._doubts.setdefault(fact, []).append(doubt.id)
        self._in_task = {q: t.id for t in reading.tasks for q in t.quantities}

    def tabs(self) -> tuple[Tab, ...]:
        """The tabs in order."""
        r = self.reading
        numerals = [(n, x) for n, x in enumerate(r.numerals) if x.fact is None]
        return (
            _tab("quantities", map(self._quantity, r.quantities), ("stance", "kind", "period", "region")),
            _tab("tasks", map(self._task, r.tasks), ("judged", "region")),
            _tab("names", map(self._name, r.names), ("type", "stage", "region")),
            _tab("doubts", map(self._doubt, r.doubts), ("doubt",)),
            _tab("numerals", (self._numeral(n, x) for n, x in numerals), ("reason",)),
        )

    def _common(self, fact: Quantity | Task | Name) -> Data:
        return {
            **self._where(fact.span),
            "region": fact.region,
            "section": self._section.get(fact.section),
            "confidence": fact.confidence,
            "rules": list(fact.rules),
            "doubts": self._doubts.get(fact.id, []),
        }

    def _where(self, span: Span) -> Data:
        pages = self.reading.source.pages
        return {"at": span.start, "end": span.end} | ({"page": bisect_right(pages, span.start)} if pages else {})

    def _quantity(self, q: Quantity) -> Row:
        number, unit = amount(q)
        known = self._catalogue.by_code.get(q.code) if q.code else None
        data = self._common(q) | {
            "label": q.indicator,
            "raw": q.raw,
            "value": None if q.value is None else float(q.value),
            "exact": None
            if q.value is None
            else digits(q.value) + ("" if q.value_high is None else f"–{digits(q.value_high)}"),
            "unit": q.unit,
            "op": q.op.value,
            "kind": q.kind.value,
            "stance": q.stance.value,
            "period": str(q.period) if q.period else None,
            "code": q.code,
            "known": known.name if known else None,
            "sentence": self._said(q.sentence, q.span),
            "task": self._in_task.get(q.id),
        }
        return Row(q.id, {"q": q, "number": number, "unit": unit}, data)

    def _task(self, t: Task) -> Row:
        judged = "task" if t.task else "goals" if t.targets else "heading" if t.heading else "other"
        judged = "measured" if t.task and t.measurable else judged
        said = _flat(self.text[t.span.start : t.span.end])
        data = self._common(t) | {"judged": judged, "quantities": list(t.quantities), "sentence": self._said(t.span)}
        return Row(t.id, {"fact": t, "said": said[:LONGEST], "judged": judged, "count": len(t.quantities)}, data)

    def _name(self, n: Name) -> Row:
        data = self._common(n) | {"label": n.name, "raw": n.raw, "type": n.type, "stage": n.stage}
        start, end = self._sentence_of(n.span)
        return Row(n.id, {"n": n}, data | {"sentence": self._said(Span(start, end), n.span)})

    def _doubt(self, d: Doubt) -> Row:
        said = self._said(Span(max(d.span.start - AROUND, 0), d.span.end + AROUND), d.span)
        data = {**self._where(d.span), "doubt": d.code, "facts": list(d.facts), "candidates": list(d.candidates)}
        return Row(d.id, {"d": d, "said": said}, data | {"sentence": said})

    def _numeral(self, number: int, x: Numeral) -> Row:
        said = self._said(Span(max(x.span.start - AROUND, 0), x.span.end + AROUND), x.span)
        rules = [x.reason] if x.reason else []
        return Row(f"u-{number}", {"said": said}, {**self._where(x.span), "reason": x.reason, "rules": rules})

    def _said(self, sentence: Span, fact: Span | None = None) -> list[str]:
        """[before, the fact, behind] of a sentence, cut to what stands around the fact where it is too long."""
        fact = sentence if fact is None else fact
        half = LONGEST // 2
        start, end = max(sentence.start, fact.start - half), min(sentence.end, fact.end + half)
        said = (
            self.text[start : fact.start],
            self.text[fact.start : min(fact.end, fact.start + LONGEST)],
            self.text[fact.end : end],
        )
        return [_flat(part) for part in said]

    def _sentence_of(self, span: Span) -> tuple[int, int]:
        """What stands between the marks around a name."""
        start = max(self.text.rfind(mark, 0, span.start) for mark in "。！？；\n") + 1
        ends = [at for mark in "。！？；\n" if (at := self.text.find(mark, span.end)) >= 0]
        return start, min(ends, default=len(self.text) - 1) + 1


def _tab(name: str, rows: Iterable[Row], fields: Iterable[str]) -> Tab:
    found = tuple(rows)
    filters = tuple(f for field in fields if (f := _filter(field, found)) is not None)
    return Tab(name, found, filters)


WORDS = {"stance", "kind", "judged", "type", "doubt", "reason"}
"""Fields whose values are keys of the dictionary; those of the others are printed as they are."""


def _filter(field: str, rows: tuple[Row, ...]) -> Filter | None:
    """The filter over a field; None where there is nothing to choose between."""
    counts = Counter(value for row in rows if (value := row.data.get(field)) is not None)
    if len(counts) < 2:
        return None
    if field == "judged" and "measured" in counts:
        counts["task"] += counts["measured"]  # a measurable task is a task
    options = counts.most_common() if field in WORDS else sorted(counts.items())
    words = "rule." if field == "reason" else f"{field}." if field in WORDS else ""
    return Filter(field, tuple(options), words)


def _flat(text: str) -> str:
    return " ".join(text.split())


def sections(reading: Reading) -> Iterator[Data]:
    """Every section: title, level, and the number of the one it stands under."""
    stack: list[tuple[int, int]] = []
    for number, section in enumerate(reading.outline.sections):
        while stack and stack[-1][0] >= section.level:
            stack.pop()
        yield {"title": section.title, "level": section.level, "parent": stack[-1][1] if stack else None}
        stack.append((section.level, number))
