"""The byte form of entries and checkpoints under hash and signature; docs/journal.md describes it for outsiders.

An entry is a JSON array, a checkpoint a JSON object, without spaces, in UTF-8, with nothing escaped that JSON does not ask
for. The first element names the version: what is hashed never changes its form, a new form gets a new name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any

import orjson

from taizhang.ledger.types import Reference

ENTRY = "taizhang.journal.entry/1"
CHECKPOINT = "taizhang.journal.checkpoint/1"
START = ""  # what the first entry of a chain has for the hash before it


@dataclass(slots=True)
class Row:
    """An entry as it lies in the table, with the subject of its chain. The order of the fields is that of the query."""

    kind: str
    id: str
    number: int
    at: datetime  # aware
    act: str
    name: str
    person: int | None
    post: str
    role: str
    unit: int | None
    deputy: bool
    before: str  # canonical JSON, "" for none
    after: str
    reason: str
    previous: str  # hash of the entry before, in hexadecimal
    hash: str = ""

    def computed(self, number: int | None = None) -> str:
        """The hash that the entry must have, were its number `number` (its own); "" where what stands there has no form."""
        try:
            return entry_hash(
                self.kind, self.id, self.number if number is None else number, self.at, self.act, self.name, self.person,
                self.post, self.role, self.unit, self.deputy, self.before, self.after, self.reason, self.previous,
            )  # fmt: skip
        except TypeError:  # bytes where there was text
            return ""


def entry_hash(
    kind: str, id: str, number: int, at: datetime, act: str, name: str, person: int | None, post: str, role: str,
    unit: int | None, deputy: bool, before: str, after: str, reason: str, previous: str,
) -> str:  # fmt: skip
    """SHA-256, in hexadecimal, of an entry's byte form."""
    fields = (
        ENTRY, kind, id, number, moment(at), act, name, person, post, role, unit, deputy, before, after, reason, previous,
    )  # fmt: skip
    return sha256(orjson.dumps(fields)).hexdigest()


def moment(at: datetime) -> str:
    """``2026-11-24T01:30:00.000000Z``: UTC to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def head_line(kind: str, id: str, length: int, head: str) -> bytes:
    """One line of what a checkpoint's digest is taken over."""
    return orjson.dumps((kind, id, length, head)) + b"\n"


def checkpoint_form(fields: Mapping[str, Any]) -> bytes:
    """What is signed: the fields of a checkpoint, their names in order."""
    return orjson.dumps({"format": CHECKPOINT, **fields}, option=orjson.OPT_SORT_KEYS)


def text(values: Mapping[str, Any] | None) -> str:
    """`values` as canonical JSON; "" for none. Raises TypeError for what has no such form.

    Decimals, dates and members of an enumeration become strings, moments those of UTC, references ``kind/id``.
    """
    if values is None:
        return ""
    plain = {_key(key): _plain(value) for key, value in values.items()}
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return _plain(value.value)
        case None | bool() | str() | int() | float():
            return value
        case datetime():
            if value.tzinfo is None:
                raise TypeError(f"{value!r} is in no time zone: the journal takes aware moments")
            return moment(value)
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case Reference():
            return f"{value.kind}/{value.id}"
        case Mapping():
            return {_key(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case set() | frozenset():
            return sorted(_plain(each) for each in value)
    raise TypeError(f"the journal cannot keep a {type(value).__name__}: {value!r}; give it as text or as a number")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{key!r} names no field: fields are named by text")
    return key
