"""From a reading to HTML."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import PurePath

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from taizhang.page.ledger import UNSURE, Ledger, Tab, sections
from taizhang.page.rules import rule_words
from taizhang.page.text import Block, clean_view, is_as_found, raw_view
from taizhang.page.words import LANGUAGES, TAGS, Language, Say
from taizhang.reading.types import Reading

UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # what HTML or UTF-8 cannot hold


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses on the server that serves the page: of its static files, its front page and what it lets download.

    `facts` are (word, address) of each download of the ledger: ``download.WORD`` is what it is called.
    """

    static: str = ""
    home: str = ""
    document: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def render(reading: Reading, *, standalone: bool, language: Language = "zh", links: Links | None = None) -> str:
    """The page of a reading: one file complete in itself, or one that links to the style and script under `links`.

    Nothing of the document reaches the page unescaped. Characters that HTML cannot hold are shown by their symbols.
    """
    tabs = Ledger(reading).tabs()
    rules = rule_words({rule for tab in tabs for row in tab.rows for rule in row.data.get("rules", ())})
    say = Say(language, rules)
    same = is_as_found(reading)
    outline = list(sections(reading))
    html = (
        environment()
        .get_template("reading.html")
        .render(
            reading=reading,
            outline=reading.outline,
            heading=_heading(reading, say),
            file=_file(reading.source.name),
            account=_account(reading),
            clean=clean_view(reading),
            raw=[] if same else raw_view(reading),
            same=same,
            tabs=tabs,
            sections=outline,
            unsure=UNSURE,
            data=_data(tabs, outline, say),
            say=say,
            language=language,
            tag=TAGS[language],
            standalone=standalone,
            links=links or Links(),
            **(_inlined() if standalone else {}),
        )
    )
    return UNSHOWN.sub(_symbol, html)


def _symbol(match: re.Match[str]) -> str:
    """The picture of a control character; the replacement character for half a character."""
    code = ord(match[0])
    return "\N{REPLACEMENT CHARACTER}" if code > 127 else chr(0x2421 if code == 127 else 0x2400 + code)


@cache
def environment() -> Environment:
    """The templates of this package; everything printed is escaped unless it is Markup."""
    made = Environment(
        loader=PackageLoader("taizhang.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["stretches"] = _stretches
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return made


def _stretches(blocks: Iterable[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """Lines of tables and lines of text by turns."""
    for is_table, group in groupby(blocks, key=lambda b: b.kind == "row"):
        yield is_table, list(group)


def _heading(reading: Reading, say: Say) -> str:
    return reading.outline.title.strip() or _file(reading.source.name) or say("untitled")


def _file(name: str) -> str:
    """The last part of a path, or of a member's path in an archive."""
    return PurePath(name.replace("\\", "/")).name


def _account(reading: Reading) -> list[tuple[str, int]]:
    """(reason, count), what is claimed first, then the most frequent."""
    return sorted(reading.account().items(), key=lambda item: (item[0] != "claimed", -item[1]))


def _data(tabs: tuple[Tab, ...], outline: list[dict[str, object]], say: Say) -> dict[str, object]:
    """What the script needs: facts by tab, sections, and all words in both languages."""
    words = {tag: {key: said[index] for key, said in say.words.items()} for index, tag in enumerate(LANGUAGES)}
    facts = {tab.name: [{"id": row.id, **row.data} for row in tab.rows] for tab in tabs}
    return {"facts": facts, "sections": outline, "words": words, "tags": TAGS}


@cache
def _inlined() -> dict[str, Markup | str]:
    """Style and script as text, and a policy that lets nothing else run."""
    style, script = _static("base.css") + _static("reading.css"), _static("reading.js")
    policy = f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}


def _static(name: str) -> str:
    return files("taizhang.page").joinpath("static", name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
