"""``taizhang check``: are the definitions sound, and do their examples hold?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from taizhang.rulebook.load import Definition


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
def check(path: Path | None) -> None:
    """Validate definitions, all of those in use or those below PATH: one line FILE:LINE: PROBLEM for each mistake.

    Examples are run when the definitions in use are checked, because the reader reads by these. Exit code 1 on any mistake.
    """
    from taizhang.rulebook.indicators import Dimension
    from taizhang.rulebook.load import root

    folder = path or root()
    sound: list[Definition] = []
    problems = list(_problems(folder, sound))
    indicators = [i for d in sound if isinstance(d, Dimension) for i in d.indicators]
    if path is None and not problems:
        from taizhang.reading.examples import unmet

        problems += [problem for i in indicators for problem in unmet(i)]
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"{len(sound)} files, {len(indicators)} indicators, {len(problems)} problems")
    click.get_current_context().exit(1 if problems or not sound else 0)


def _problems(folder: Path, sound: list[Definition]) -> Iterator[str]:
    """What is wrong with the files, one line each; what the sound ones hold is added to `sound`."""
    from taizhang.journal.definition import Acts
    from taizhang.organisation.definition import AccessFile, MoreActs
    from taizhang.promises.definition import Standard
    from taizhang.rulebook.errors import DefinitionError
    from taizhang.rulebook.indicators import Catalogue, Dimension
    from taizhang.rulebook.load import load
    from taizhang.tasks.definition import Duties, Lights

    folders: dict[str, type[Definition]] = {"indicators": Dimension, "acts": Acts, "access": MoreActs}
    files: dict[str, type[Definition]] = {
        "promises": Standard,
        "access": AccessFile,
        "duties": Duties,
        "lights": Lights,
    }
    for file in [folder] if folder.is_file() else sorted(folder.rglob("*.yaml")):
        type_ = folders.get(file.parent.name) or files.get(file.stem)
        if type_ is None:
            yield (
                f"{file}:1: nothing reads this file; it belongs in a folder named one of: {', '.join(folders)}; "
                f"or is itself named one of: {', '.join(files)}"
            )
            continue
        try:
            sound.append(load(file, type_))
        except DefinitionError as error:
            yield str(error)
    try:
        Catalogue(tuple(d for d in sound if isinstance(d, Dimension)))
    except ValueError as error:
        yield f"{folder}: {error}"
