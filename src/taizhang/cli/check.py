"""``taizhang check``: are the definitions sound, and do their examples hold?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from taizhang.rulebook.indicators import Dimension, Indicator


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
def check(path: Path | None) -> None:
    """Validate definitions, all of those in use or those below PATH: one line FILE:LINE: PROBLEM for each mistake.

    Examples are run when the definitions in use are checked, because the reader reads by these. Exit code 1 on any mistake.
    """
    from taizhang.rulebook.load import root

    folder = path or root()
    dimensions: list[Dimension] = []
    problems = list(_problems(folder, dimensions))
    if path is None and not problems:
        problems += [problem for d in dimensions for i in d.indicators for problem in _examples(i)]
    for problem in problems:
        click.echo(problem, err=True)
    count = sum(len(d.indicators) for d in dimensions)
    click.echo(f"{len(dimensions)} files, {count} indicators, {len(problems)} problems")
    click.get_current_context().exit(1 if problems or not dimensions else 0)


def _problems(folder: Path, dimensions: list[Dimension]) -> Iterator[str]:
    """What is wrong with the files, one line each; the sound ones are added to `dimensions`."""
    from taizhang.rulebook.errors import DefinitionError
    from taizhang.rulebook.indicators import Catalogue, Dimension
    from taizhang.rulebook.load import load

    for file in [folder] if folder.is_file() else sorted(folder.rglob("*.yaml")):
        try:
            dimensions.append(load(file, Dimension))
        except DefinitionError as error:
            yield str(error)
    try:
        Catalogue(tuple(dimensions))
    except ValueError as error:
        yield f"{folder}: {error}"


def _examples(indicator: Indicator) -> Iterator[str]:
    """The examples of one indicator that the reader reads otherwise."""
    from taizhang.reading.read import read_text

    for expected, texts in ((True, indicator.examples), (False, indicator.not_this)):
        for text in texts:
            codes = {q.code for q in read_text(text).quantities}
            if (indicator.code in codes) is not expected:
                said = ", ".join(sorted(c or "none" for c in codes)) or "no quantity"
                yield f"{indicator.code}: {'must' if expected else 'must not'} be read from 「{text}」, which gives {said}"
