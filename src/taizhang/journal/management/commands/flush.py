"""``flush`` empties the whole database, the journal included, for which its triggers step aside."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from taizhang.journal import guards
from taizhang.journal.models import Entry


class Command(flush.Command):
    """Django's, with the journal's triggers put aside."""

    def handle(self, **options: Any) -> None:
        """Empty the tables."""
        connection = connections[options["database"]]
        if Entry._meta.db_table not in connection.introspection.table_names():
            super().handle(**options)
            return
        with guards.aside(connection):
            super().handle(**options)
