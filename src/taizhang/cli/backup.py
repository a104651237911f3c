"""``taizhang backup`` and ``restore``: the ledger in one file, and back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from taizhang.cli import platform


@click.command()
@click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; [default: taizhang-DAY-TIME.tar here]",
)
@click.option("--with-keys", is_flag=True, help="Also the keys: whoever has such a file can read everything in it.")
def backup(out: Path | None, with_keys: bool) -> None:
    """Write the ledger into one file while people work on, and verify it (备份).

    Database, documents and a manifest of what they must be. Without --with-keys personal data stay encrypted in it, and
    can be read again only with the key that you keep elsewhere. Exit status 1 where something had to be left out.
    """
    platform.setup()
    from django.utils import timezone

    from taizhang.web import backup as files
    from taizhang.web.dumps import Trouble

    now = timezone.localtime()
    to = out or Path(f"taizhang-{now:%Y%m%d-%H%M%S}.tar")
    try:
        made = files.backup(to, with_keys=with_keys, now=now)
    except Trouble as trouble:
        raise click.ClickException(str(trouble)) from None
    documents = sum(member.name.startswith("files/") for member in made.members)
    rows = sum(made.counts.tables.values())
    click.echo(
        f"{to}: {to.stat().st_size / 1e6:,.1f} MB, {rows:,} rows, {documents:,} documents; read back, all is whole"
    )
    if with_keys:
        click.echo("The keys are in it: keep it where only you can read it.")
    else:
        click.echo("The keys are not in it: keep TAIZHANG_FIELD_KEY, or field.key of TAIZHANG_DATA, elsewhere.")
    for name in made.left_out:
        click.echo(f"left out: {name} was altered or cannot be read; take it from an older backup", err=True)
    sys.exit(1 if made.left_out else 0)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Move what is there aside first; else only into an empty place.")
@click.option("--check", is_flag=True, help="Only read the file and say whether it is whole.")
def restore(file: Path, replace: bool, check: bool) -> None:
    """Restore a backup: verify it, put it in place, verify the journal (恢复).

    Exit status 1 where nothing was restored, or the restored journal has faults.
    """
    platform.setup()
    from django.utils import timezone

    from taizhang.web.backup import unpack
    from taizhang.web.dumps import Trouble
    from taizhang.web.restore import restore as put_back

    try:
        if check:
            found = unpack(file, None)
            click.echo(f"{file} is whole: {len(found.members):,} members, made {found.made} by version {found.version}")
            return
        done = put_back(file, replace=replace, now=timezone.localtime())
    except Trouble as trouble:
        raise click.ClickException(str(trouble)) from None
    rows = sum(done.manifest.counts.tables.values())
    click.echo(f"restored {rows:,} rows and {len(done.manifest.members) - 1:,} files of {done.manifest.made}")
    for moved in done.aside:
        click.echo(f"moved aside: {moved}")
    if done.migrated:
        click.echo(f"brought up to this version: {', '.join(done.migrated)}")
    if done.field_key_differs:
        click.echo(
            "The key of personal data is not the one the backup was made with: put the old one into TAIZHANG_FIELD_KEY,"
            " or field.key into TAIZHANG_DATA.",
            err=True,
        )
    for fault in done.journal.found:
        click.echo(str(fault), err=True)
    whole = "is whole" if done.journal.sound else f"has {done.journal.faults:,} faults"
    click.echo(f"the journal {whole}: {done.journal.entries:,} entries in {done.journal.chains:,} chains")
    sys.exit(0 if done.journal.sound else 1)
