"""The key that signs checkpoints: ``journal.key`` in the data folder, made when it is first needed."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


class KeyTrouble(Exception):
    """The key cannot be used; the message says what to do."""


def path() -> Path:
    """Where the key lies."""
    return Path(settings.DATA) / "journal.key"


def signer() -> Ed25519PrivateKey:
    """The private key; made, readable by its owner alone, where there is none. Raises KeyTrouble."""
    file = path()
    if not file.exists():
        _make(file)
    return _load(file)


def public() -> str | None:
    """The public key in hexadecimal; None where no key was made yet. Raises KeyTrouble."""
    return public_of(_load(path())) if path().exists() else None


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half in hexadecimal: 32 bytes."""
    return key.public_key().public_bytes_raw().hex()


def is_signed(form: bytes, signature: str, key: str) -> bool:
    """Whether `signature` over `form` was made with the private half of `key`; both in hexadecimal."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), form)
    except (InvalidSignature, ValueError):
        return False
    return True


def _make(file: Path) -> None:
    """Write a new key in one step: a process that makes one at the same time gets the same in the end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(pem)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(new, file)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def _load(file: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise KeyTrouble(f"{file} is no readable key ({error}): put it back from the backup") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyTrouble(f"{file} is no Ed25519 key: put the right one back from the backup")
    return key
