"""Comparisons as plain rows: the only place where a judged promise becomes a dict.

The fields of the contract come first (where, as written, figures, verdict), then both sentences and how the verdict came about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taizhang.exports.rows import number
from taizhang.ledger.types import Span
from taizhang.promises.types import WORDS, Answer, Comparison, Figured, Named
from taizhang.reading.types import Reading

Row = dict[str, Any]
AROUND = 500  # characters kept on either side in a sentence too long to be one

FIGURED = {
    "at_a": "起（前）",
    "raw_a": "承诺数",
    "indicator": "指标",
    "value": "目标值",
    "value_high": "目标上限",
    "unit": "单位",
    "op": "界限",
    "kind": "性质",
    "at_b": "起（后）",
    "raw_b": "答复数",
    "value_b": "实际值",
    "verdict": "判定",
    "confidence": "把握",
    "arithmetic": "算式",
    "sentence_a": "承诺原句",
    "sentence_b": "答复原句",
    "sentence_at_a": "句起（前）",
    "sentence_end_a": "句止（前）",
    "sentence_at_b": "句起（后）",
    "sentence_end_b": "句止（后）",
    "report_c": "再后一年报告",
    "unit_b": "答复单位",
    "kind_b": "答复性质",
    "indicator_b": "答复指标",
    "code": "指标代码",
    "region": "地区",
    "section": "章节",
    "candidates": "候选答复",
    "rules": "规则",
    "id": "编号",
    "id_b": "答复编号",
}  # fmt: skip
"""Field → Chinese head of a promise with a figure, in the order of the columns."""

NAMED = {
    "at_a": "起（前）", "raw_a": "承诺事项", "verdict": "判定", "at_b": "起（后）", "raw_b": "答复", "name": "名称", "type": "类别",
    "confidence": "把握", "stage": "阶段", "sentence_a": "承诺原句", "sentence_b": "答复原句", "sentence_at_a": "句起（前）",
    "sentence_end_a": "句止（前）", "sentence_at_b": "句起（后）", "sentence_end_b": "句止（后）", "rules": "规则",
}  # fmt: skip
"""The same of a named thing."""

HEADS = {"figured": FIGURED, "named": NAMED}
TITLES = {"figured": "数量承诺", "named": "事项承诺"}
PAIR = {"report_a": "承诺报告", "year_a": "承诺年度", "report_b": "答复报告"}
"""What every row says first: which reports, which year."""


def pair_row(comparison: Comparison) -> Row:
    """Which two reports were compared."""
    first, second = comparison.first.source.name, comparison.second.source.name
    return {"report_a": first, "year_a": comparison.year, "report_b": second}


def figured_row(row: Figured, comparison: Comparison) -> Row:
    """A promise with a figure, beside its answer."""
    target, outcome = row.target, row.outcome
    return {
        "at_a": row.at_a,
        "raw_a": row.raw_a,
        "indicator": target.indicator,
        "value": number(target.value),
        "value_high": number(target.value_high),
        "unit": target.unit,
        "op": target.op.value,
        "kind": target.kind.value,
        "at_b": row.at_b,
        "raw_b": row.raw_b,
        "value_b": number(outcome.value) if outcome else None,
        "verdict": row.verdict.value,
        "confidence": row.confidence,
        "arithmetic": row.arithmetic,
        **_sentences(comparison, target.sentence, target.span, row.answer, later=row.later),
        "report_c": comparison.third.source.name if row.later and comparison.third else None,
        "unit_b": outcome.unit if outcome else None,
        "kind_b": outcome.kind.value if outcome else None,
        "indicator_b": outcome.indicator if outcome else None,
        "code": target.code,
        "region": target.region,
        "section": list(target.section),
        "candidates": [
            {"at": c.outcome.span.start, "raw": c.outcome.raw, "indicator": c.outcome.indicator, "score": c.score, "id": c.outcome.id}
            for c in row.candidates
        ],
        "rules": list(row.rules),
        "id": target.id,
        "id_b": outcome.id if outcome else None,
    }  # fmt: skip


def named_row(row: Named, comparison: Comparison) -> Row:
    """A named thing, beside what is said of it."""
    return {
        "at_a": row.at_a,
        "raw_a": row.raw_a,
        "verdict": row.verdict.value,
        "at_b": row.at_b,
        "raw_b": row.raw_b,
        "name": row.name,
        "type": row.type,
        "confidence": row.confidence,
        "stage": row.stage,
        **_sentences(comparison, row.promise.sentence, row.promise.span, row.answer),
        "rules": list(row.rules),
    }


def rows(comparison: Comparison, table: str) -> Iterator[Row]:
    """The rows of one table ("figured" or "named"), in the order of the first report."""
    if table == "figured":
        yield from (figured_row(row, comparison) for row in comparison.figured)
    else:
        yield from (named_row(row, comparison) for row in comparison.named)


def verdict_word(verdict: str) -> str:
    """What an office calls a verdict."""
    return next(word for known, word in WORDS.items() if known.value == verdict)


def _sentences(
    comparison: Comparison, sentence: Span, fact: Span, answer: Answer | None, *, later: bool = False
) -> Row:
    """Both sentences, as written, and where they stand."""
    second = comparison.third if later and comparison.third else comparison.second
    return {
        "sentence_a": _said(comparison.first, sentence, fact),
        "sentence_b": _said(second, answer.sentence, answer.span) if answer else None,
        "sentence_at_a": sentence.start,
        "sentence_end_a": sentence.end,
        "sentence_at_b": answer.sentence.start if answer else None,
        "sentence_end_b": answer.sentence.end if answer else None,
    }


def _said(reading: Reading, sentence: Span, fact: Span) -> str:
    """The raw sentence; of one that runs on, what stands around the fact."""
    text = reading.source.text
    if len(sentence) <= 2 * AROUND:
        return text[sentence.start : sentence.end]
    start, end = max(sentence.start, fact.start - AROUND), min(sentence.end, fact.start + AROUND)
    return f"{'…' if start > sentence.start else ''}{text[start:end]}{'…' if end < sentence.end else ''}"
