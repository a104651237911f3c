"""What a person may put in the place of what was read. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from taizhang.documents.types import Layer
from taizhang.ledger.types import Kind, Op, Stance

STAGES = ("规划", "签约", "开工", "在建", "竣工", "投产", "达产", "完成")
PERIOD = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?")
LONGEST = 200  # characters of an indicator or a name

FIELDS: dict[Layer, tuple[str, ...]] = {
    Layer.QUANTITIES: ("indicator", "value", "value_high", "unit", "op", "kind", "stance", "period"),
    Layer.TASKS: ("measurable",),
    Layer.NAMES: ("name", "type", "stage"),
}
"""What may be edited of each layer."""

CHOICES: dict[str, tuple[str, ...]] = {
    "op": tuple(op.value for op in Op),
    "kind": tuple(kind.value for kind in Kind),
    "stance": tuple(stance.value for stance in Stance),
    "type": ("project", "system"),
    "stage": ("", *STAGES),
}


class Unfit(ValueError):
    """A value that a field cannot have; `field` names it, `why` is a key of the words for it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why


def checked(layer: Layer, given: Mapping[str, str]) -> dict[str, Any]:
    """`given` (field → what was typed) as data. Raises Unfit for the first value that cannot be."""
    return {field: _value(field, given[field].strip()) for field in FIELDS[layer] if field in given}


def differing(read: Mapping[str, Any], edited: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `edited` that say something else than what was read."""
    return {field: value for field, value in edited.items() if read.get(field) != value}


def _value(field: str, typed: str) -> Any:
    if field in CHOICES:
        if typed not in CHOICES[field]:
            raise Unfit(field, "choice")
        return typed or None
    if field in ("value", "value_high"):
        return _number(field, typed)
    if field == "measurable":
        return typed in ("yes", "on", "true")
    if field == "period":
        return _period(typed)
    if field in ("indicator", "name", "unit") and len(typed) > LONGEST:
        raise Unfit(field, "long")
    if field in ("indicator", "name") and not typed:
        raise Unfit(field, "empty")
    return typed


def _number(field: str, typed: str) -> int | float | None:
    if not typed and field == "value_high":
        return None
    try:
        value = Decimal(typed.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Unfit(field, "number") from None
    if not value.is_finite() or abs(value) >= Decimal("1e20"):
        raise Unfit(field, "number")
    return int(value) if value == value.to_integral_value() else float(value)


def _period(typed: str) -> str | None:
    if not typed:
        return None
    if not PERIOD.fullmatch(typed):
        raise Unfit("period", "year")
    first, _, last = typed.partition("-")
    if last and last < first:
        raise Unfit("period", "year")
    return typed
