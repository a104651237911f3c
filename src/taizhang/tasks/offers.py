"""Figures that the ledger holds already are offered, so that nobody is asked twice (一数一源)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from taizhang.ledger.types import Reference


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that a form is about to ask for: the measure's id, its indicator, unit, place and the month it runs to."""

    measure: int
    code: str
    unit: str
    place: str
    month: date


@dataclass(frozen=True, slots=True)
class Offer:
    """A figure that is there already, and where."""

    measure: int
    value: Decimal
    origin: str  # in words, for the form and the record
    source: Reference


Provider = Callable[[Sequence[Wanted]], Iterable[Offer]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let another ledger offer figures: what joins the mechanisms calls it once, from its ``apps.ready``."""
    if provider not in _providers:
        _providers.append(provider)


def offers(wanted: Sequence[Wanted]) -> dict[int, Offer]:
    """The first offer for each measure; what is registered first is asked first."""
    found: dict[int, Offer] = {}
    for provider in _providers:
        open_ = [one for one in wanted if one.measure not in found]
        if not open_:
            break
        for offer in provider(open_):
            found.setdefault(offer.measure, offer)
    return found
