"""Commands on the county's ledger: they need Django and a database that is set up."""

from __future__ import annotations

import os

import click


def setup() -> None:
    """Make Django ready. Raises click errors that say what to do where it is not installed or a setting cannot be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
    try:
        import django
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"{error.name} is not installed; install it with: pip install 'taizhang[server]'"
        ) from None
    from taizhang.toolkit.env import SettingError

    try:
        django.setup()
    except SettingError as error:
        raise click.UsageError(str(error)) from None
