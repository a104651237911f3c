"""``taizhang setup``, ``worker`` and ``doctor``: what a county's server needs besides serving."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import click

from taizhang.cli import platform


@click.command()
@click.option("--county", help="Name of the county, for example 云河县.")
@click.option("--code", help="Its division code, twelve digits.")
@click.option("--login", default="admin", show_default=True, help="Login of the first administrator.")
@click.option("--name", default="系统管理员", show_default=True, help="Name of the first administrator.")
@click.option(
    "--sample",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Instead: the sample county of this folder, to try the platform on this machine.",
)
def setup(county: str | None, code: str | None, login: str, name: str, sample: Path | None) -> None:
    """Make or update the database; found the county and its first administrator."""
    platform.setup()
    from taizhang.toolkit.errors import Refused
    from taizhang.web import setup as steps

    steps.prepare()
    try:
        if sample:
            posts = steps.sample(sample)
            click.echo(f"样本县已就绪，密码都是 {steps.SAMPLE_PASSWORD}：")
            for row in posts:
                click.echo(f"  {row.login:10} {row.person}，{row.title}")
        elif county and code:
            password = steps.begin(county, code, login, name)
            click.echo(f"{county}已建立。管理员 {login} 的一次性密码：{password}（首次登录须改密）")
        elif county or code:
            raise click.UsageError("give both --county and --code, or neither to update the tables alone")
        else:
            click.echo("the database is up to date")
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None


@click.command()
@click.option("--tied", is_flag=True, help="End when standard input ends: with the process that started this one.")
def worker(tied: bool) -> None:
    """Do the work in the background: read documents, refresh lights. Several may run at once."""
    platform.setup()
    from taizhang.toolkit.jobs import work
    from taizhang.web.views import database_state

    if (state := database_state()) != "ok":
        raise click.UsageError(f"the ledger's database is not ready ({state}); set it up with: taizhang setup")
    stop = threading.Event()
    if tied:
        threading.Thread(target=_wait_for_end, args=(stop,), daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop)


def _wait_for_end(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stop.set()


@click.command()
def doctor() -> None:
    """Say how settings, database, files and machine are, and what to do where they are not as they should be (体检).

    Exit status 1 where anything must be done; what is only worth knowing does not count.
    """
    from taizhang.web.doctor import findings

    bad = False
    for found in findings():
        bad |= found.grade == "bad"
        colour = {"bad": "red", "note": "yellow"}.get(found.grade)
        click.echo(f"{click.style(f'{found.grade:5}', fg=colour)} {found.about}: {found.words}")
    sys.exit(1 if bad else 0)
