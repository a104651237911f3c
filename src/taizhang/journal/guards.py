"""Triggers with which the database itself refuses to change or delete what was written.

Whoever owns the database can drop them. They stop slips and programs; `verify` finds what an owner did.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

KEPT = ("journal_entry", "journal_checkpoint")
SAID = "the journal is append-only"

POSTGRESQL = [
    f"""CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    *(
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        for table in KEPT
    ),
    "CREATE TRIGGER journal_chain_kept BEFORE UPDATE OF id, kind, key OR DELETE OR TRUNCATE ON journal_chain "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
]
POSTGRESQL_DROP = [
    *(f"DROP TRIGGER IF EXISTS {table}_kept ON {table}" for table in (*KEPT, "journal_chain")),
    "DROP FUNCTION IF EXISTS journal_refuse()",
]
SQLITE = [
    f"CREATE TRIGGER {table}_kept_{verb.lower()} BEFORE {verb}{of} ON {table} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    for table, of in (*((table, "") for table in KEPT), ("journal_chain", " OF id, kind, key"))
    for verb, of in (("UPDATE", of), ("DELETE", ""))
]
SQLITE_DROP = [
    f"DROP TRIGGER IF EXISTS {table}_kept_{verb}" for table in (*KEPT, "journal_chain") for verb in ("update", "delete")
]


def put_up(connection: Any) -> None:
    """Create the triggers."""
    _run(connection, POSTGRESQL if connection.vendor == "postgresql" else SQLITE)


def take_down(connection: Any) -> None:
    """Drop the triggers."""
    _run(connection, POSTGRESQL_DROP if connection.vendor == "postgresql" else SQLITE_DROP)


@contextmanager
def aside(connection: Any) -> Iterator[None]:
    """Without the triggers for a while, for whoever empties the whole database. They come back whatever happens."""
    with transaction.atomic(using=connection.alias):
        take_down(connection)
        yield
        put_up(connection)


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # what waits for the commit to be checked would be in the way
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in statements:
            cursor.execute(statement)
