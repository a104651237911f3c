"""Judges every sentence of the planning part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.ledger.types import Span
from taizhang.reading.outline.types import Outline, Part, Role, Sentence
from taizhang.reading.tasks import rules as r


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A sentence of the plan, judged; offsets into the clean text."""

    span: Span
    task: bool
    measurable: bool
    heading: bool
    targets: bool
    confidence: float
    rule: str


def find_tasks(form: str, outline: Outline, targets: Sequence[int]) -> list[TaskDraft]:
    """Every sentence of the plan, in order. `targets` are the offsets of the target quantities, ascending."""
    drafts: list[TaskDraft] = []
    plan = [s for s in outline.sentences if s.part is Part.PLAN]
    goals = any(r.TARGETS.search(form[s.span.start : s.span.start + 60]) for s in plan[:40])
    spoken = Spoken(preamble=goals and any(s.role is Role.HEADING for s in plan))
    at = 0
    for sentence in plan:
        while at < len(targets) and targets[at] < sentence.span.start:
            at += 1
        measurable = at < len(targets) and targets[at] < sentence.span.end
        text = form[sentence.span.start : sentence.span.end]
        rule = judge(text, sentence, measurable=measurable, spoken=spoken)
        spoken.hear(rule, sentence, text)
        task = rule in ("task.action", "task.target")
        if rule == "task.heading" and _line_heading(form, sentence):
            continue
        drafts.append(
            TaskDraft(
                sentence.span,
                task,
                measurable,
                rule == "task.heading",
                rule == "task.targets",
                CONFIDENCE.get(rule, 0.9),
                rule,
            )
        )
    return drafts


CONFIDENCE = {
    "task.action": 0.88,
    "task.target": 0.97,
    "task.aspiration": 0.7,
    "task.own-conduct": 0.75,
    "task.none": 0.7,
    "task.lead": 0.8,
}


@dataclass(slots=True)
class Spoken:
    """What the sentences before have said that still holds."""

    targets_in: int = -1  # the paragraph whose sentences list the year's goals
    own: bool = False  # within the section on the government itself
    preamble: bool = False  # before the first section that follows the year's goals

    def hear(self, rule: str, sentence: Sentence, text: str) -> None:
        """Take in one sentence."""
        if rule == "task.targets":
            self.targets_in = sentence.paragraph
        if rule == "task.heading":
            self.own = self.own or r.OWN_PART.search(text) is not None
            self.preamble = self.preamble and (self.targets_in < 0 or r.POINT.match(text) is not None)


def _line_heading(form: str, sentence: Sentence) -> bool:
    """Whether a heading stands on a line of its own: such lines are no sentences of the plan."""
    end = sentence.span.end
    return form[end - 1] not in "。！；" and (end >= len(form) or form[end] == "\n" or form[end : end + 1].isspace())


def judge(text: str, sentence: Sentence, *, measurable: bool, spoken: Spoken) -> str:
    """The id of the rule that decides on one sentence of the plan."""
    if sentence.role is Role.HEADING:
        return "task.heading"
    if r.ADDRESS.match(text):
        return "task.address"
    listing = spoken.targets_in == sentence.paragraph
    if (listing and measurable) or (
        not listing and len(text) > 12 and text[-1] != "：" and r.TARGETS.search(text[:60])
    ):
        return "task.targets"
    if r.REQUIREMENT.search(text[:40]):
        return "task.requirement"
    if r.YEAR.match(text):
        return "task.year"
    if not measurable and r.TRANSITION.search(text):
        return "task.transition"
    if spoken.preamble and (spoken.targets_in < 0 or not measurable):
        return "task.preamble"
    if measurable:
        return "task.target"
    if sentence.role is Role.LEAD:
        return "task.lead"
    if r.PRESENT.match(text) and not r.PRESENT_STILL.search(text):
        return "task.present"
    ideology = len(r.IDEOLOGY.findall(text))
    things = r.THING.search(text)
    if ideology and (
        not things or ideology >= 3 or text.startswith(("坚持以习近平", "深入学习贯彻", "全面贯彻", "高举"))
    ):
        return "task.own-conduct" if spoken.own else "task.ideology"
    if spoken.own and not things:
        return "task.own-conduct"
    acts = len(r.ACTS.findall(text))
    if (r.PERORATION.search(text) and not things and acts <= 6) or r.BALANCE.match(text):
        return "task.peroration" if not r.BALANCE.match(text) else "task.aspiration"
    if r.DESCRIPTION.search(text) and acts < 3:
        return "task.description"
    if r.SLOGAN.match(text) and acts <= 1 and len(text) <= 40:
        return "task.aspiration"
    return "task.action" if acts else "task.none"
