"""``taizhang corpus``: many documents into Parquet, and tables out of it."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taizhang.cli.report import ALL_READ, ERRORS, NOTHING_READ, SOME_FAILED, cores, jobs_option, say, tell
from taizhang.cli.terminal import table as lines
from taizhang.corpus.engines import ENGINES

if TYPE_CHECKING:
    from taizhang.corpus.run import Outcome
    from taizhang.exports.rows import Row

OUT = click.Path(file_okay=False, path_type=Path)
SHOWN = (
    "place",
    "year",
    "kind",
    "unit",
    "target_op",
    "target",
    "result",
    "result_stance",
    "target_document",
    "result_sentence",
)


@click.group()
def corpus() -> None:
    """Read many documents into Parquet and tabulate what they promise and report."""


@corpus.command("read")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", "-o", required=True, type=OUT, help="Folder for the Parquet files: a new one, or that of an earlier run."
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="pool",
    show_default=True,
    help="What runs the reader; pool: processes of this machine.",
)
@jobs_option("one a core")
@click.option("--retry", is_flag=True, help="Read again what failed in an earlier run.")
@ERRORS
@click.pass_context
def read(
    context: click.Context, folder: Path, out: Path, engine: str, jobs: int | None, retry: bool, errors: str
) -> None:
    """Read every document below FOLDER. A run that was interrupted, or is given new files, goes on where it is."""
    from taizhang.corpus.engines import EngineError
    from taizhang.corpus.run import read_corpus
    from taizhang.corpus.store import StoreError

    try:
        outcome = read_corpus(folder, out, engine=engine, jobs=jobs or cores(), retry=retry, progress=tell(errors))
    except (EngineError, StoreError) as error:
        raise click.UsageError(str(error)) from None
    say(outcome.failures, errors)
    _sum_up(outcome, errors)
    if not outcome.read and not outcome.already:
        context.exit(NOTHING_READ)
    context.exit(SOME_FAILED if outcome.failures else ALL_READ)


def _sum_up(outcome: Outcome, errors: str) -> None:
    counts = {
        "files": outcome.files,
        "already": outcome.already,
        "read": outcome.read,
        "failed": len(outcome.failures),
        "rows": dict(sorted(outcome.rows.items())),
    }
    if errors == "json":
        click.echo(json.dumps(counts), err=True)
        return
    rows = ", ".join(
        f"{count:,} {layer}" for layer, count in sorted(outcome.rows.items()) if layer not in ("documents", "failures")
    )
    click.echo(
        f"{outcome.files:,} files, {outcome.already:,} read before; "
        f"now {outcome.read:,} documents read, {len(outcome.failures):,} failed: {rows or 'no new facts'}",
        err=True,
    )


@corpus.command("table")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="PARQUET_DIR")
@click.option(
    "--indicator", "-i", required=True, help="A name or alias of the catalogue, a code, or the words of the reports."
)
@click.option("--place", help="Only this county.")
@click.option("--year", type=int, help="Only this year.")
@click.option(
    "--format", "-f", "name", type=click.Choice(["table", "csv", "jsonl"]), help="[default: table, jsonl on a pipe]"
)
def table(folder: Path, indicator: str, place: str | None, year: int | None, name: str | None) -> None:
    """Tabulate one indicator, county by year: the target, the result, and the sentences they come from."""
    from taizhang.corpus.table import TableError, indicator_table

    try:
        rows = indicator_table(folder, indicator, place=place, year=year)
    except TableError as error:
        raise click.ClickException(str(error)) from None
    _print(rows, name or ("table" if sys.stdout.isatty() else "jsonl"))


def _print(rows: list[Row], name: str) -> None:
    from taizhang.corpus.table import HEADS

    if name == "table":
        amounts = [row | {side: row[side] and Decimal(row[side]) for side in ("target", "result")} for row in rows]
        for line in lines(amounts, {field: HEADS[field] for field in SHOWN}):
            click.echo(line)
    elif name == "csv":
        from taizhang.exports.csv import Sheet

        sheet = Sheet(sys.stdout.buffer, list(HEADS))
        for row in rows:
            sheet.add(row)
        sheet.done()
    else:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
