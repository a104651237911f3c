"""``taizhang journal``: is the record of every act whole, and what does it say of a subject?"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from taizhang.journal.types import Fault, Report
    from taizhang.journal.words import Told

SOUND, FAULTY, NOT_READ = 0, 1, 3


class Trouble(click.ClickException):
    """The journal could not be read: neither whole nor faulty."""

    exit_code = NOT_READ


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object instead of words.")


@click.group()
def journal() -> None:
    """Check, seal and read the record of every act (台账日志)."""


@journal.command("verify")
@click.option(
    "--against", multiple=True, type=FILE, help="A checkpoint from `taizhang journal checkpoint`; may be repeated."
)
@JSON
@click.pass_context
def verify(context: click.Context, against: tuple[Path, ...], as_json: bool) -> None:
    """Check every entry of every chain: exit code 0 when all is whole, 1 when something was altered,
    deleted or inserted, 3 when it cannot be read.

    The first fault of each chain is named. Only a checkpoint that was kept elsewhere, given by --against, shows what
    somebody with all rights here has rewritten together with its hashes.
    """
    with _platform():
        from taizhang.journal.checkpoints import read
        from taizhang.journal.verify import verify as run

        report = run([read(file) for file in against], progress=_tell(as_json))
    if as_json:
        click.echo(json.dumps(_fields(report), ensure_ascii=False))
    else:
        for fault in report.found:
            click.echo(click.style(str(fault), fg="red"))
        click.echo(_sum(report))
    context.exit(SOUND if report.sound else FAULTY)


@journal.command("checkpoint")
@click.option(
    "--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="File to write; [default: the standard output]"
)
@click.option("--short", is_flag=True, help="Without the head of each chain: a small file, which names no subject.")
def checkpoint(out: Path | None, short: bool) -> None:
    """Count and sign all chains as they are now, as JSON with signature and public key.

    Keep the file where nobody who runs this server can change it; `taizhang journal verify --against FILE` compares.
    """
    with _platform():
        from django.utils import timezone

        from taizhang.journal import checkpoints

        made = checkpoints.checkpoint(now=timezone.now())
        text = json.dumps(checkpoints.exported(made, with_heads=not short), ensure_ascii=False) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"cannot write {out} ({error.strerror}): give another with --out") from None
    click.echo(f"checkpoint {made.number}: {made.entries:,} entries in {made.chains:,} chains, in {out}", err=True)


@journal.command("show")
@click.argument("kind")
@click.argument("id_", metavar="ID")
@click.option(
    "--limit", "-n", default=50, show_default=True, type=click.IntRange(min=1), help="Entries, the newest first."
)
@click.option("--before", type=click.IntRange(min=1), help="Only those numbered below.")
@click.option("--english", is_flag=True, help="Sentences in English.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def show(kind: str, id_: str, limit: int, before: int | None, english: bool, as_json: bool) -> None:
    """What was done about one subject, in words: KIND is task, case, document …, ID its number."""
    with _platform():
        from taizhang.journal.queries import history
        from taizhang.journal.words import tell
        from taizhang.ledger.types import Reference

        told = [tell(entry, english=english) for entry in history(Reference(kind, id_), limit, before)]
    for entry in told:
        if as_json:
            click.echo(json.dumps({**asdict(entry), "at": entry.at.isoformat()}, ensure_ascii=False))
        else:
            for line in _lines(entry, english):
                click.echo("".join(c if c.isprintable() else " " for c in line))
    if not told and not as_json:
        click.echo(f"Nothing was recorded about {kind} {id_}.", err=True)


@contextmanager
def _platform() -> Iterator[None]:
    """Django, and its troubles in words."""
    from taizhang.cli.platform import setup

    setup()
    from django.db.utils import DatabaseError

    from taizhang.journal.checkpoints import NoCheckpoint
    from taizhang.journal.keys import KeyTrouble
    from taizhang.rulebook.errors import DefinitionError

    try:
        yield
    except (NoCheckpoint, KeyTrouble, DefinitionError) as error:
        raise Trouble(str(error)) from None
    except DatabaseError as error:
        raise Trouble(
            f"the database cannot be asked: {str(error).strip()}; is TAIZHANG_DATABASE right, and was it set up?"
        ) from None


def _tell(as_json: bool) -> Callable[[int], None]:
    def progress(entries: int) -> None:
        if not as_json and sys.stderr.isatty():
            click.echo(f"\r{entries:,} entries", nl=False, err=True)

    return progress


def _sum(report: Report) -> str:
    went = f"{report.entries:,} entries in {report.chains:,} chains, {report.checkpoints:,} checkpoints compared"
    return f"{went}: " + ("all is whole" if report.sound else f"{report.faults:,} faults")


def _fields(report: Report) -> dict[str, object]:
    counts = {"chains": report.chains, "entries": report.entries, "checkpoints": report.checkpoints}
    found = [_fault(fault) for fault in report.found]
    return {"ok": report.sound, **counts, "faults": report.faults, "first": found[0] if found else None, "found": found}


def _fault(fault: Fault) -> dict[str, object]:
    about = fault.about
    return {
        "wrong": fault.wrong,
        "kind": about.kind if about else None,
        "id": about.id if about else None,
        "number": fault.number,
        "words": fault.words,
    }


def _lines(entry: Told, english: bool) -> Iterator[str]:
    from django.utils import timezone

    post = f" ({entry.post})" if english and entry.post else f"（{entry.post}）" if entry.post else ""
    yield f"{entry.number:>4}  {timezone.localtime(entry.at):%Y-%m-%d %H:%M}  {entry.sentence}{post}"
    if entry.reason:
        yield f"      {'why: ' if english else '理由：'}{entry.reason}"
    for change in entry.changes:
        yield f"      {change.field}{': ' if english else '：'}{change.before or '—'} → {change.after or '—'}"
