"""Every string that a page asks for is there in both languages, and none is left over."""

from __future__ import annotations

import re
from importlib.resources import files

from taizhang.page.rules import english
from taizhang.page.rulewords import CHINESE, PLAIN
from taizhang.page.words import WORDS
from taizhang.reading.checks import DOUBTS
from taizhang.reading.types import Doubt

PAGE = files("taizhang.page")
SOURCES = "".join(
    PAGE.joinpath(folder, name).read_text("utf-8")
    for folder, names in (
        ("templates", ("reading.html", "parts.html", "top.html", "ledger.html", "sheets.html")),
        ("static", ("reading.js",)),
        (".", ("render.py",)),
    )
    for name in names
)
ASKED = set(
    re.findall(
        r"""(?:\bt|say|head)\(["']([\w.-]+)["']|attr\("[\w-]+", "([\w.-]+)"\)|(?<![.\w])add\("([\w-]+)\"""", SOURCES
    )
)
FAMILIES = ("stance.", "kind.", "op.", "judged.", "type.", "doubt.", "part.", "empty.", "key.", "download.")


def test_every_string_asked_for_exists() -> None:
    assert {key for keys in ASKED for key in keys if key and not key.endswith(".")} <= WORDS.keys()


def test_every_string_is_used() -> None:
    unused = [
        key
        for key in WORDS
        if not key.startswith(FAMILIES) and not re.search(rf"""["']{re.escape(key)}["']""", SOURCES)
    ]
    assert [key for key in unused if key not in FIELDS] == []


FIELDS = {"quantities", "tasks", "names", "doubts", "numerals", "outline", "glossary", "help"}
"""Named by data: layers, fields of filters, sheets."""


def test_every_string_has_both_languages() -> None:
    assert [key for key, said in WORDS.items() if not all(said)] == []


def test_every_doubt_is_put_into_words() -> None:
    assert {f"doubt.{code}" for code in DOUBTS} <= WORDS.keys()
    assert Doubt.__slots__


def test_every_rule_of_the_reader_is_put_into_chinese() -> None:
    assert english().keys() - CHINESE.keys() - PLAIN.keys() == set()


def test_no_rule_is_put_into_words_that_the_reader_does_not_have() -> None:
    assert CHINESE.keys() - english().keys() == set()
