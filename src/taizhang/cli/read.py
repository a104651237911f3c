"""``taizhang read``: documents in, facts out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from taizhang.cli.report import ERRORS, Read, cores, exit_code, jobs_option, progress, say
from taizhang.cli.terminal import table
from taizhang.exports import FORMATS, OneFileError, format_named, format_of
from taizhang.exports.layers import FACTS, HEADS, TITLES, Layer

if TYPE_CHECKING:
    from taizhang.corpus.attempt import Failure
    from taizhang.reading.types import Reading

FEW = 8  # documents for which starting processes does not pay
SHOWN = {  # what a terminal has room for
    Layer.QUANTITIES: ("at", "value", "unit", "op", "kind", "stance", "period", "indicator"),
    Layer.TASKS: ("at", "task", "measurable", "targets", "sentence"),
    Layer.NAMES: ("at", "type", "stage", "name"),
    Layer.DOUBTS: ("at", "doubt", "candidates", "raw"),
    Layer.NUMERALS: ("at", "raw", "reason", "fact"),
}


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--out", "-o", type=click.Path(path_type=Path), help="Folder to write to, or one file; made where it is missing."
)
@click.option("--format", "-f", "name", type=click.Choice(FORMATS), help="[default: what --out ends in, else jsonl]")
@click.option(
    "--layer", "-l", "layers", multiple=True, type=click.Choice([layer.value for layer in Layer]),
    help="May be given several times.  [default: quantities, tasks, names]",
)  # fmt: skip
@jobs_option("one, or one a core for many files")
@ERRORS
@click.pass_context
def read(
    context: click.Context, sources: tuple[str, ...], out: Path | None, name: str | None, layers: tuple[str, ...],
    jobs: int | None, errors: str,
) -> None:  # fmt: skip
    """Read documents into facts.

    SOURCE is a file (text, HTML, PDF, DOCX, DOC, OFD, XLSX, a scan), a folder, a pattern such as '*.docx', a ZIP of these,
    or - for stdin. Without --out a terminal gets a table, a pipe JSON Lines.
    """
    entries: list[Read | Failure] = []
    chosen = tuple(Layer(layer) for layer in layers) or FACTS
    readings = _noted(_each(sources, jobs, errors), entries, chosen)
    try:
        _write(readings, chosen, out, name)
    except OneFileError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        if out is None:
            raise
        raise click.UsageError(f"cannot write to {out} ({error.strerror})") from None
    say(entries, errors)
    context.exit(exit_code(entries))


def _each(sources: tuple[str, ...], jobs: int | None, errors: str) -> Iterator[Reading | Failure]:
    from taizhang.cli.gather import count, gather, read_all

    found = gather(sources)
    total = count(found)
    jobs = jobs or (cores() if total > FEW else 1)
    return read_all(found, jobs=min(jobs, total), watch=lambda each: progress(each, total=total, errors=errors))


def _noted(
    found: Iterable[Reading | Failure], entries: list[Read | Failure], layers: tuple[Layer, ...]
) -> Iterator[Reading]:
    """The readings of `found`; every one, and every failure, is noted in `entries`."""
    from taizhang.reading.types import Reading

    for each in found:
        if isinstance(each, Reading):
            entries.append(Read(each.source.name, {layer.value: len(getattr(each, layer.value)) for layer in layers}))
            yield each
        else:
            entries.append(each)


def _write(readings: Iterable[Reading], layers: tuple[Layer, ...], out: Path | None, name: str | None) -> None:
    if out is None and name is None and sys.stdout.isatty():
        return _show(readings, layers)
    ending = format_of(out) if out is not None and not out.is_dir() else None
    if name and ending and name != ending:
        raise click.UsageError(f"{out} says {ending}, --format says {name}: leave one of them out")
    writer = format_named(name or ending or "jsonl")
    if out is None:
        writer.dump(readings, layers, sys.stdout.buffer)
    elif ending:
        with _replacing(out) as stream:
            writer.dump(readings, layers, stream)
    else:
        out.mkdir(parents=True, exist_ok=True)
        writer.write(readings, layers, out)


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


def _show(readings: Iterable[Reading], layers: tuple[Layer, ...]) -> None:
    from taizhang.exports.rows import rows

    for reading in readings:
        click.secho(reading.source.name, bold=True)
        for layer in layers:
            found = list(rows(reading, layer))
            click.echo(f"\n{TITLES[layer]}  {len(found)}")
            for line in table(found, {field: HEADS[layer][field] for field in SHOWN[layer]}):
                click.echo(line)
