"""The database of the ledger as one file, and back: the two kinds of databases, and what is counted to compare."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from django.db import DatabaseError, connection, connections

from taizhang.journal.canonical import head_line

SQLITE, POSTGRESQL = "sqlite", "postgresql"
MEMBER = {SQLITE: "database.sqlite3", POSTGRESQL: "database.dump"}
ASIDE = "before_"  # what begins the name of a schema that a restore has moved out of the way


class Trouble(Exception):
    """What cannot be backed up or restored; the message says what to do."""


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the database holds: enough to see that a restored one is the same."""

    migrations: tuple[str, ...]  # app.name, in order
    tables: dict[str, int]  # rows
    heads: str  # SHA-256 over the heads of all chains of the journal, as a checkpoint counts them
    checkpoint: int  # number of the last one; 0 for none


def dump(to: Path) -> Counts:
    """Write the database as it is at one moment into a new file, while others write on; what it holds. Raises Trouble."""
    return _dump_sqlite(to) if connection.vendor == SQLITE else _dump_postgresql(to)


def is_empty() -> bool:
    """Whether nothing was ever set up in the database of the settings."""
    if connection.vendor == SQLITE and not Path(connection.settings_dict["NAME"]).exists():
        return True
    return not connection.introspection.table_names()


def move_aside(stamp: str) -> str:
    """Move what is in the database out of the way; its new name. Raises Trouble while others use it."""
    if connection.vendor == SQLITE:
        return _aside_sqlite(stamp)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        if others := cursor.fetchone()[0]:
            raise Trouble(f"{others} others are connected to the database: stop the server and the workers first")
        cursor.execute(f'ALTER SCHEMA public RENAME TO "{ASIDE}{stamp}"; CREATE SCHEMA public')
    return f"the schema {ASIDE}{stamp} of the same database"


def move_back(stamp: str) -> None:
    """Undo `move_aside`, and drop what was loaded meanwhile."""
    if connection.vendor == SQLITE:
        path = Path(connection.settings_dict["NAME"])
        connections.close_all()
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        os.replace(_beside(path, stamp), path)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA public CASCADE; ALTER SCHEMA "{ASIDE}{stamp}" RENAME TO public')


def load(dumped: Path) -> Counts:
    """Put a dump into the empty database; what is in it then. Raises Trouble, and then nothing was loaded."""
    if connection.vendor == SQLITE:
        return _load_sqlite(dumped)
    tool = _tool("pg_restore")
    run = _run(
        [tool, "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction", "--dbname", _name(), str(dumped)]
    )
    if run.returncode:
        raise Trouble(f"pg_restore failed: {run.stderr.strip()[:600]}")
    with connection.cursor() as cursor:
        return _counts(cursor, POSTGRESQL)


def _counts(cursor: Any, kind: str) -> Counts:
    if kind == SQLITE:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    else:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    tables = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        tables[name] = cursor.fetchone()[0]
    if "journal_chain" not in tables:
        raise Trouble("the database was not set up: taizhang setup")
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    migrations = tuple(f"{app}.{name}" for app, name in cursor.fetchall())
    cursor.execute("SELECT coalesce(max(number), 0) FROM journal_checkpoint")
    checkpoint = cursor.fetchone()[0]
    digest = sha256()
    cursor.execute("SELECT kind, key, length, head FROM journal_chain ORDER BY id")
    while rows := cursor.fetchmany(5000):
        for row in rows:
            digest.update(head_line(*row))
    return Counts(migrations, tables, digest.hexdigest(), checkpoint)


def _dump_sqlite(to: Path) -> Counts:
    import sqlite3  # the safe one, which the settings have put in its place

    path = Path(connection.settings_dict["NAME"])
    if not path.exists():
        raise Trouble(f"there is no database {path}: taizhang setup makes it; TAIZHANG_DATA says where it is")
    source, target = sqlite3.connect(str(path), timeout=20), sqlite3.connect(str(to))
    try:
        source.backup(target)  # all pages within one reading transaction: writers go on
        target.execute("PRAGMA journal_mode=DELETE")
        return _checked_sqlite(target, path)
    except sqlite3.DatabaseError as error:
        raise Trouble(f"{path} cannot be read ({error}): take the last good backup") from None
    finally:
        source.close()
        target.close()


def _checked_sqlite(opened: Any, path: Path) -> Counts:
    found = opened.execute("PRAGMA integrity_check(3)").fetchall()
    if found != [("ok",)]:
        words = "; ".join(str(row[0]) for row in found)
        raise Trouble(f"{path} is damaged ({words}): keep it aside, and take the last good backup")
    return _counts(opened.cursor(), SQLITE)


def _load_sqlite(dumped: Path) -> Counts:
    import sqlite3  # the safe one, which the settings have put in its place

    opened = sqlite3.connect(str(dumped))
    try:
        counts = _checked_sqlite(opened, dumped)
    except sqlite3.DatabaseError as error:
        raise Trouble(f"the database in the backup cannot be opened ({error})") from None
    finally:
        opened.close()
    path = Path(connection.settings_dict["NAME"])
    connections.close_all()
    for end in ("", "-wal", "-shm"):  # of a file without a table
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.move(dumped, path)
    return counts


def _aside_sqlite(stamp: str) -> str:
    """In one file: SQLite folds its log into it, which it refuses as long as anybody has the database open."""
    import sqlite3  # the safe one, which the settings have put in its place

    path = Path(connection.settings_dict["NAME"])
    connections.close_all()
    opened = sqlite3.connect(str(path), timeout=0)
    try:
        (mode,) = opened.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        mode = "wal"
    except sqlite3.DatabaseError:
        mode = "delete"  # it is so damaged that it is no database; moved as it is
    finally:
        opened.close()
    if mode != "delete":
        raise Trouble(f"others have {path} open: stop the server and the workers first")
    os.replace(path, aside := _beside(path, stamp))
    return str(aside)


def _beside(path: Path, stamp: str) -> Path:
    return path.with_name(f"{ASIDE}{stamp}-{path.name}")


def _dump_postgresql(to: Path) -> Counts:
    tool = _tool("pg_dump")
    with _snapshot() as (cursor, snapshot):
        counts = _counts(cursor, POSTGRESQL)
        command = [tool, "--format=custom", "--no-owner", "--no-acl", f"--exclude-schema={ASIDE}*"]
        run = _run([*command, f"--snapshot={snapshot}", "--file", str(to), _name()])
    if run.returncode:
        raise Trouble(f"pg_dump failed: {run.stderr.strip()[:600]}")
    if _run([_tool("pg_restore"), "--list", str(to)]).returncode:
        raise Trouble("pg_restore cannot read what pg_dump wrote: is the disk full?")
    return counts


@contextmanager
def _snapshot() -> Iterator[tuple[Any, str]]:
    """A connection of its own that sees one moment, and the name by which pg_dump sees the same."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            yield cursor, cursor.fetchone()[0]
            cursor.execute("ROLLBACK")
    except DatabaseError as error:
        raise Trouble(f"the database cannot be read ({str(error).strip()}): is TAIZHANG_DATABASE right?") from None
    finally:
        own.close()


def _tool(name: str) -> str:
    """The program of PostgreSQL, not older than the server. Raises Trouble that says how to install it."""
    server = connection.pg_version // 10_000  # type: ignore[attr-defined]
    package = f"install the package postgresql-client-{server} (Debian: apt-get install postgresql-client-{server})"
    if not (path := shutil.which(name)):
        raise Trouble(f"{name} is not installed here: {package}")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=60).stdout
    found = re.search(r"(\d+)", said)
    if not found or int(found[1]) < server:
        raise Trouble(f"{said.strip() or name} is older than the server, which is PostgreSQL {server}: {package}")
    return path


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    there = connection.settings_dict
    access = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(there[key]) for name, key in access.items() if there[key]}
    return subprocess.run(command, env=os.environ | given, capture_output=True, text=True, check=False)
