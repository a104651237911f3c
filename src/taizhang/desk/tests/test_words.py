"""Every string of the list and the error pages exists in both languages; every failure has words."""

from __future__ import annotations

import re
from importlib.resources import files

from taizhang.corpus.attempt import BUG, LOST
from taizhang.desk.words import WORDS
from taizhang.page.words import WORDS as PAGE
from taizhang.reading.sources.errors import Code

WEB = files("taizhang.desk")
SOURCES = "".join(
    WEB.joinpath(name).read_text("utf-8")
    for name in ("templates/frame.html", "templates/index.html", "templates/error.html", "views.py")
)


def test_every_string_asked_for_exists() -> None:
    asked = set(re.findall(r'say\("([\w.-]+)"\)|problem="([\w.-]+)"', SOURCES))
    assert {key for keys in asked for key in keys if key} <= WORDS.keys() | PAGE.keys()


def test_every_string_is_used_and_has_both_languages() -> None:
    assert [key for key in WORDS if not key.startswith(("failure.", "error.")) and f'"{key}"' not in SOURCES] == []
    assert [key for key, said in WORDS.items() if not all(said)] == []


def test_every_reason_why_a_document_cannot_be_read_has_words() -> None:
    assert {f"failure.{code}" for code in (*Code, BUG, LOST)} == {key for key in WORDS if key.startswith("failure.")}
