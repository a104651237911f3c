"""``taizhang serve``: the county's ledger, or the page of each of some documents, in a browser."""

from __future__ import annotations

import click


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 opens it to the network."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def serve(sources: tuple[str, ...], host: str, port: int) -> None:
    """Serve the county's ledger; with SOURCEs a reading desk over these documents (needs taizhang[server])."""
    try:
        from taizhang.web.server import serve as run
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.startswith("taizhang"):
            raise
        raise click.UsageError(
            f"{error.name} is not installed; install it with: pip install 'taizhang[server]'"
        ) from None
    run(sources, host, port)
