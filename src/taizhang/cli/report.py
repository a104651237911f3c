"""What the command line says on the way: one line a file on stderr, for people or for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from taizhang.corpus.attempt import Failure

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])

ALL_READ, SOME_FAILED, NOTHING_READ = 0, 1, 3
MANY = 4  # sources from which a progress bar helps
ERRORS = click.option(
    "--errors",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How stderr reports each file: for people, or one JSON object a line.",
)


def jobs_option(default: str) -> Callable[[Command], Command]:
    """The option --jobs; `default` says what it is without one."""
    said = f"Processes that read side by side.  [default: {default}]"
    return click.option("--jobs", "-j", type=click.IntRange(min=1), help=said)


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, and how many facts of each layer it gave."""

    document: str
    counts: dict[str, int]


def exit_code(entries: Iterable[Read | Failure]) -> int:
    """0 when all was read, 1 when some, 3 when none."""
    read = {isinstance(entry, Read) for entry in entries}
    return ALL_READ if read == {True} else SOME_FAILED if True in read else NOTHING_READ


def say(entries: Iterable[Read | Failure], errors: str) -> None:
    """Report every document, the failed ones last."""
    for entry in sorted(entries, key=lambda e: not isinstance(e, Read)):
        click.echo(_json(entry) if errors == "json" else _text(entry), err=True)


def _json(entry: Read | Failure) -> str:
    if isinstance(entry, Read):
        return json.dumps({"ok": True, "document": entry.document, **entry.counts}, ensure_ascii=False)
    return json.dumps({"ok": False, **asdict(entry)}, ensure_ascii=False)


def _text(entry: Read | Failure) -> str:
    if isinstance(entry, Read):
        return f"read    {entry.document}: " + ", ".join(f"{count} {layer}" for layer, count in entry.counts.items())
    return click.style("failed  ", fg="red") + str(entry)


def progress(items: Iterable[T], *, total: int, errors: str) -> Iterator[T]:
    """`items` as they come, behind a progress bar on stderr when there are many and somebody is watching."""
    if total < MANY or errors == "json" or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=total, label="reading", file=sys.stderr) as bar:
        yield from bar


def tell(errors: str) -> Callable[[int, int], None]:
    """A function to call with (files done, files to do): a line that counts up on a terminal, one a tenth in a log."""
    tenths = {0}

    def progress(done: int, total: int) -> None:
        if errors == "json":
            return
        if sys.stderr.isatty():
            click.echo(f"\rreading {done:,} of {total:,} files", nl=done == total, err=True)
        elif (tenth := done * 10 // total) not in tenths:
            tenths.add(tenth)
            click.echo(f"reading {done:,} of {total:,} files", err=True)

    return progress


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
