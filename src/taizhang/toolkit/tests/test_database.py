"""The address of the database, and the gate of SQLite."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from taizhang.toolkit.database import SAFE_SQLITE, address, database
from taizhang.toolkit.env import SettingError
from taizhang.toolkit.models import Job

HERE = Path("var")
ADDS = """
import sys, django
django.setup()
from django.db import transaction
from taizhang.toolkit.models import Job
for _ in range(int(sys.argv[2])):
    with transaction.atomic():
        found = Job.objects.select_for_update().get(pk=sys.argv[1])
        Job.objects.filter(pk=found.pk).update(attempts=found.attempts + 1)
"""


def test_without_an_address_the_ledger_is_a_file() -> None:
    assert database("", HERE)["NAME"] == str(HERE / "taizhang.db")
    assert database("sqlite:////srv/ledger.db", HERE)["NAME"] == "/srv/ledger.db"


def test_an_address_of_postgresql_is_taken_apart() -> None:
    entry = database("postgresql://li:p%40ss@db.example:5433/ledger", HERE)
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"], entry["NAME"]) == (
        "li", "p@ss", "db.example", "5433", "ledger",
    )  # fmt: skip


@pytest.mark.parametrize("address", ["mysql://a/b", "postgresql://db.example", "sqlite://ledger.db", "nonsense"])
def test_an_address_that_cannot_be_says_how_to_write_it(address: str) -> None:
    with pytest.raises(SettingError, match="TAIZHANG_DATABASE"):
        database(address, HERE)


@pytest.mark.django_db
def test_sqlite_is_a_version_that_does_not_corrupt_its_wal() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = cursor.execute("SELECT sqlite_version()").fetchone()[0]
        assert tuple(map(int, found.split("."))) >= SAFE_SQLITE


@pytest.mark.parametrize("given", ["sqlite:////srv/ledger.db", "postgresql://li:p%40ss@db.example:5433/ledger"])
def test_an_address_survives_the_way_there_and_back(given: str) -> None:
    assert address(database(given, HERE)) == given


@pytest.mark.django_db(transaction=True)
def test_writers_in_several_processes_lose_nothing() -> None:
    job = Job.objects.create(kind="count", due="2026-01-01T00:00:00Z")
    environment = os.environ | {"TAIZHANG_DATABASE": address(connection.settings_dict)}
    command = [sys.executable, "-c", ADDS, str(job.pk), "50"]
    writers = [subprocess.Popen(command, env=environment) for _ in range(4)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0, 0]
    job.refresh_from_db()
    assert job.attempts == 200
