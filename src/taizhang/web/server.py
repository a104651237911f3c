"""Starts the server."""

from __future__ import annotations

import encodings.idna  # noqa: F401  see `_announce`
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory

import click
import django  # whoever lacks the server extra learns it before anything starts
from django.db import connections
from granian import Granian
from granian.constants import Interfaces

from taizhang.toolkit.env import SettingError

START = 60  # seconds that a server may take until it answers
PAUSE = 0.1  # seconds between two looks
THREADS = 8  # requests answered at a time by each process; reading itself goes one document after the other
ENDING = 10  # seconds that a process may take to end what it is doing
AGAIN = 2.0  # seconds before what ended by itself is started again


def serve(sources: Sequence[str], host: str, port: int) -> None:
    """Serve the county's ledger, or a desk over documents (files, folders, patterns), until interrupted.

    Prints the address; port 0 takes a free one. The ledger's background worker runs beside it. Ends the process with status 2
    where the settings or the address cannot be, after saying what to do.
    """
    try:
        port = _free(host, port)
        with TemporaryDirectory(prefix="taizhang-") as folder, ExitStack() as beside:
            _settle(sources, host, folder)
            if not sources:
                _ready()
                beside.enter_context(_worker())
            _run(host, port)
    except SettingError as error:
        click.echo(f"Error: {error}.", err=True)
        sys.exit(2)


def _settle(sources: Sequence[str], host: str, folder: str) -> None:
    """Hand our settings to the worker through its environment, and have them checked here first."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.web.settings"
    os.environ["TAIZHANG_SOURCES"] = "\n".join(sources)
    if "TAIZHANG_HOSTS" not in os.environ:
        if not _is_loopback(host):
            raise SettingError(
                f"{host} opens the server to others: set TAIZHANG_HOSTS to the names it is called by, parted by commas"
                " (for example ledger.example.gov.cn,10.0.0.5), and TAIZHANG_SECRET_KEY to 32 random letters or more"
            )
        if sources:
            os.environ.setdefault("TAIZHANG_SECRET_KEY", secrets.token_urlsafe(48))
            os.environ.setdefault("TAIZHANG_UPLOAD_FOLDER", folder)
    import taizhang.web.settings  # noqa: F401  raises SettingError


def _ready() -> None:
    """Refuse to start on a database that was never set up, or is of another version."""
    django.setup()
    from taizhang.web.views import database_state

    state = database_state()
    connections.close_all()  # the processes that are forked from this one must not share them
    if state != "ok":
        raise SettingError(f"the ledger's database is not ready ({state}); set it up with: taizhang setup")


@contextmanager
def _worker() -> Iterator[None]:
    """The background worker, for as long as the server runs; one that dies is followed by another."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stop,))
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _keep(stop: threading.Event) -> None:
    """Its standard input is a pipe from here: it ends by itself when this process dies, however that comes about."""
    while not stop.is_set():
        command = [sys.executable, "-m", "taizhang.cli.main", "worker", "--tied"]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as worker:
            while worker.poll() is None and not stop.wait(PAUSE):
                pass
            worker.terminate()
            try:
                worker.wait(ENDING)
            except subprocess.TimeoutExpired:
                worker.kill()  # in the middle of a long reading, which another takes over after its lease
        stop.wait(AGAIN)


def _run(host: str, port: int) -> None:
    from taizhang.web.settings import PROCESSES

    server = Granian(
        "taizhang.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=ENDING,
        log_enabled=False,
    )
    threading.Thread(target=_announce, args=(_shown(host), port), daemon=True).start()
    server.serve()


def _announce(host: str, port: int) -> None:
    """Print the address as soon as somebody answers there.

    It runs while the server forks: a module that this thread were loading at that moment could never be loaded in the web
    process. Connecting loads `encodings.idna`, which is why it is loaded above.
    """
    for _ in range(int(START / PAUSE)):
        try:
            socket.create_connection((host.strip("[]"), port), timeout=PAUSE).close()
        except OSError:
            time.sleep(PAUSE)
        else:
            click.echo(f"Taizhang 台账: http://{host}:{port}/  (Ctrl-C ends it)")
            return


def _is_loopback(host: str) -> bool:
    return host in ("127.0.0.1", "localhost", "::1")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host


def _free(host: str, port: int) -> int:
    """`port`, or a free one for 0. Raises SettingError where it is taken or the address is not ours."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as taken:
            return int(taken.getsockname()[1])
    except OSError as error:
        raise SettingError(
            f"cannot listen on {host} port {port} ({error.strerror}): give another with --port or --host"
        ) from None
