"""A comparison as plain data, row by row, as the tables keep it; and whether two comparisons say the same. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from taizhang.exports.rows import number
from taizhang.ledger.types import Kind, Span
from taizhang.promises.rows import figured_row, named_row
from taizhang.promises.states import Sort
from taizhang.promises.types import Comparison, Figured, Named
from taizhang.promises.wording import core, normal
from taizhang.reading.types import Quantity, Reading

ANSWER = (
    "answer_raw", "answer_sentence", "answer_start", "answer_end", "answer_sentence_start", "outcome", "third_answers", "verdict",
    "arithmetic", "confidence", "rules", "candidates",
)  # fmt: skip
"""The fields of a row that the answer's side fills."""
SAID = ("answer_raw", "answer_start", "outcome", "third_answers", "verdict", "arithmetic")
"""Those of them whose change is a difference: a new score alone is none."""
Data = dict[str, Any]


def rows(comparison: Comparison) -> Iterator[Data]:
    """Every promise of a comparison as the fields of its row, both sorts, in the order of the first report."""
    taken = set[tuple[Sort, str]]()
    sections = Sections(comparison.first)
    made = [_figured(row, comparison) for row in comparison.figured]
    made += [_named(row, comparison, sections) for row in comparison.named]
    for data in made:
        while (data["sort"], data["key"]) in taken:
            data["key"] += "'"
        taken.add((data["sort"], data["key"]))
        yield data


def answers_alike(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two answers' sides say the same."""
    return all(a[name] == b[name] for name in SAID)


def _figured(row: Figured, comparison: Comparison) -> Data:
    plain, q = figured_row(row, comparison), row.target
    target = {
        "value": plain["value"], "high": plain["value_high"], "unit": q.unit, "op": q.op.value, "kind": q.kind.value, "code": q.code,
        "region": q.region,
    }  # fmt: skip
    return {
        "sort": Sort.FIGURED,
        "key": q.id,
        "start": q.span.start,
        "end": q.span.end,
        "raw": q.raw,
        "sentence": plain["sentence_a"],
        "sentence_start": q.sentence.start,
        **_section(q.section),
        "indicator": q.indicator[:200],
        "thread": thread(q.indicator, q.code, q.kind),
        "target": target,
        "arithmetic": row.arithmetic,
        **_answer(row, plain["sentence_b"]),
        "outcome": _outcome(row.outcome) if row.outcome else None,
        "third_answers": row.later,
        "candidates": [
            {"id": c.outcome.id, "start": c.outcome.span.start, "raw": c.outcome.raw, "indicator": c.outcome.indicator, "score": c.score}
            for c in row.candidates
        ],
    }  # fmt: skip


def _named(row: Named, comparison: Comparison, sections: Sections) -> Data:
    plain, promise = named_row(row, comparison), row.promise
    return {
        "sort": Sort.NAMED,
        "key": f"n-{promise.span.start}",
        "start": promise.span.start,
        "end": max(promise.span.end, promise.span.start + 1),
        "raw": promise.raw,
        "sentence": plain["sentence_a"],
        "sentence_start": promise.sentence.start,
        **_section(sections.of(promise.span)),
        "indicator": row.name[:200],
        "thread": f"{normal(row.name)[:180]} named",
        "target": {"type": row.type},
        "arithmetic": row.stage,
        **_answer(row, plain["sentence_b"]),
        "outcome": None,
        "third_answers": False,
        "candidates": [],
    }


def _answer(row: Figured | Named, sentence: str | None) -> Data:
    answer = row.answer
    return {
        "answer_raw": answer.raw if answer else "",
        "answer_sentence": sentence or "",
        "answer_start": answer.span.start if answer else None,
        "answer_end": answer.span.end if answer else None,
        "answer_sentence_start": answer.sentence.start if answer else None,
        "verdict": row.verdict.value,
        "confidence": row.confidence,
        "rules": list(row.rules),
    }


def _outcome(q: Quantity) -> Data:
    return {
        "id": q.id, "value": number(q.value), "unit": q.unit, "kind": q.kind.value, "op": q.op.value, "indicator": q.indicator,
    }  # fmt: skip


def _section(path: tuple[str, ...]) -> dict[str, str]:
    chapter = path[1] if len(path) > 1 else path[0] if path else ""
    return {"section": " / ".join(path)[:300], "chapter": chapter[:120]}


def thread(indicator: str, code: str | None, kind: Kind) -> str:
    """What one indicator's promises of several years share: the catalogue's code, else its core; and the kind of figure."""
    return f"{code or core(indicator)[:180]} {kind.value}"


class Sections:
    """The section of any place of a report."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.starts = [s.span.start for s in reading.outline.sentences]

    def of(self, span: Span) -> tuple[str, ...]:
        """Headings from the chapter down; none before the first."""
        outline = self.reading.outline
        found = bisect_right(self.starts, self.reading.map.to_clean(span.start) or 0) - 1
        at = outline.sentences[found].section if found >= 0 else -1
        return outline.sections[at].path if at >= 0 else ()
