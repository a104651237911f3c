"""Automatic numbering of Word paragraphs: 一、（一）1. are not in the text of a DOCX and must be counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from taizhang.reading.sources.xmltree import attribute, child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIGITS = "〇一二三四五六七八九"
_PLACEHOLDER = re.compile(r"%([1-9])")


def _chinese(number: int) -> str:
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "lowerLetter": lambda number: chr(96 + number) if number <= 26 else str(number),
    "upperLetter": lambda number: chr(64 + number) if number <= 26 else str(number),
    "bullet": lambda _: "",
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    shape: str  # how it is counted: "decimal", "chineseCounting" …
    text: str  # what is written, with %1 … %9 for the numbers of the levels: "（%2）"
    start: int


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    numbering: tuple[str | None, int]  # the list's id and the level in it


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, at: int) -> None:
        self.counts = {level: count for level, count in self.counts.items() if level <= at}
        self.counts[at] = self.counts.get(at, self.levels[at].start - 1) + 1

    def number(self, at: int) -> int:
        return self.counts.get(at, self.levels[at].start)


class Numbering:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._styles = {attribute(style, "styleId") or "": _style(style) for style in _kids(styles, "style")}
        kinds = {attribute(kind, "abstractNumId"): _levels(kind) for kind in _kids(numbering, "abstractNum")}
        shared = {kind: _List(levels) for kind, levels in kinds.items()}
        self._lists: dict[str | None, _List] = {}
        for entry in _kids(numbering, "num"):
            kind = attribute(child(entry, "abstractNumId"), "val")
            starts = {
                _int(override, "ilvl"): start
                for override in _kids(entry, "lvlOverride")
                if (start := attribute(child(override, "startOverride"), "val")) is not None
            }
            if kind in shared:  # a list with a start of its own counts apart
                self._lists[attribute(entry, "numId")] = _List(kinds[kind]) if starts else shared[kind]
        self._unknown: set[str] = set()

    @property
    def notes(self) -> list[str]:
        """What could not be written out."""
        return [f"list numbers of the kind {shape} left out" for shape in sorted(self._unknown)]

    def style_name(self, paragraph: _Element) -> str:
        """The name of the paragraph's style, in lower case: "heading 1", "toc 1"; empty where it has none."""
        style = self._styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val") or "")
        return style.name.lower() if style else ""

    def label(self, paragraph: _Element) -> str:
        """What Word prints before the paragraph: "一、", or "" for one that is not numbered. Counts it."""
        list_id, at = self._place(paragraph)
        counted = self._lists.get(list_id)
        if counted is None or at not in counted.levels:
            return ""
        counted.next(at)
        text = _PLACEHOLDER.sub(lambda match: self._written(counted, int(match[1]) - 1), counted.levels[at].text)
        if counted.levels[at].shape in ("bullet", "none"):
            return ""
        # "1." before "5亿元" must not become 1.5: Word, too, parts them by a tab.
        return text + "\t" if text[-1:].isascii() and text else text

    def _written(self, counted: _List, level: int) -> str:
        if level not in counted.levels:
            return ""
        write = _FORMATS.get(counted.levels[level].shape)
        if write is None:
            self._unknown.add(counted.levels[level].shape)
            return ""
        return write(counted.number(level))

    def _place(self, paragraph: _Element) -> tuple[str | None, int]:
        """The list and level a paragraph is numbered in, by itself or by its style."""
        own = child(paragraph, "pPr", "numPr")
        style = self._styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val") or "")
        for _ in range(len(self._styles)):
            if style is None or style.numbering[0] is not None:
                break
            style = self._styles.get(style.based_on or "")
        list_id, level = style.numbering if style else (None, 0)
        if own is not None:
            return attribute(child(own, "numId"), "val") or list_id, _int(child(own, "ilvl"), "val", level)
        return list_id, level


def _style(style: _Element) -> _Style:
    numbers = child(style, "pPr", "numPr")
    place = attribute(child(numbers, "numId"), "val"), _int(child(numbers, "ilvl"), "val")
    return _Style(attribute(child(style, "name"), "val") or "", attribute(child(style, "basedOn"), "val"), place)


def _levels(kind: _Element) -> dict[int, _Level]:
    return {
        _int(level, "ilvl"): _Level(
            attribute(child(level, "numFmt"), "val") or "decimal",
            attribute(child(level, "lvlText"), "val") or "",
            _int(child(level, "start"), "val", 1),
        )
        for level in _kids(kind, "lvl")
    }


def _kids(parent: _Element | None, wanted: str) -> list[_Element]:
    return [kid for kid in parent if local(kid) == wanted] if parent is not None else []


def _int(element: _Element | None, name: str, otherwise: int = 0) -> int:
    value = attribute(element, name)
    return int(value) if value is not None and value.isdecimal() else otherwise
