"""``taizhang keys``: a new key for the personal data in the database."""

from __future__ import annotations

import sys

import click

from taizhang.cli import platform

SHOWN = 20  # values that are named where the keys do not open them
NOT_READ = 3


@click.group()
def keys() -> None:
    """Change the key that encrypts personal data (个人信息加密密钥)."""


@keys.command("rotate")
def rotate() -> None:
    """Encrypt all personal data and second factors anew under the first key of TAIZHANG_FIELD_KEY, and check each value.

    Put the new key before the old one, parted by a comma, and restart every process first. May be interrupted and run again.
    Exit code 1 when no key opens a value, 3 when the database cannot be asked.
    """
    platform.setup()
    from django.conf import settings
    from django.db.utils import DatabaseError
    from django.utils import timezone

    from taizhang.organisation.renewal import renew
    from taizhang.toolkit.actor import CLOCK
    from taizhang.toolkit.env import SettingError

    try:
        done = renew(by=CLOCK, now=timezone.now, tell=_tell)
    except SettingError as error:
        raise click.ClickException(str(error)) from None
    except DatabaseError as error:
        click.echo(f"Error: the database cannot be asked: {str(error).strip()}; was it set up?", err=True)
        sys.exit(NOT_READ)
    click.echo(f"{done.renewed:,} values encrypted anew, {done.checked:,} checked under the first key")
    for place in done.closed[:SHOWN]:
        click.echo(click.style(f"no key opens {place}", fg="red"))
    if done.closed:
        click.echo(f"{len(done.closed):,} values are closed: put the key they were written with behind the others")
        sys.exit(1)
    if settings.FIELD_KEY.count(","):
        click.echo("The other keys can be dropped from TAIZHANG_FIELD_KEY now; backups made before still need them.")


def _tell(seen: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{seen:,} values", nl=False, err=True)
