"""Keeps the English of the platform's pages: what is said in Chinese in code and templates, package by package.

    python tools/words.py           extract; new words are added without English, gone ones dropped
    python tools/words.py --check   fail where anything is missing, gone or without English

A package's words are in its `locale/en/LC_MESSAGES/django.po`. `compile_all` makes the `.mo` beside each, which is not committed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "taizhang"
METHODS = [("**/tests/**", "ignore"), ("**.py", "python"), ("**/jinja2/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "N": None, "ngettext": (1, 2)}
OPTIONS = {"**/jinja2/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}


def packages() -> list[Path]:
    """The packages that have words of their own."""
    return sorted({path.parent for path in SOURCE.glob("*/locale")})


def words(package: Path) -> set[str | tuple[str, str]]:
    """What a package says in Chinese."""
    found = extract_from_dir(str(package), METHODS, OPTIONS, KEYWORDS)
    return {message if isinstance(message, str) else tuple(message[:2]) for _, _, message, _, _ in found}


def catalogue(package: Path) -> Catalog:
    """The package's English as it stands."""
    path = _po(package)
    if not path.exists():
        return Catalog(locale="en", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def updated(package: Path) -> Catalog:
    """The catalogue with every word of the package and no other."""
    old = catalogue(package)
    new = Catalog(locale="en", charset="utf-8", fuzzy=False, header_comment="# English of the pages.")
    for said in sorted(words(package), key=str):
        known = old.get(said if isinstance(said, str) else said[0])
        new.add(said, known.string if known else None, flags=known.flags if known else ())
    return new


def problems() -> Iterator[str]:
    """What `--check` finds."""
    for package in packages():
        name, old, new = package.name, catalogue(package), updated(package)
        before, now = ({m.id for m in c if m.id} for c in (old, new))
        yield from (
            f"{name}: {said!r} is not in its django.po: run tools/words.py" for said in sorted(now - before, key=str)
        )
        yield from (f"{name}: {said!r} is said nowhere: run tools/words.py" for said in sorted(before - now, key=str))
        for message in new:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and message.id in before and not all(strings):
                yield f"{name}: {message.id!r} has no English"


def compile_all() -> list[Path]:
    """Write the `.mo` of every package; where they are."""
    made = []
    for package in filter(lambda package: _po(package).exists(), packages()):
        path, buffer = _po(package).with_suffix(".mo"), BytesIO()
        write_mo(buffer, catalogue(package))
        path.write_bytes(buffer.getvalue())
        made.append(path)
    return made


def main() -> int:
    """Exit status 1 where `--check` finds anything."""
    if "--check" in sys.argv:
        found = list(problems())
        print("\n".join(found) or "every word has its English")
        return 1 if found else 0
    for package in packages():
        buffer = BytesIO()
        write_po(buffer, updated(package), width=0, no_location=True, omit_header=True)
        path = _po(package)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(buffer.getvalue())
    compile_all()
    return 0


def _po(package: Path) -> Path:
    return package / "locale" / "en" / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    sys.exit(main())
