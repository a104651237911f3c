"""Which database the ledger is kept in, from one address."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from taizhang.toolkit.env import SettingError

SAFE_SQLITE = (3, 51, 3)  # older ones may corrupt a WAL: sqlite.org/wal.html#walresetbug
PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous={synchronous};PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;"
)


def database(address: str, folder: Path, *, durable: bool = False) -> dict[str, Any]:
    """Django's entry for ``postgresql://user:password@host:port/name`` or ``sqlite:///path``; "" is a file in `folder`.

    `durable` makes SQLite wait for the disk at each commit, so that not even a power cut loses the last ones. Raises
    SettingError for an address that cannot be.
    """
    parts = urlsplit(address)
    if not address or parts.scheme == "sqlite":
        path = Path(unquote(parts.path[1:])) if address else folder / "taizhang.db"
        if address and (parts.netloc or not parts.path.strip("/")):
            raise SettingError("TAIZHANG_DATABASE: write sqlite:///path.db, or sqlite:////path.db from the root")
        return _sqlite(path, durable)
    if parts.scheme in ("postgresql", "postgres"):
        name = unquote(parts.path.strip("/"))
        if not name or not parts.hostname:
            raise SettingError("TAIZHANG_DATABASE: write postgresql://user:password@host:port/name")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname,
            "PORT": str(parts.port or 5432),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise SettingError(
        f"TAIZHANG_DATABASE: {parts.scheme or address!r} is no database here: postgresql:// or sqlite:///"
    )


def address(entry: Mapping[str, Any]) -> str:
    """The address of Django's entry of a database: what `database` was given for it."""
    if entry["ENGINE"].endswith("sqlite"):
        return f"sqlite:///{Path(entry['NAME']).absolute()}"
    who = quote(entry["USER"], safe="") + (f":{quote(entry['PASSWORD'], safe='')}" if entry["PASSWORD"] else "")
    return f"postgresql://{who}@{entry['HOST']}:{entry['PORT']}/{quote(entry['NAME'], safe='')}"


def _sqlite(path: Path, durable: bool) -> dict[str, Any]:
    _swap_sqlite()
    return {
        "ENGINE": "taizhang.toolkit.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": PRAGMAS.format(synchronous="FULL" if durable else "NORMAL"),
        },
        # Tests have a file, so that several processes can share it; each run of the tests has its own.
        "TEST": {"NAME": str(Path(gettempdir()) / f"taizhang-test-{os.getpid()}.db")},
    }


def _swap_sqlite() -> None:
    """Put a safe SQLite in the place of the interpreter's own, before Django looks for one."""
    import sqlite3

    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return
    try:
        import pysqlite3  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ModuleNotFoundError:
        return  # `taizhang doctor` says so
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
