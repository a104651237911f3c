"""One file that holds the ledger: its database as of one moment, its documents, and what they must be.

A tar archive: ``manifest.sha256``, ``manifest.json``, the database, ``files/…`` and, if asked for, ``keys/…``. The manifest
names every member with its SHA-256, so that whoever reads it back knows which one is damaged.
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import IO

import msgspec
from django.conf import settings
from django.db import connection

from taizhang.toolkit.files import DIGEST
from taizhang.web.dumps import MEMBER, Counts, Trouble, dump

FORMAT = "taizhang.backup/1"
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
KEYS = ("secret.key", "field.key", "journal.key")
PIECE = 1 << 20  # bytes read at a time
LARGEST_MANIFEST = 1 << 28


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file in the backup."""

    name: str
    size: int  # bytes
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the backup holds."""

    format: str
    version: str  # of Taizhang
    made: str  # ISO 8601
    engine: str  # sqlite, postgresql
    counts: Counts
    field_key: str  # the start of a digest over the key that opens personal data, to know it by; "" where none was made
    with_keys: bool
    left_out: tuple[str, ...]  # documents that are no longer what was kept
    members: tuple[Member, ...]

    @property
    def size(self) -> int:
        """Bytes of all members."""
        return sum(member.size for member in self.members)


def backup(out: Path, *, with_keys: bool, now: datetime) -> Manifest:
    """Write the ledger into a new file while people work on, and read it back from the disk. Raises Trouble."""
    if out.exists():
        raise Trouble(f"{out} is there already, nothing was written: give another name with --out")
    part = out.with_name(out.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=out.absolute().parent, prefix=".taizhang-") as folder:
            database = Path(folder) / MEMBER[connection.vendor]
            counts = dump(database)  # before the documents: each one that it names was on the disk by then
            sources, left_out = _sources(database, with_keys)
            members = tuple(Member(name, path.stat().st_size, digest) for name, path, digest in sources)
            made = Manifest(
                FORMAT, version("taizhang"), now.isoformat(timespec="seconds"), connection.vendor, counts,
                field_fingerprint(), with_keys, left_out, members,
            )  # fmt: skip
            _write(part, made, [path for _, path, _ in sources])
        read_back = unpack(part, None)
        os.replace(part, out)
    except OSError as error:
        raise Trouble(f"{out} cannot be written ({error.strerror}): is there room, and a folder to write to?") from None
    finally:
        part.unlink(missing_ok=True)
    return read_back


def unpack(file: Path, to: Path | None) -> Manifest:
    """Read every byte of a backup and compare; with `to`, a folder, its members are put there. Raises Trouble."""
    try:
        with tarfile.open(file, "r:") as tar:
            seal, text = _small(tar, SEAL, file), _small(tar, MANIFEST, file)
            if seal != _seal(text):
                raise Trouble(f"{file}: {MANIFEST} is damaged; take another backup")
            manifest = _manifest(text, file)
            for member in manifest.members:
                _take(tar, member, file, to / member.name if to else None)
            return manifest
    except tarfile.TarError as error:
        raise Trouble(f"{file} is no backup, or its beginning ({SEAL}) is damaged: {error}") from None
    except OSError as error:
        raise Trouble(f"{file} cannot be read ({error.strerror or error})") from None


def field_fingerprint() -> str:
    """Eight letters to know the key of personal data by; they say nothing of the key."""
    path = Path(settings.DATA) / "field.key"
    key = settings.FIELD_KEY.split(",")[0].strip() or (path.read_text("ascii").strip() if path.exists() else "")
    return sha256(b"taizhang.fingerprint\0" + key.encode()).hexdigest()[:8] if key else ""


def _sources(database: Path, with_keys: bool) -> tuple[list[tuple[str, Path, str]], tuple[str, ...]]:
    """Name, path and digest of what goes in, and the names of documents that were altered on the disk."""
    found, left_out = [(database.name, database, _digest(database))], []
    for path in _documents():
        name = f"files/{path.parent.name}/{path.name}"
        if _is_as_kept(path):
            found.append((name, path, path.name))
        else:
            left_out.append(name)
    for key in KEYS if with_keys else ():
        if (path := Path(settings.DATA) / key).exists():
            found.append((f"keys/{key}", path, _digest(path)))
    return found, tuple(left_out)


def _documents() -> Iterator[Path]:
    """Every document; not what is being written at the moment."""
    return (path for path in sorted((Path(settings.DATA) / "files").glob("??/*")) if DIGEST.fullmatch(path.name))


def _is_as_kept(path: Path) -> bool:
    try:
        return _digest(path) == path.name
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return _copied(file, None)


def _copied(source: IO[bytes], to: IO[bytes] | None) -> str:
    digest = sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        if to:
            to.write(piece)
    return digest.hexdigest()


def _write(part: Path, made: Manifest, paths: list[Path]) -> None:
    """The archive, on the disk and out of the memory, so that reading it back reads what is there."""
    text = msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
    with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name, small in ((SEAL, _seal(text)), (MANIFEST, text)):
                _add(tar, name, len(small), io.BytesIO(small))
            for member, path in zip(made.members, paths, strict=True):
                with path.open("rb") as file:
                    _add(tar, member.name, member.size, file)
        raw.flush()
        os.fsync(raw.fileno())
        with suppress(AttributeError, OSError):  # not on every system
            os.posix_fadvise(raw.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _add(tar: tarfile.TarFile, name: str, size: int, file: IO[bytes]) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    tar.addfile(info, file)


def _seal(text: bytes) -> bytes:
    """As ``sha256sum -c`` reads it."""
    return f"{sha256(text).hexdigest()}  {MANIFEST}\n".encode()


def _manifest(text: bytes, file: Path) -> Manifest:
    try:
        found = msgspec.json.decode(text, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Trouble(f"{file}: {MANIFEST} is damaged, or of another version ({error})") from None
    if found.format != FORMAT:
        raise Trouble(f"{file} is of the form {found.format!r}; this version reads {FORMAT!r}")
    if strange := next((m.name for m in found.members if not _is_ours(m.name)), None):
        raise Trouble(f"{file}: {strange!r} is no member of a backup")
    return found


def _is_ours(name: str) -> bool:
    match name.split("/"):
        case ["files", start, digest]:
            return bool(DIGEST.fullmatch(digest)) and digest.startswith(start) and len(start) == 2
        case ["keys", key]:
            return key in KEYS
    return name in MEMBER.values()


def _next(tar: tarfile.TarFile, name: str, file: Path) -> tarfile.TarInfo:
    try:
        found = tar.next()
    except tarfile.TarError:
        found = None
    if found is None or found.name != name or not found.isreg():
        raise Trouble(f"{file}: {name} is damaged or missing; take another backup")
    return found


def _small(tar: tarfile.TarFile, name: str, file: Path) -> bytes:
    found = _next(tar, name, file)
    source = tar.extractfile(found)
    if source is None or found.size > LARGEST_MANIFEST:
        raise Trouble(f"{file}: {name} is damaged; take another backup")
    return source.read()


def _take(tar: tarfile.TarFile, member: Member, file: Path, to: Path | None) -> None:
    source = tar.extractfile(_next(tar, member.name, file))
    digest = ""
    if source is not None:
        with suppress(tarfile.ReadError):  # it ends in the middle
            if to is None:
                digest = _copied(source, None)
            else:
                to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    digest = _copied(source, out)
                    out.flush()
                    os.fsync(out.fileno())
    if digest != member.sha256:
        raise Trouble(f"{file}: {member.name} is damaged; take another backup")
