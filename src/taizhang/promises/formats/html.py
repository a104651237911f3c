"""HTML: one page, complete in one file, in Chinese, made to be printed: the tally, then every promise under its verdict.

No script. Nothing of a report reaches the page unescaped; characters that HTML cannot hold are shown by their symbols.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any, BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from taizhang.promises.rows import TITLES, Row, rows
from taizhang.promises.types import WORDS, Comparison, Verdict

ORDER = (
    Verdict.MISSED, Verdict.NOT_YET, Verdict.DROPPED, Verdict.LATE, Verdict.PARTLY, Verdict.UNDERWAY, Verdict.CHANGED, Verdict.UNVERIFIABLE,
    Verdict.KEPT, Verdict.DONE, Verdict.EXCEEDED,
)  # fmt: skip
"""What a reader should look at first stands first."""
MEANT = {
    Verdict.EXCEEDED: "超出目标10%以上", Verdict.KEPT: "达到目标；上限未突破", Verdict.PARTLY: "完成一半以上而未达目标", Verdict.MISSED: "不足一半，或突破上限，或报告自称未完成",
    Verdict.LATE: "晚于承诺的日期，或隔年方完成", Verdict.CHANGED: "答复换了口径，不作计算", Verdict.DROPPED: "后一年报告再未提及", Verdict.UNVERIFIABLE: "再次提及，但没有数字",
    Verdict.DONE: "达到所承诺的阶段", Verdict.UNDERWAY: "有进展而未达所承诺的阶段", Verdict.NOT_YET: "未能实施或仍在前期",
}  # fmt: skip
LOW = 0.6  # confidence below which a person should look
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def dump(comparisons: Sequence[Comparison], tables: Sequence[str], stream: BinaryIO) -> None:
    """The page of all comparisons, one after the other."""
    write([_page(comparison, tables) for comparison in comparisons], stream)


def write(pages: Sequence[dict[str, Any]], stream: BinaryIO) -> None:
    """The page of what `page_of` gave."""
    style = files("taizhang.promises").joinpath("templates", "promises.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = (
        _environment()
        .get_template("promises.html")
        .render(
            pages=pages,
            style=Markup(style),
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            low=LOW,
        )
    )
    stream.write(UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", html).encode("utf-8"))


def _page(comparison: Comparison, tables: Sequence[str]) -> dict[str, Any]:
    place = comparison.first.outline.place or comparison.second.outline.place
    return page_of(
        place.name if place else "",
        comparison.year,
        PurePath(comparison.first.source.name).name,
        PurePath(comparison.second.source.name).name,
        {table: list(rows(comparison, table)) for table in tables},
    )


def page_of(place: str, year: int, first: str, second: str, tables: Mapping[str, list[Row]]) -> dict[str, Any]:
    """What the template shows of two reports: whose, of which year, what they are called, and table → rows."""
    return {
        "place": place,
        "year": year,
        "first": first,
        "second": second,
        "decided": any(row.get("decided") for found in tables.values() for row in found),
        "tables": [
            {"name": table, "title": TITLES[table], "count": len(found), "groups": list(_groups(found))}
            for table, found in tables.items()
        ],
    }


def _groups(found: list[Row]) -> Iterator[dict[str, Any]]:
    """The rows of each verdict, in the order of the first report."""
    for verdict in ORDER:
        if held := [row for row in found if row["verdict"] == verdict]:
            yield {
                "verdict": verdict.value,
                "word": WORDS[verdict],
                "meant": MEANT[verdict],
                "rows": [_shown(r) for r in held],
            }


def _shown(row: Row) -> Row:
    return {
        **row,
        "said_a": _marked(row["sentence_a"], row["raw_a"], row["at_a"] - row["sentence_at_a"]),
        "said_b": _marked(row["sentence_b"], row["raw_b"], row["at_b"] - row["sentence_at_b"])
        if row["sentence_b"]
        else None,
    }


def _marked(sentence: str, raw: str, at: int) -> Markup:
    """The sentence with the words in question marked; unmarked where it was cut."""
    if sentence[at : at + len(raw)] != raw:
        return escape(sentence)
    return (
        escape(sentence[:at]) + Markup("<mark>") + escape(raw) + Markup("</mark>") + escape(sentence[at + len(raw) :])
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("taizhang.promises"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
