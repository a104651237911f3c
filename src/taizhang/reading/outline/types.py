"""What the outline of a document is made of. All spans are offsets into the clean text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from taizhang.ledger.types import Period, Span


class Part(StrEnum):
    """What a stretch of a report does."""

    FRONT = "front"  # title, delivery line, salutation, page chrome
    REVIEW = "review"  # the year gone by (工作回顾)
    PLAN = "plan"  # the year ahead (工作安排), the government's own work included
    BACK = "back"  # glossary, notes, page chrome after the body


class Role(StrEnum):
    """What a sentence is within its part."""

    BODY = "body"
    HEADING = "heading"  # a line of its own, or run in at a paragraph's start
    LEAD = "lead"  # opens a section before its first paragraph of substance


@dataclass(frozen=True, slots=True)
class Place:
    """A division of GB/T 2260: 6-digit `code`, None where the name is not in the code table."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `level` is 1 for the outermost; `path` includes the section's own title."""

    title: str
    level: int
    span: Span
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, closing mark included; `paragraph` counts the document's non-blank lines from 0."""

    span: Span
    part: Part
    role: Role
    paragraph: int
    section: int  # index into Outline.sections, -1 before the first
    region: int  # index into Outline.regions, -1 where the document has one place only


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch that speaks of one place, in a document about several (press interviews)."""

    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary (名词解释): the term, and where its explanation stands."""

    term: str
    span: Span


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of one document."""

    title: str
    place: Place | None
    reviewed: Period | None  # the year, or years, that the review part looks back on
    planned: Period | None  # the year that the planning part is for
    parts: tuple[tuple[Part, Span, Period | None], ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    regions: tuple[Region, ...]
    glossary: tuple[Term, ...]
