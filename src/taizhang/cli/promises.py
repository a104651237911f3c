"""``taizhang promises``: what one report promised beside what the next one says of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from taizhang.cli.report import ERRORS, NOTHING_READ, Read, exit_code, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taizhang.corpus.attempt import Failure
    from taizhang.promises.types import Comparison
    from taizhang.reading.types import Reading

FORMATS = (
    "jsonl",
    "xlsx",
    "csv",
    "html",
)  # those of taizhang.promises.formats, named here so that --help need not load it
TABLES = ("figured", "named")
SHOWN = {
    "figured": ("verdict", "confidence", "raw_a", "raw_b", "arithmetic", "indicator"),
    "named": ("verdict", "confidence", "raw_a", "raw_b", "stage"),
}


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT_A REPORT_B…")
@click.option(
    "--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="File to write to; its folder is made."
)
@click.option("--format", "-f", "name", type=click.Choice(FORMATS), help="[default: what --out ends in, else jsonl]")
@click.option("--only", type=click.Choice(TABLES), help="Promises with a figure only, or named things only.")
@ERRORS
@click.pass_context
def promises(
    context: click.Context, reports: tuple[str, ...], out: Path | None, name: str | None, only: str | None, errors: str
) -> None:
    """Lay a report's promises beside the next year's answers, each with a verdict and both sentences (承诺兑现).

    Give two work reports of consecutive years, in any order, or more in a chain; the texts say which year each is of.
    Verdicts on figures: exceeded, kept, partly, missed, late, changed, dropped, unverifiable; on named things: done,
    underway, notyet, dropped. docs/promises.md says what each means. Without --out a terminal gets a table, a pipe JSON Lines.
    """
    entries: list[Read | Failure] = []
    readings = _readings(reports, entries)
    if len(readings) < 2 and len(entries) > len(
        readings
    ):  # what failed is said, rather than that one report is missing
        say(entries, errors)
        context.exit(NOTHING_READ)
    comparisons = _compared(readings)
    tables = (only,) if only else TABLES
    try:
        _write(comparisons, tables, out, name)
    except OSError as error:
        if out is None:
            raise
        raise click.UsageError(f"cannot write to {out} ({error.strerror})") from None
    say(entries, errors)
    for line in _strange(comparisons):
        click.echo(line, err=True)
    context.exit(exit_code(entries))


def _readings(reports: Sequence[str], entries: list[Read | Failure]) -> list[Reading]:
    """What could be read; everything is noted in `entries`."""
    from taizhang.cli.gather import gather, read_all
    from taizhang.reading.types import Reading

    found: list[Reading] = []
    for each in read_all(gather(reports), jobs=1, watch=lambda each: each):
        if isinstance(each, Reading):
            entries.append(Read(each.source.name, {"quantities": len(each.quantities), "names": len(each.names)}))
            found.append(each)
        else:
            entries.append(each)
    return found


def _compared(readings: Sequence[Reading]) -> list[Comparison]:
    from taizhang.promises import NoPairError, pairs

    try:
        return pairs(readings)
    except NoPairError as error:
        raise click.UsageError(str(error)) from None


def _strange(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """Warnings about pairs that may not belong together."""
    from taizhang.promises.years import strangers

    for comparison in comparisons:
        if said := strangers(comparison.first, comparison.second):
            yield click.style("note    ", fg="yellow") + said


def _write(comparisons: Sequence[Comparison], tables: Sequence[str], out: Path | None, name: str | None) -> None:
    from taizhang.promises.formats import format_named, format_of

    if out is None and name is None and sys.stdout.isatty():
        return _show(comparisons, tables)
    ending = format_of(out) if out is not None else None
    if name and ending and name != ending:
        raise click.UsageError(f"{out} says {ending}, --format says {name}: leave one of them out")
    writer = format_named(name or ending or "jsonl")
    if out is None:
        return writer.dump(comparisons, tables, sys.stdout.buffer)
    with _replacing(out) as stream:
        writer.dump(comparisons, tables, stream)
    return None


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes are at `path` once they are all written; what was there stays until then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("wb") as stream:
            yield stream
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _show(comparisons: Sequence[Comparison], tables: Sequence[str]) -> None:
    from taizhang.cli.terminal import table as lines
    from taizhang.promises.rows import HEADS, TITLES, rows, verdict_word

    for comparison in comparisons:
        click.secho(f"{comparison.first.source.name} → {comparison.second.source.name}", bold=True)
        for table in tables:
            found = [{**row, "verdict": verdict_word(row["verdict"])} for row in rows(comparison, table)]
            click.echo(f"\n{TITLES[table]}  {len(found)}")
            for line in lines(found, {field: HEADS[table][field] for field in SHOWN[table]}):
                click.echo(line)
