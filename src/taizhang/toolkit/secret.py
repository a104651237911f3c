"""Personal data at rest: encrypted in the database, masked on the page.

The keys are those of ``settings.FIELD_KEY``, parted by commas: the first encrypts, all decrypt, so that a new key is put
before the old ones and `renewed` brings the rows over. Without the setting a key is made once in ``settings.DATA``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from taizhang.toolkit.env import SettingError
from taizhang.toolkit.keyfile import kept

SHORTEST = 32  # letters of a key
FILE = "field.key"
PHONE = re.compile(r"1\d{10}")
IDENTITY = re.compile(r"\d{17}[\dXx]")


class EncryptedText(models.TextField):  # type: ignore[type-arg]  # it takes no parameters when it runs
    """Text that stands encrypted in the table. It cannot be searched or sorted by; "" stays ""."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """What was encrypted."""
        return opened(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        """What goes into the table."""
        return sealed(str(value)) if value else value


def sealed(text: str) -> str:
    """`text` encrypted and authenticated (Fernet), as ASCII."""
    return _cipher().encrypt(text.encode()).decode()


def opened(token: str) -> str:
    """What `sealed` was given. Raises SettingError where no key fits or the token was altered."""
    try:
        return _cipher().decrypt(token.encode()).decode()
    except InvalidToken:
        raise SettingError(
            "a field cannot be decrypted: TAIZHANG_FIELD_KEY (or field.key in TAIZHANG_DATA) is not the key it was "
            "written with; put the old key behind the new one, parted by a comma"
        ) from None


def renewed(token: str) -> str:
    """The same text under the first key."""
    return _cipher().rotate(token.encode()).decode()


def current(token: str) -> bool:
    """Whether the first key opens it, so that the others are not needed for it."""
    try:
        _made(_keys()[:1]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def masked(text: str) -> str:
    """A telephone or identity number with its middle hidden: 138****1234, 110101********1234; of others the last two."""
    if PHONE.fullmatch(text):
        return f"{text[:3]}****{text[-4:]}"
    if IDENTITY.fullmatch(text):
        return f"{text[:6]}********{text[-4:]}"
    return "*" * max(len(text) - 2, 4) + text[-2:] if text else ""


def _cipher() -> MultiFernet:
    return _made(_keys())


def _keys() -> tuple[str, ...]:
    keys = tuple(key for part in settings.FIELD_KEY.split(",") if (key := part.strip()))
    return keys or (_read(Path(settings.DATA) / FILE),)


@lru_cache(maxsize=8)
def _made(keys: tuple[str, ...]) -> MultiFernet:
    if any(len(key) < SHORTEST for key in keys):
        raise SettingError(f"TAIZHANG_FIELD_KEY: write {SHORTEST} random letters or more for each key")
    digests = (hashlib.sha256(b"taizhang.field\0" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


@lru_cache(maxsize=8)
def _read(path: Path) -> str:
    return kept(path)
