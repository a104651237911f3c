"""From a backup to a ledger that runs: verified before anything is touched, and once more when all is in place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from taizhang.journal.types import Report
from taizhang.journal.verify import verify
from taizhang.toolkit import secret
from taizhang.web.backup import KEYS, Manifest, field_fingerprint, unpack
from taizhang.web.dumps import MEMBER, Trouble, is_empty, load, move_aside, move_back


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, what was moved out of the way, and whether the journal is whole."""

    manifest: Manifest
    aside: tuple[str, ...]
    migrated: tuple[str, ...]  # brought up to date: app.name
    journal: Report
    field_key_differs: bool  # personal data cannot be read with the key that is here


def restore(file: Path, *, replace: bool, now: datetime) -> Restored:
    """Restore a backup into an empty place; with `replace` what is there is moved aside first. Raises Trouble.

    Where it raises, what was there before is there still.
    """
    data, stamp = Path(settings.DATA), f"{now:%Y%m%d_%H%M%S}"
    filled = _filled(data)
    if filled and not replace:
        raise Trouble(
            f"{' and '.join(filled)} hold a ledger already, nothing was touched: restore into an empty place"
            " (TAIZHANG_DATA, TAIZHANG_DATABASE), or move what is there aside with --replace"
        )
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder:
        staged = Path(folder)
        manifest = unpack(file, staged)
        missing = _missing(manifest)
        aside = _place(staged, manifest, data, stamp)
    secret._read.cache_clear()  # go on with the key that is there now
    connections.close_all()
    call_command("migrate", interactive=False, verbosity=0)
    here = field_fingerprint()
    return Restored(manifest, tuple(aside), missing, verify(), bool(manifest.field_key) and here != manifest.field_key)


def _filled(data: Path) -> list[str]:
    """Where there is something already."""
    database = [] if is_empty() else [f"the database {connection.settings_dict['NAME']}"]
    files = data / "files"
    return database + ([str(files)] if files.is_dir() and any(files.iterdir()) else [])


def _missing(manifest: Manifest) -> tuple[str, ...]:
    """The migrations that the backup has not seen. Raises Trouble for another kind of database, or a newer version."""
    if manifest.engine != connection.vendor:
        kinds = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise Trouble(
            f"the backup is of {kinds.get(manifest.engine, manifest.engine)}, TAIZHANG_DATABASE names"
            f" {kinds[connection.vendor]}: restore into the kind it was made of"
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if newer := sorted(set(manifest.counts.migrations) - known):
        raise Trouble(
            f"the backup was made by version {manifest.version}, which is newer than this one (it has {newer[0]}):"
            " install that version, then restore"
        )
    return tuple(sorted(known - set(manifest.counts.migrations)))


def _place(staged: Path, manifest: Manifest, data: Path, stamp: str) -> list[str]:
    """Database, documents and keys to where they belong; what was moved aside."""
    aside = []
    with _old_database(stamp) as moved:
        aside += moved
        if load(staged / MEMBER[manifest.engine]) != manifest.counts:
            raise Trouble("what was loaded is not what the manifest says: nothing was kept of it, take another backup")
        files = data / "files"
        if files.exists():
            os.replace(files, old := data / f"before_{stamp}-files")
            aside.append(str(old))
        if (staged / "files").exists():
            os.replace(staged / "files", files)
        for key in KEYS:
            if (new := staged / "keys" / key).exists():
                aside += _put_key(new, data / key, stamp)
    return aside


@contextmanager
def _old_database(stamp: str) -> Iterator[list[str]]:
    """The database moved aside, and back where the body fails."""
    if is_empty():
        yield []
        return
    moved = move_aside(stamp)
    try:
        yield [moved]
    except BaseException:
        move_back(stamp)
        raise


def _put_key(new: Path, to: Path, stamp: str) -> list[str]:
    moved = []
    if to.exists() and to.read_bytes() != new.read_bytes():
        os.replace(to, old := to.with_name(f"before_{stamp}-{to.name}"))
        moved.append(str(old))
    os.replace(new, to)
    return moved
