"""A place of its own for a ledger: folder, database, and the commands run in it as an administrator runs them."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

import psycopg

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "dichuan"
COMMAND = Path(sys.executable).parent / "taizhang"
SERVER = os.environ.get("TAIZHANG_DATABASE", "")
ON_POSTGRESQL = SERVER.startswith("postgres")
PATIENCE = 60.0  # seconds until a condition must hold
LOOK = 0.05  # seconds between two looks at it


@dataclass
class Place:
    """A folder, and beside it a database where the tests run on PostgreSQL."""

    folder: Path
    database: str = ""  # its name on the server
    more: dict[str, str] = field(default_factory=dict)  # settings beside those of the place
    asked: subprocess.Popen[str] | None = None
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """Of every command run here."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
        own |= {"TAIZHANG_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "taizhang.web.settings"}
        return own | self.more | ({"TAIZHANG_DATABASE": _address(self.database)} if self.database else {})

    def run(self, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        """A command to its end."""
        command = [str(COMMAND), *map(str, words)]
        environment = self.environment | more
        return subprocess.run(
            command, env=environment, cwd=self.folder.parent, capture_output=True, text=True, check=False, timeout=120
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        """A command that goes on."""
        started = subprocess.Popen(
            [str(COMMAND), *words],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.processes.append(started)
        return started

    def program(self, code: str) -> subprocess.Popen[str]:
        """A program on the ledger that goes on."""
        lines = f"import django; django.setup()\nfrom taizhang.web.tests.given import *\n{code}"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        started = subprocess.Popen([sys.executable, "-c", lines], env=self.environment, cwd=ROOT, text=True, **pipes)
        self.processes.append(started)
        return started

    def ask(self, code: str) -> Any:
        """What a program on the ledger gives: `code` is an expression, or lines that end with ``answer = …``.

        One process answers all; between two questions it has no connection to the database.
        """
        if self.asked is None:
            self.asked = self.program("answer_all()")
        assert self.asked.stdin
        self.asked.stdin.write(json.dumps(code) + "\n")
        self.asked.stdin.flush()
        said = json.loads(line(self.asked))
        assert "answer" in said, said["problem"]
        return said["answer"]

    def end(self) -> None:
        """End whatever was started here and goes on."""
        for each in self.processes:
            each.kill()
            each.wait()
            for pipe in (each.stdin, each.stdout):
                if pipe:
                    pipe.close()


@contextmanager
def place(folder: Path, like: Place | None = None) -> Iterator[Place]:
    """An empty place, or one like another that nobody uses at the moment."""
    name = f"taizhang_{uuid.uuid4().hex[:12]}" if ON_POSTGRESQL else ""
    made = Place(folder / "ledger", name)
    if name:
        _on_server(f"CREATE DATABASE {name}" + (f" TEMPLATE {like.database}" if like else ""))
    if like:
        subprocess.run(["cp", "-a", str(like.folder), str(made.folder)], check=True)
    try:
        yield made
    finally:
        made.end()
        if name:
            _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def until(holds: Callable[[], Any], what: str) -> Any:
    """Wait until a condition holds; what it gave."""
    last = time.monotonic() + PATIENCE
    while not (found := holds()):
        assert time.monotonic() < last, f"after {PATIENCE:.0f} s there is no {what}"
        time.sleep(LOOK)
    return found


def line(process: subprocess.Popen[str]) -> str:
    """The next line that a process writes; "" where it has ended."""
    assert process.stdout
    return process.stdout.readline().strip()


def children(pid: int) -> list[int]:
    """The processes below one, all the way down."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    own = [int(word) for word in found.stdout.split()]
    own = [each for each in own if b"ps\0" not in _said(each)]
    return own + [below for each in own for below in children(each)]


def alive(pid: int) -> bool:
    """Whether a process goes on; one that has ended and was not yet asked for counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def served(of: Place, *words: str) -> tuple[subprocess.Popen[str], str]:
    """A server with its worker, and its address."""
    server = of.start("serve", "--port", "0", *words)
    address = re.search(r"http://[^/]+", line(server))
    assert address
    return server, address[0]


class Browser:
    """Signs in and hands documents in, as a browser does. A connection that breaks is an OSError."""

    def __init__(self, address: str, login: str) -> None:
        self.address = address
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()), _Stay())
        form = {"csrfmiddlewaretoken": self._token("/accounts/login/"), "login": login, "password": "dichuan-2026"}
        assert self._post("/accounts/login/", urlencode(form).encode(), "application/x-www-form-urlencoded") == "/"

    def upload(self, name: str, data: bytes) -> str:
        """Hand a document in; the address it is led to, once the server has said that it has it."""
        edge = uuid.uuid4().hex
        token = self._token("/documents/")
        body = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n--{edge}\r\n'
            f'Content-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
        )
        return self._post(
            "/documents/upload",
            body.encode() + data + f"\r\n--{edge}--\r\n".encode(),
            f"multipart/form-data; boundary={edge}",
        )

    def _token(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=30) as answer:
            found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
        assert found, path
        return found[1]

    def _post(self, path: str, body: bytes, kind: str) -> str:
        headers = {"Content-Type": kind, "Referer": self.address + path, "Origin": self.address}
        with self.opener.open(Request(self.address + path, body, headers), timeout=30) as answer:
            assert answer.status == 302, answer.read().decode()[:2000]
            return str(answer.headers["Location"])


class _Stay(HTTPRedirectHandler):
    """Does not follow."""

    def http_error_302(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        return fp


BROKEN = (URLError, OSError, http.client.HTTPException)


def _said(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b"ps\0"


def _address(name: str) -> str:
    return urlsplit(SERVER)._replace(path=f"/{name}").geturl()


def _on_server(statement: str) -> None:
    with psycopg.connect(_address("postgres"), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]
