"""The parts of a report's plain text, as a typist would see them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a line of the report is."""

    TITLE = "title"
    DELIVERY = "delivery"
    SPEAKER = "speaker"
    CHAPTER = "chapter"
    SECTION = "section"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """One line. `lead` is the run-in heading (导语句) or list head at its front, empty where there is none."""

    kind: Kind
    text: str
    lead: str = ""


CHAPTER = re.compile(r"[一二三四五六]、|名词解释$")
SECTION = re.compile(r"（[一二三四五六七八九十]）")
LEAD = re.compile(r"(?:\d{1,2}\.)?[^。，：；]{3,12}。")
LEAST_AFTER_LEAD = 8


def blocks(text: str) -> list[Block]:
    """The lines of a report that are not empty; the first three are title, delivery line and speaker."""
    lines = [line for line in text.split("\n") if line]
    front = [Block(kind, line) for kind, line in zip((Kind.TITLE, Kind.DELIVERY, Kind.SPEAKER), lines, strict=False)]
    return front + [_block(line) for line in lines[3:]]


def _block(line: str) -> Block:
    if CHAPTER.match(line):
        return Block(Kind.CHAPTER, line)
    if SECTION.match(line):
        return Block(Kind.SECTION, line)
    lead = LEAD.match(line)
    if lead and len(line) - lead.end() >= LEAST_AFTER_LEAD:
        return Block(Kind.PARAGRAPH, line, lead[0])
    return Block(Kind.PARAGRAPH, line)


def targets(text: str) -> list[tuple[str, str]]:
    """The paragraph of main expected targets (主要预期目标), as pairs of indicator and target.

    Raises:
        ValueError: the text has no such paragraph.
    """
    found = re.search(r"主要预期目标(?:是|为|定为)：([^\n。]+)。", text)
    if not found:
        raise ValueError("no 主要预期目标 paragraph: the table of targets cannot be made")
    return [_pair(clause) for clause in re.split("[；，]", found[1])]


def _pair(clause: str) -> tuple[str, str]:
    head = re.match(r"(?:全县|实现)?(.+?)(?=增长与|增长\d|下降|达到|控制在|\d)", clause)
    assert head, clause
    return head[1], clause[head.end() :]
