"""Shapes that several resources share. Days are ISO 8601, moments have their offset, decimals are text."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from taizhang.api.cursor import MOST, USUAL


class Body(Schema):
    """What is sent: a field that nobody asked for is an error, so that a slip of the pen is not lost in silence."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Reason(Body):
    """Why."""

    reason: Annotated[str, Field(min_length=2, max_length=1000)]


class UnitRef(Schema):
    """A unit by its id and name."""

    id: int
    name: str


class PersonRef(Schema):
    """A person by id and name."""

    id: int
    name: str


Limit = Annotated[int, Field(ge=1, le=MOST, description="rows of a page")]
Cursor = Annotated[str, Field(max_length=600, description="`next` of the page before")]
USUAL_LIMIT = USUAL
Year = Annotated[int, Field(ge=1950, le=2100)]
Key = Annotated[int, Field(ge=1, le=2**62)]
Number = Annotated[Decimal, Field(max_digits=20, decimal_places=4)]
Op = Literal["=", ">=", ">", "<=", "<", "~"]


def decimal(value: Decimal | int | float | None) -> str | None:
    """1050.5000 as "1050.5"; None for none. Never an exponent."""
    if value is None:
        return None
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_ref(unit: Any) -> dict[str, Any] | None:
    """A unit as others point to it."""
    return {"id": unit.pk, "name": unit.name} if unit else None


def person_ref(person: Any) -> dict[str, Any] | None:
    """A person as others point to it."""
    return {"id": person.pk, "name": person.name} if person else None
