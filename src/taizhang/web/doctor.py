"""How the platform is on this machine: each finding says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

import django
from django.db import DatabaseError, connection

from taizhang.toolkit.env import SettingError

FREE = 2 << 30  # bytes that the disk should have left
SPARE = 256 << 20  # bytes below which nothing can be relied on
LATE = timedelta(minutes=5)  # how long a job may wait for a worker
SEALED = timedelta(days=8)  # how old the last checkpoint may be
ZONE = timedelta(hours=8)
SKEW = 2.0  # seconds between the clock of the database and ours

Grade = Literal["ok", "note", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    grade: Grade
    about: str
    words: str


def findings() -> Iterator[Finding]:
    """Everything looked at, in an order in which what depends on something comes after it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
    try:
        django.setup()
    except SettingError as error:
        yield Finding("bad", "settings", f"{error}")
        return
    yield from _settings()
    yield from _database()
    yield from _disk()
    yield from _rights()
    yield from _machine()


def _settings() -> Iterator[Finding]:
    from django.conf import settings

    from taizhang.web.settings import LOOPBACK

    if LOOPBACK.issuperset(settings.ALLOWED_HOSTS):
        debug = ", with Django's debug pages" if settings.DEBUG else ""
        yield Finding("ok", "settings", f"for this machine alone{debug}")
        return
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("bad", "settings", "TAIZHANG_HOSTS takes any name: write those the server is called by")
    elif not settings.HTTPS:
        yield Finding(
            "bad", "settings", f"open as {hosts}, passwords unprotected: HTTPS by a proxy, TAIZHANG_HTTPS=yes"
        )
    else:
        yield Finding("ok", "settings", f"open as {hosts}, by HTTPS")
    if not settings.FIELD_KEY:
        path = Path(settings.DATA) / "field.key"
        yield Finding(
            "note", "settings", f"personal data hang on {path}: keep a copy elsewhere, or set TAIZHANG_FIELD_KEY"
        )


def _database() -> Iterator[Finding]:
    from taizhang.web.views import database_state

    if connection.vendor == "sqlite":
        yield from _sqlite()
    if (state := database_state()) == "unreachable":
        yield Finding("bad", "database", "it does not answer: is it running, and is TAIZHANG_DATABASE right?")
        return
    if state != "ok":
        yield Finding("bad", "database", "it was not set up, or by an older version: taizhang setup")
        return
    if connection.vendor == "postgresql":
        number = connection.pg_version  # type: ignore[attr-defined]
        yield Finding("ok", "database", f"PostgreSQL {number // 10_000}.{number % 10_000}, all migrations")
        yield from _clock()
        if not shutil.which("pg_dump"):
            words = f"pg_dump is missing, without it there is no backup: apt-get install postgresql-client-{number // 10_000}"
            yield Finding("bad", "backup", words)
    else:
        yield Finding("ok", "database", f"{connection.settings_dict['NAME']}, all migrations")
    try:
        yield from _county()
        yield from _worker()
        yield from _journal()
    except DatabaseError as error:
        yield Finding("bad", "database", f"it cannot be asked ({str(error).strip()}): taizhang restore, from a backup")


def _sqlite() -> Iterator[Finding]:
    import sqlite3  # the safe one, which the settings have put in its place

    from taizhang.toolkit.database import SAFE_SQLITE

    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        words = f"{version} may corrupt its write-ahead log: pip install pysqlite3, or use PostgreSQL"
        yield Finding("bad", "SQLite", words)
    else:
        yield Finding("ok", "SQLite", version)


def _clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    if apart > SKEW:
        words = f"{apart:.0f} s apart from the database's: run chrony or systemd-timesyncd on both"
        yield Finding("bad", "clock", words)


def _county() -> Iterator[Finding]:
    from taizhang.organisation.models import Person, Unit

    if not Unit.objects.filter(kind="county").exists():
        yield Finding("bad", "county", "there is none yet: taizhang setup --county NAME --code CODE")
    elif not Person.objects.filter(active=True).exists():
        yield Finding("bad", "county", "nobody can sign in: taizhang restore, from a backup")


def _worker() -> Iterator[Finding]:
    from django.db.models import Q
    from django.utils import timezone

    from taizhang.toolkit.models import Job

    now = timezone.now()
    opened = Job.objects.filter(ended=None)
    late = opened.filter(Q(claimed_until=None) | Q(claimed_until__lt=now), due__lt=now - LATE).count()
    if late:
        words = f"{late:,} jobs wait longer than {LATE.seconds // 60} minutes: run taizhang serve, or taizhang worker"
        yield Finding("bad", "worker", words)
    elif not Job.objects.exists():
        yield Finding("note", "worker", "none has run yet; it runs beside taizhang serve")
    else:
        yield Finding("ok", "worker", f"{opened.count():,} jobs are open, none is late")
    given_up = Job.objects.filter(ended__gt=now - timedelta(days=7)).exclude(problem="")
    for kind, subject in given_up.values_list("kind", "subject")[:5]:
        words = f"{kind} {subject} was given up within the last 7 days: its reason is in the log"
        yield Finding("note", "worker", words)


def _journal() -> Iterator[Finding]:
    from django.utils import timezone

    from taizhang.journal.models import Checkpoint, Entry

    last = Checkpoint.objects.order_by("number").last()
    if last is None:
        if Entry.objects.exists():
            yield Finding("note", "journal", "no checkpoint was made yet: taizhang journal checkpoint --out FILE")
        return
    age = timezone.now() - last.at
    if age > SEALED:
        words = f"the last checkpoint is {age.days} days old: taizhang journal checkpoint --out FILE"
        yield Finding("note", "journal", words)
    else:
        yield Finding("ok", "journal", f"checkpoint {last.number} of {timezone.localtime(last.at):%Y-%m-%d %H:%M}")


def _disk() -> Iterator[Finding]:
    from django.conf import settings

    data = Path(settings.DATA)
    if not data.is_dir() or not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        yield Finding("bad", "disk", f"{data.absolute()} cannot be written to: make it, owned by the server's account")
        return
    free = shutil.disk_usage(data).free
    words = f"{free / (1 << 30):,.1f} GB free at {data.absolute()}"
    if free < FREE:
        yield Finding(
            "bad" if free < SPARE else "note", "disk", f"{words}: move old backups away, or give it more room"
        )
    else:
        yield Finding("ok", "disk", words)


def _rights() -> Iterator[Finding]:
    """Keys and the ledger are for the server's account alone."""
    from django.conf import settings

    from taizhang.web.backup import KEYS

    data = Path(settings.DATA)
    open_to_all = [path for name in KEYS if (path := data / name).exists() and path.stat().st_mode & 0o077]
    for path in open_to_all:
        yield Finding("bad", "rights", f"{path} can be read by others: chmod 600 {path}")
    if data.is_dir() and data.stat().st_mode & 0o007:
        yield Finding("note", "rights", f"{data} can be entered by others: chmod 700 {data}")
    elif not open_to_all:
        yield Finding("ok", "rights", "keys and folder are for this account alone")


def _machine() -> Iterator[Finding]:
    offset = timedelta(seconds=time.localtime().tm_gmtoff)
    if time.time() < 1_760_000_000:  # a machine that has lost its battery
        yield Finding(
            "bad", "clock", f"it says {time.strftime('%Y-%m-%d')}: set it, and run chrony or systemd-timesyncd"
        )
    elif offset != ZONE:
        words = "the machine is not on Beijing time; pages and deadlines are, only timers of the system are apart"
        yield Finding("note", "clock", f"{words}: timedatectl set-timezone Asia/Shanghai")
    else:
        yield Finding("ok", "clock", time.strftime("%Y-%m-%d %H:%M, Beijing time"))
    if fonts := _fonts():
        yield Finding("ok", "fonts", f"{fonts} for Chinese")
    else:
        yield Finding("note", "fonts", "none for Chinese, printed files may lack them: apt-get install fonts-noto-cjk")


def _fonts() -> int:
    try:
        command = ["fc-list", ":lang=zh", "family"]
        listed = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
    except OSError:
        return 0
    return len(listed.splitlines())
