"""Finds the named projects and systems of a report, each at its first mention."""

from __future__ import annotations

import math
from collections.abc import Iterator

from taizhang.reading.names.evidence import evidence
from taizhang.reading.names.members import Member, members
from taizhang.reading.names.naming import Mentions, bare, full_name
from taizhang.reading.names.phrases import phrases
from taizhang.reading.names.rules import POINTS, START
from taizhang.reading.names.stage import stage_of
from taizhang.reading.names.types import NameDraft
from taizhang.reading.outline.types import Outline, Part, Sentence

LEAST = 0.38  # confidence from which a name is taken
MOST = 50.0  # points beyond which nothing becomes surer, so that no text overflows
SYSTEM_POINTS = {rule: system for rule, (system, _) in POINTS.items()}
PROJECT_POINTS = {rule: project for rule, (_, project) in POINTS.items()}


def find_names(form: str, outline: Outline) -> list[NameDraft]:
    """All named projects and systems of a document in its rule form, in order of their first mention."""
    found: list[NameDraft] = []
    seen = Mentions()
    glossary = frozenset(bare(term.term) for term in outline.glossary)
    for group, sentence in list(placed(form, outline)):  # all before the first is judged: faster than in turns
        for member in group:
            draft = _judge(form, member, group[-1], sentence, glossary)
            if draft and seen.add(form[member.start : member.end], draft.name):
                found.append(draft)
    return found


def placed(form: str, outline: Outline) -> Iterator[tuple[list[Member], Sentence]]:
    """The possible names, phrase by phrase, with the sentence they stand in; back matter left out."""
    sentences = iter(outline.sentences)
    sentence = next(sentences, None)
    for phrase in phrases(form):
        if not (group := members(form, phrase)):
            continue
        while sentence and sentence.span.end <= phrase.start:
            sentence = next(sentences, None)
        if sentence is None:
            return
        if sentence.part is not Part.BACK:
            yield group, sentence


def _judge(form: str, member: Member, last: Member, sentence: Sentence, glossary: frozenset[str]) -> NameDraft | None:
    """`member` as a name, where the rules give it points enough; `last` is the last of its list."""
    rules = evidence(form, member, sentence, glossary)
    system = sum(map(SYSTEM_POINTS.__getitem__, rules), START[0])
    project = sum(map(PROJECT_POINTS.__getitem__, rules), START[1])
    odds = math.exp(min(system, MOST)) + math.exp(min(project, MOST))
    if odds < LEAST * (1 + odds):
        return None
    is_project = project > system
    return NameDraft(
        start=member.start,
        end=member.end,
        name=full_name(form, member, last),
        type="project" if is_project else "system",
        stage=stage_of(form, member, sentence.part) if is_project else None,
        confidence=round(odds / (1 + odds), 3),
        rules=tuple(rules),
    )
