"""The Jinja2 environment of all pages: everything printed is escaped, a missing name is an error, ``_()`` translates."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """What Django's Jinja2 backend calls; the settings name it."""
    options["undefined"] = StrictUndefined
    made = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"static": static, "url": _url, "language": get_language}
    made.filters |= {"day": _day, "moment": _moment, "number": formats.number_format, "address": _url}
    return made


def _url(name: str, *arguments: Any, **named: Any) -> str:
    return reverse(name, args=arguments or None, kwargs=named or None)


def _day(value: Any) -> str:
    """2026-11-24, as tables have it; "" for no day."""
    return f"{value:%Y-%m-%d}" if value else ""


def _moment(value: Any) -> str:
    """2026-11-24 09:30 by the county's clock; "" for no moment."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""
