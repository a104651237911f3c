"""The command ``taizhang``."""

from __future__ import annotations

import sys

import click

from taizhang.cli.backup import backup, restore
from taizhang.cli.check import check
from taizhang.cli.corpus import corpus
from taizhang.cli.explain import explain
from taizhang.cli.journal import journal
from taizhang.cli.keys import keys
from taizhang.cli.promises import promises
from taizhang.cli.read import read
from taizhang.cli.serve import serve
from taizhang.cli.setup import doctor, setup, worker

INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="taizhang", message="%(prog)s %(version)s")
def taizhang() -> None:
    """Read a county's work report into a ledger of facts (把政府工作报告读成台账).

    Exit codes: 0 all was read; 1 some of it was not; 2 the command line is wrong; 3 nothing could be read; 130 interrupted.
    """


for command in (read, promises, explain, check, serve, corpus, journal, keys, setup, worker, backup, restore, doctor):
    taizhang.add_command(command)


def main() -> None:
    """Entry point of the command line."""
    try:
        code = taizhang.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
