"""A page with one form for one verb: shown, checked, done, and on to where its result is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from taizhang.organisation.models import Person, Unit
from taizhang.organisation.queries import valid
from taizhang.toolkit.errors import NotAllowed, Refused
from taizhang.toolkit.pages import page


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around a form."""

    title: str
    button: str
    back: str  # address of the page it was opened from
    about: str = ""  # on what
    note: str = ""  # what will follow


def formed(
    request: HttpRequest,
    sheet: Sheet,
    make: Callable[..., forms.Form],
    do: Callable[[dict[str, Any]], str | HttpResponse],
    *,
    done: str = "",
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent in, `do` its cleaned data. `do` gives the address to go on to, or an answer."""
    form = make(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            result = do(form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if isinstance(result, HttpResponse):
                return result
            if done:
                messages.success(request, done)
            return HttpResponseRedirect(result)
    bad = request.method == "POST"
    return page(
        request, "organisation/form.html", {"sheet": sheet, "form": form, **_lists(form)}, status=422 if bad else 200
    )


def _lists(form: forms.Form) -> dict[str, Any]:
    """What the browser may offer in the form's fields."""
    asked = {field.widget.attrs.get("list") for field in form.fields.values()}
    day = timezone.localdate()
    units = Unit.objects.filter(valid(day)).exclude(kind="village").order_by("code") if "units" in asked else ()
    people = Person.objects.filter(active=True).order_by("login")[:2000] if "people" in asked else ()
    return {"units": units, "people": people}
