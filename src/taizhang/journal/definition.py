"""The typed shape of ``definitions/base/acts/*.yaml``: every act the journal takes, and how it is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from taizhang.rulebook.errors import DefinitionError
from taizhang.rulebook.load import Definition, load_folder, root

NAME = re.compile(r"[a-z][a-z0-9]*(?:\.[a-z][a-z0-9-]*)+")
SLOT = re.compile(r"\{([^{}]*)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
PARTS = frozenset(("by", "post", "reason"))
UNKNOWN = ("（未注明）", "(not given)")


class As(StrEnum):
    """How the value of a field is shown."""

    TEXT = "text"
    NUMBER = "number"  # 12,300
    DAY = "day"  # 2026-11-24
    MOMENT = "moment"  # 2026-11-24 09:30, by the county's clock


class Word(Definition, frozen=True):
    """A word in Chinese and in English."""

    zh: str
    en: str


class Field(Definition, frozen=True, kw_only=True):
    """A field of `before` and `after`: its name for people, and names for its values where these are codes."""

    zh: str
    en: str
    show: As = As.TEXT
    values: dict[str, Word] = msgspec.field(default_factory=dict)


class Example(Definition, frozen=True, kw_only=True):
    """An entry, and how it must read."""

    by: str = ""
    post: str = ""
    reason: str = ""
    before: dict[str, str] = msgspec.field(default_factory=dict)
    after: dict[str, str] = msgspec.field(default_factory=dict)
    zh: str
    en: str


class Act(Definition, frozen=True, kw_only=True):
    """One act, ``package.verb``, and its sentence in Chinese and in English.

    ``{by}`` is who, ``{post}`` for which post, ``{reason}`` why, ``{before.F}`` and ``{after.F}`` are fields of the file.
    What stands in square brackets is left out when a slot inside has nothing to show.
    """

    act: str
    zh: str
    en: str
    examples: tuple[Example, ...] = ()

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.act):
            raise ValueError(f'"{self.act}" is no name of an act: write package.verb, for example tasks.assigned')


class Acts(Definition, frozen=True):
    """One file: the acts of a package and the fields they change."""

    name: str
    fields: dict[str, Field]
    acts: tuple[Act, ...]

    def __post_init__(self) -> None:
        for act in self.acts:
            for slot in (*SLOT.findall(act.zh), *SLOT.findall(act.en)):
                side, _, field = slot.partition(".")
                if slot not in PARTS and (side not in ("before", "after") or field not in self.fields):
                    known = ", ".join((*sorted(PARTS), *(f"after.{name}" for name in self.fields)))
                    raise ValueError(f"{act.act}: nothing fills {{{slot}}}; there are {known}")


class Vocabulary:
    """Every act that the journal takes, with the fields of its file."""

    def __init__(self, files: Mapping[Path, Acts]) -> None:
        self.acts: dict[str, Act] = {}
        self._fields: dict[str, Mapping[str, Field]] = {}
        for path, file in files.items():
            for act in file.acts:
                if act.act in self.acts:
                    raise DefinitionError(path, 1, f"{act.act} is defined twice: once is enough")
                self.acts[act.act] = act
                self._fields[act.act] = file.fields

    def fields(self, act: str) -> Mapping[str, Field]:
        """The fields of an act; none for an act that is no longer defined."""
        return self._fields.get(act, {})


@cache
def vocabulary() -> Vocabulary:
    """The acts in use, loaded once a process. Raises DefinitionError."""
    return Vocabulary(dict(load_folder(root() / "base" / "acts", Acts)))


def say(sentence: str, filled: Callable[[str], str], unknown: str) -> str:
    """`sentence` with its slots filled in; a slot that gives "" becomes `unknown`, or takes its brackets with it."""

    def bracket(match: re.Match[str]) -> str:
        inside = match[1]
        return inside if all(filled(slot) for slot in SLOT.findall(inside)) else ""

    return SLOT.sub(lambda match: filled(match[1]) or unknown, OPTIONAL.sub(bracket, sentence))


def shown(field: Field | None, value: Any, *, english: bool, moment: Callable[[str], str]) -> str:
    """A value in words; "" for none. `moment` says a moment of UTC by the county's clock."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return ("yes" if value else "no") if english else ("是" if value else "否")
    if isinstance(value, list):
        return (", " if english else "、").join(shown(field, each, english=english, moment=moment) for each in value)
    if isinstance(value, dict):
        mark, between = (": ", "; ") if english else ("：", "；")
        return between.join(
            f"{key}{mark}{shown(None, each, english=english, moment=moment)}" for key, each in value.items()
        )
    text = str(value)
    if field is None:
        return text
    if word := field.values.get(text):
        return word.en if english else word.zh
    match field.show:
        case As.NUMBER:
            return _grouped(text)
        case As.DAY:
            return text[:10]
        case As.MOMENT:
            return moment(text)
    return text


def _grouped(text: str) -> str:
    """Digits in threes; as it is when it is no number."""
    found = re.fullmatch(r"(-?)(\d+)(\.\d+)?", text)
    return f"{found[1]}{int(found[2]):,}{found[3] or ''}" if found else text
