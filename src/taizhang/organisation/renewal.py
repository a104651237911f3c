"""A new key for personal data: what stands encrypted in any table comes under the first key, batch by batch, and is checked.

It may be interrupted and begun again at any time: what is under the first key already is passed over. People go on working
meanwhile, as long as every process has both keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, TextField, Value

from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.organisation.models import ImportDraft
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.secret import EncryptedText, current, renewed

BATCH = 500  # rows in one transaction
ABOUT = Reference("organisation", "all")
IN_FACTORS = ("secret", "seed", "migrated_codes")  # what of a second factor's data is encrypted
Model = type[models.Model]


@dataclass(slots=True)
class Renewal:
    """What came of it."""

    renewed: int = 0  # values brought over
    checked: int = 0  # values that the first key opens
    closed: tuple[str, ...] = ()  # values that it does not open: "table.field of ID"


def columns() -> list[tuple[Model, str]]:
    """Every column of encrypted text; second factors are apart."""
    found = [
        (model, field.attname)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedText)
    ]
    return [*found, (ImportDraft, "sealed")]


def renew(*, by: Actor, now: Callable[[], datetime], tell: Callable[[int], None] = lambda _done: None) -> Renewal:
    """Bring everything over and check it; `tell` hears how many values were looked at so far.

    Many transactions, two journal lines: one when it begins, one when all is checked. Whoever interrupts it keeps what is done.
    """
    with transaction.atomic():
        record(ABOUT, "organisation.keys-renewal-begun", by, now=now())
    done, seen = Renewal(), 0
    for model, field in columns():
        for rows in _batches(model, field):
            with transaction.atomic():
                done.renewed += sum(_renew_row(model, field, pk) for pk, token in rows if not current(token))
            tell(seen := seen + len(rows))
    for factors in _factors():
        with transaction.atomic():
            done.renewed += sum(_renew_factor(pk) for pk, _data in factors)
        tell(seen := seen + len(factors))
    _check(done)
    if not done.closed:
        after = {"number": done.renewed, "checked": done.checked}
        with transaction.atomic():
            record(ABOUT, "organisation.keys-renewed", by, now=now(), after=after)
    return done


def _check(done: Renewal) -> None:
    closed = []
    for model, field in columns():
        for rows in _batches(model, field):
            shut = [f"{model._meta.db_table}.{field} of {pk}" for pk, token in rows if not current(token)]
            done.checked += len(rows) - len(shut)
            closed += shut
    for factors in _factors():
        for pk, data in factors:
            for token in _tokens(data):
                if current(token):
                    done.checked += 1
                else:
                    closed.append(f"mfa_authenticator.data of {pk}")
    done.closed = tuple(closed)


def _batches(model: Model, field: str) -> Iterator[list[tuple[Any, str]]]:
    """Rows with something in the column, as they stand in the table, by key."""
    rows = model._base_manager.annotate(_raw=_raw(field)).exclude(_raw="").exclude(_raw=None).order_by("pk")
    last: Any = None
    while found := list((rows if last is None else rows.filter(pk__gt=last)).values_list("pk", "_raw")[:BATCH]):
        yield found
        last = found[-1][0]


def _renew_row(model: Model, field: str, pk: Any) -> int:
    rows = model._base_manager.filter(pk=pk)
    token = rows.select_for_update().annotate(_raw=_raw(field)).values_list("_raw", flat=True).first()
    if not token or current(token):  # somebody was faster
        return 0
    try:
        fresh = renewed(token)
    except InvalidToken:
        return 0  # the check names it
    return rows.update(**{field: Value(fresh, output_field=TextField())})


def _factors() -> Iterator[list[tuple[int, dict[str, Any]]]]:
    last = 0
    rows = Authenticator.objects.order_by("pk").values_list("pk", "data")
    while found := list(rows.filter(pk__gt=last)[:BATCH]):
        yield found
        last = found[-1][0]


def _renew_factor(pk: int) -> int:
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    number = 0
    for name in IN_FACTORS if factor else ():
        held = factor.data.get(name)
        fresh = [_fresh(token) for token in (held if isinstance(held, list) else [held] if held else [])]
        if changed := sum(is_new for _token, is_new in fresh):
            factor.data[name] = [token for token, _new in fresh] if isinstance(held, list) else fresh[0][0]
            number += changed
    if number:
        factor.save(update_fields=["data"])
    return number


def _fresh(token: str) -> tuple[str, bool]:
    try:
        return (token, False) if current(token) else (renewed(token), True)
    except InvalidToken:
        return token, False  # the check names it


def _tokens(data: dict[str, Any]) -> Iterator[str]:
    for name in IN_FACTORS:
        held = data.get(name)
        yield from held if isinstance(held, list) else [held] if held else []


def _raw(field: str) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(F(field), output_field=TextField())
