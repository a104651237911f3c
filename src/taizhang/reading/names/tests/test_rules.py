"""Every rule speaks in its examples and is silent in its counter-examples."""

from __future__ import annotations

import pytest

from taizhang.reading.form import rule_form
from taizhang.reading.names.evidence import (
    FOLLOW_RULES,
    HEAD_RULES,
    LEAD_RULES,
    LIST_RULES,
    SHARED_RULES,
    evidence,
)
from taizhang.reading.names.find import placed
from taizhang.reading.names.rules import POINTS, RULES, Rule
from taizhang.reading.outline.build import build


def speaks(rule: Rule, sentence: str) -> bool:
    """Whether `rule` speaks on any possible name of `sentence`."""
    form = rule_form(sentence)
    groups = placed(form, build(form))
    return any(rule.id in evidence(form, member, where) for group, where in groups for member in group)


CASES = [(rule, sentence) for rule in RULES for sentence in rule.examples]
COUNTER_CASES = [(rule, sentence) for rule in RULES for sentence in rule.not_this]


@pytest.mark.parametrize(("rule", "sentence"), CASES, ids=lambda case: getattr(case, "id", case))
def test_a_rule_speaks_in_its_examples(rule: Rule, sentence: str) -> None:
    assert speaks(rule, sentence)


@pytest.mark.parametrize(("rule", "sentence"), COUNTER_CASES, ids=lambda case: getattr(case, "id", case))
def test_a_rule_is_silent_in_its_counter_examples(rule: Rule, sentence: str) -> None:
    assert not speaks(rule, sentence)


def test_rule_ids_are_unique_and_each_says_something() -> None:
    assert len(POINTS) == len(RULES)
    assert all(rule.says and rule.examples and rule.not_this for rule in RULES)


def test_every_kind_of_head_and_verb_has_its_rule() -> None:
    heads = {rule for table in (HEAD_RULES, SHARED_RULES, LIST_RULES) for rule in table.values()}
    verbs = {*LEAD_RULES.values(), *FOLLOW_RULES.values()} - {"lead.none", "follow.none"}
    assert heads | verbs <= set(POINTS)
