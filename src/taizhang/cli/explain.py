"""``taizhang explain``: how the reader came to what it says about one place of a document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from taizhang.exports.rows import Row
    from taizhang.reading.types import Reading

AROUND = 20  # characters shown on either side of the place asked about
INDENT = "    "
PLACED = {"raw", "sentence", "rules", "at", "end", "sentence_at", "sentence_end", "id"}  # said in words of their own


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--at", required=True, type=click.IntRange(min=0), help="Offset in the raw text, in characters from 0.")
def explain(file: Path, at: int) -> None:
    """Say which fact, or which reason, covers one place of FILE, and which rules led there from which words."""
    from taizhang.reading.pipeline import read
    from taizhang.reading.sources.errors import SourceError

    try:
        reading = read(file)
    except SourceError as error:
        raise click.ClickException(str(error)) from None
    length = len(reading.source.text)
    if at >= length:
        raise click.BadParameter(
            f"{file} has {length:,} characters, the last one is at {length - 1}", param_hint="--at"
        )
    for line in _explained(reading, at):
        click.echo(line)


def _explained(reading: Reading, at: int) -> Iterator[str]:
    text = reading.source.text
    around = text[max(at - AROUND, 0) : at], text[at], text[at + 1 : at + 1 + AROUND]
    yield f"{reading.source.name}, offset {at}: " + _flat("{}【{}】{}".format(*around))
    if (clean := reading.map.to_clean(at)) is None:
        yield "This character was dropped by the repair of the text."
    else:
        if reading.clean[clean] != text[at]:
            yield f"Repaired, it reads {reading.clean[clean]}."
        yield from _section(reading, clean)
    if any(span.start <= at < span.end for span in reading.damaged):
        yield "The text is damaged here: what stood here is lost."
    told = [line for block in (_facts(reading, at), _numeral(reading, at), _doubts(reading, at)) for line in block]
    yield from told or ["No fact, no numeral and no doubt covers this place."]


def _section(reading: Reading, clean: int) -> Iterator[str]:
    """The part and the section of the sentence at a clean offset."""
    for sentence in reading.outline.sentences:
        if sentence.span.start <= clean < sentence.span.end:
            path = reading.outline.sections[sentence.section].path if sentence.section >= 0 else ()
            yield f"It stands in a {sentence.role} sentence of the part {sentence.part}" + _flat(
                f", section {' / '.join(path)}." if path else "."
            )


def _facts(reading: Reading, at: int) -> Iterator[str]:
    from taizhang.exports.layers import FACTS, TITLES
    from taizhang.exports.rows import rows

    for layer in FACTS:
        for row in rows(reading, layer):
            if row["at"] <= at < row["end"]:
                yield f"\n{TITLES[layer]} {row['id']}, characters {row['at']} to {row['end']}"
                yield from _fields(row)
                yield from _rules(row["rules"])
                yield f"{INDENT}from: {_from(reading, row)}"


def _fields(row: Row) -> Iterator[str]:
    for field, value in row.items():
        if field not in PLACED and value not in (None, [], ""):
            yield f"{INDENT}{field}: {' / '.join(value) if isinstance(value, list) else value}"


def _rules(ids: list[str]) -> Iterator[str]:
    from taizhang.page.rules import rule_words

    known = rule_words(set(ids))
    for rule in ids:
        chinese, english = known.get(f"rule.{rule}", ("（无说明）", "not described"))
        yield f"{INDENT}rule {rule}: {chinese} ({english})"


def _from(reading: Reading, row: Row) -> str:
    """The sentence with the fact marked in it."""
    text = reading.source.text
    start, end = row.get("sentence_at", row["at"]), row.get("sentence_end", row["end"])
    return _flat(f"{text[start : row['at']]}【{text[row['at'] : row['end']]}】{text[row['end'] : end]}")


def _numeral(reading: Reading, at: int) -> Iterator[str]:
    for numeral in reading.numerals:
        if numeral.span.start <= at < numeral.span.end and numeral.reason is not None:
            yield f"\nNumeral {numeral.raw}, not a quantity"
            yield from _rules([numeral.reason])


def _doubts(reading: Reading, at: int) -> Iterator[str]:
    from taizhang.reading.checks import DOUBTS

    for doubt in reading.doubts:
        if doubt.span.start <= at < doubt.span.end:
            yield f"\nDoubt {doubt.id}: {DOUBTS.get(doubt.code, doubt.code)}"
            if doubt.facts:
                yield f"{INDENT}about: {' '.join(doubt.facts)}"
            if doubt.candidates:
                yield f"{INDENT}could be: {', '.join(doubt.candidates)}"


def _flat(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
