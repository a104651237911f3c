"""Finds the named projects and systems of a report, each at its first mention."""

from __future__ import annotations

import math
from collections.abc import Iterator

from taizhang.reading.names.evidence import evidence
from taizhang.reading.names.members import Member, members
from taizhang.reading.names.naming import Mentions, full_name
from taizhang.reading.names.phrases import Phrase, phrases
from taizhang.reading.names.rules import POINTS, START
from taizhang.reading.names.stage import stage_of
from taizhang.reading.names.types import NameDraft
from taizhang.reading.outline.types import Outline, Part, Sentence

LEAST = 0.44  # confidence from which a name is taken


def find_names(form: str, outline: Outline) -> list[NameDraft]:
    """All named projects and systems of a document in its rule form, in order of their first mention."""
    found: list[NameDraft] = []
    seen = Mentions()
    for phrase, sentence in _placed(form, outline):
        group = list(members(form, phrase))
        for member in group:
            if not _possible(form, member):
                continue
            draft = _judge(form, member, group[-1], sentence)
            if draft and seen.add(form[member.start : member.end], draft.name):
                found.append(draft)
    return found


def _placed(form: str, outline: Outline) -> Iterator[tuple[Phrase, Sentence]]:
    """The phrases with the sentences they stand in, back matter left out."""
    sentences = iter(outline.sentences)
    sentence = next(sentences, None)
    for phrase in phrases(form):
        while sentence and sentence.span.end <= phrase.start:
            sentence = next(sentences, None)
        if sentence is None:
            return
        if sentence.part is not Part.BACK:
            yield phrase, sentence


def _possible(form: str, member: Member) -> bool:
    """Whether there is anything in `member` that a name could be known by."""
    if member.head or member.joined or member.listed > 1:
        return True
    phrase = member.phrase
    if any(member.start <= start < member.end and form[start] in "“《" for start, _ in phrase.units):
        return True
    return bool(phrase.lead) and 4 <= member.end - member.start <= 14 and phrase.end == phrase.clause_end


def _judge(form: str, member: Member, last: Member, sentence: Sentence) -> NameDraft | None:
    rules = evidence(form, member, sentence)
    system, project = START
    for rule in rules:
        points = POINTS[rule]
        system += points[0]
        project += points[1]
    odds = math.exp(min(system, 50)) + math.exp(min(project, 50))
    confidence = odds / (1 + odds)
    if confidence < LEAST:
        return None
    is_project = project > system
    return NameDraft(
        start=member.start,
        end=member.end,
        name=full_name(form, member, last),
        type="project" if is_project else "system",
        stage=stage_of(form, member, sentence.part) if is_project else None,
        confidence=round(confidence, 3),
        rules=tuple(rules),
    )

