"""The sample county in the middle of its year, a real server with its worker, a real browser; everybody signs in as themselves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("django", reason="the server extra is not installed")

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

ROOT = Path(__file__).parents[3]
BIN = Path(sys.executable).parent
DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def password(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Everybody's, as the setup prints it."""
    return _county(tmp_path_factory)[1]


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``taizhang serve`` over the county."""
    data, _password = _county(tmp_path_factory)
    command = [str(BIN / "taizhang"), "serve", "--port", "0"]
    with subprocess.Popen(command, env=_environment(data), stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+?:\d+/", server.stdout.readline())
        assert found, "the server did not say its address"
        yield found[0]
        server.terminate()


_made: dict[str, tuple[Path, str]] = {}


def _county(factory: pytest.TempPathFactory) -> tuple[Path, str]:
    if "county" not in _made:
        data = factory.mktemp("county")
        setup = [str(BIN / "taizhang"), "setup", "--sample", "samples/dichuan"]
        said = subprocess.run(
            setup, cwd=ROOT, env=_environment(data), capture_output=True, text=True, check=True
        ).stdout
        found = re.search(r"密码都是 (\S+?)：", said)
        assert found, said
        played = subprocess.run(
            [sys.executable, ROOT / "tools" / "county_year.py"],
            env=_environment(data),
            capture_output=True,
            text=True,
            check=False,
        )
        assert played.returncode == 0, played.stderr
        _made["county"] = (data, found[1])
    return _made["county"]


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    return kept | {"TAIZHANG_DATA": str(data), "DJANGO_SETTINGS_MODULE": "taizhang.web.settings"}


class Watch:
    """What pages asked for, and what went wrong on them."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.problems: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda said: self._note(said.type, said.text))
        context.on("weberror", lambda error: self._note("error", str(error.error)))

    def _note(self, kind: str, words: str) -> None:
        refused = re.search(r"status of 4(03|04|22|29)", words)  # the server refused, and says so on the page
        if kind in ("error", "warning") and not refused:
            self.problems.append(words)


@pytest.fixture
def enter(browser: Browser, platform: str, password: str) -> Iterator[Callable[..., Page]]:
    """Signs somebody in on a page of their own; afterwards all must have stayed quiet and at home."""
    contexts: list[tuple[BrowserContext, Watch]] = []

    def enter_(login: str = "", *, phone: bool = False, dark: bool = False, locale: str = "zh-CN") -> Page:
        context = browser.new_context(
            base_url=platform,
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            locale=locale,
        )
        context.set_default_timeout(10_000)
        contexts.append((context, Watch(context)))
        page = context.new_page()
        if login:
            sign_in(page, login, password)
            expect(page.locator(".top .me")).to_be_visible()
        return page

    yield enter_
    for context, watch in contexts:
        context.close()
        assert watch.problems == []
        assert [url for url in watch.requests if not url.startswith((platform, "blob:"))] == []


def sign_in(page: Page, login: str, password: str) -> None:
    """Fill in the sign-in and send it."""
    page.goto("/accounts/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.click("form.sheet button.primary")


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph, as evidence."""
    from PIL import Image

    path = tmp_path_factory.mktemp("photo") / "现场.png"
    Image.new("RGB", (64, 48), (120, 130, 110)).save(path)
    return path
