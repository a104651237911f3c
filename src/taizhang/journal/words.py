"""Entries in words, for pages and for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language

from taizhang.journal.definition import UNKNOWN, say, shown, vocabulary
from taizhang.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in words; "" for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a history shows it."""

    number: int
    at: datetime
    name: str
    post: str
    deputy: bool
    sentence: str
    reason: str
    changes: tuple[Change, ...]
    hash: str


def tell_all(entries: Iterable[Entry], *, english: bool | None = None) -> list[Told]:
    """Each entry in words."""
    return [tell(entry, english=english) for entry in entries]


def tell(entry: Entry, *, english: bool | None = None) -> Told:
    """An entry in words, in Chinese or in English (that of the page). Nothing that is missing, and no act that is no longer defined, breaks it."""
    if english is None:
        english = (get_language() or "").startswith("en")
    act = vocabulary().acts.get(entry.act)
    fields = vocabulary().fields(entry.act)
    sides = {"before": entry.before, "after": entry.after}
    own = {"by": entry.name, "post": entry.post, "reason": entry.reason}

    def value(side: str, name: str) -> str:
        return shown(fields.get(name), sides[side].get(name), english=bool(english), moment=_moment)

    def filled(slot: str) -> str:
        side, _, name = slot.partition(".")
        return value(side, name) if side in sides else own.get(slot, "")

    def label(name: str) -> str:
        field = fields.get(name)
        return name if field is None else field.en if english else field.zh

    if act is None:
        sentence = f"{entry.name} {entry.act}"
    else:
        sentence = say(act.en if english else act.zh, filled, UNKNOWN[english])
    names = [name for name in fields if name in sides["before"] or name in sides["after"]]
    names += sorted((sides["before"].keys() | sides["after"].keys()) - set(names))
    changes = (Change(label(name), value("before", name), value("after", name)) for name in names)
    return Told(
        number=entry.number,
        at=entry.at,
        name=entry.name,
        post=entry.post,
        deputy=entry.deputy,
        sentence=sentence,
        reason=entry.reason,
        changes=tuple(change for change in changes if change.before != change.after),
        hash=entry.hash,
    )


def _moment(text: str) -> str:
    """A moment of UTC by the county's clock; as it is when it is none."""
    try:
        return f"{timezone.localtime(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"
    except ValueError:
        return text
