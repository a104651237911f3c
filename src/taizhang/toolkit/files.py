"""Files kept by their digest below ``settings.DATA``: what is there is never changed, the same bytes are kept once."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(data: bytes) -> str:
    """Put `data` on the disk; its SHA-256. Whoever sees the name sees all the bytes."""
    digest = hashlib.sha256(data).hexdigest()
    path = where(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)
    return digest


def fetch(digest: str) -> bytes:
    """The bytes of a digest. Raises FileNotFoundError where they are not here, ValueError where they were altered."""
    data = where(digest).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError(f"the file {digest} is not what was kept under this name")
    return data


def where(digest: str) -> Path:
    """The path of a digest's file."""
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no digest")
    return Path(settings.DATA) / "files" / digest[:2] / digest
