"""Every rule that decides on a numeral carries its own examples; here they run."""

from __future__ import annotations

import re

import pytest

from taizhang.ledger.types import Period, Span
from taizhang.reading.form import rule_form
from taizhang.reading.outline.types import Part, Role, Sentence
from taizhang.reading.quantities import exclude, indicator, meaning
from taizhang.reading.quantities.compose import Context, Draft, compose
from taizhang.reading.quantities.find import Numerals, find
from taizhang.reading.tasks import rules as task_rules
from taizhang.reading.tasks.find import Spoken, judge

REVIEW = Context(Part.REVIEW, Period.year(2025), Period.year(2025), Period.year(2026))
BRACKETS = re.compile(r"\[([^\]]+)\]")


def marked(text: str) -> tuple[str, list[int]]:
    """The text without brackets, and where the bracketed numerals start in it."""
    at, plain = [], ""
    for piece in re.split(r"(\[[^\]]+\])", text):
        if match := BRACKETS.fullmatch(piece):
            at.append(len(plain))
            piece = match[1]
        plain += piece
    return rule_form(plain), at


def drafts(text: str) -> dict[int, Draft]:
    """The quantities of one sentence of a review, by where their number starts."""
    found, _ = find(Numerals(text), 0, len(text))
    return {d.start: d for d in compose(text, 0, len(text), found, REVIEW)}


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r, (_, refuses, _) in exclude.RULES.items() for t in refuses])
def test_a_refused_numeral_gives_its_reason(rule: str, text: str) -> None:
    plain, at = marked(text)
    found, refused = find(Numerals(plain), 0, len(plain))
    assert not [f for f in found if f.start in at]
    assert {reason for start, reason in refused if start in at} == {rule}


@pytest.mark.parametrize("text", [t for _, (_, _, passes) in exclude.RULES.items() for t in passes])
def test_a_quantity_is_not_refused(text: str) -> None:
    plain, at = marked(text)
    assert set(at) <= drafts(plain).keys()


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r, (_, texts) in meaning.RULES.items() for t in texts])
def test_what_a_figure_means_is_decided_by_the_rule_that_says_so(rule: str, text: str) -> None:
    plain, at = marked(text)
    assert rule in drafts(plain)[at[0]].rules


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r, (_, texts) in indicator.RULES.items() for t in texts])
def test_a_phrase_is_found_by_the_rule_that_says_so(rule: str, text: str) -> None:
    assert any(rule in d.rules for d in drafts(rule_form(text)).values())


def sentence(text: str) -> Sentence:
    """`text` as a sentence of the plan's body."""
    return Sentence(Span(0, len(text)), Part.PLAN, Role.BODY, 0, -1, -1)


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r, (_, sees, _) in task_rules.RULES.items() for t in sees])
def test_a_sentence_of_the_plan_is_judged_by_its_rule(rule: str, text: str) -> None:
    spoken = Spoken(own=rule == "task.own-conduct")
    plain = rule_form(text)
    targets = any(d.kind for d in drafts(plain).values())
    assert judge(plain, sentence(plain), measurable=targets, spoken=spoken) == rule


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r, (_, _, leaves) in task_rules.RULES.items() for t in leaves])
def test_a_sentence_of_the_plan_is_left_to_other_rules(rule: str, text: str) -> None:
    plain = rule_form(text)
    spoken = Spoken(own=rule == "task.own-conduct")
    assert judge(plain, sentence(plain), measurable=bool(drafts(plain)), spoken=spoken) != rule
