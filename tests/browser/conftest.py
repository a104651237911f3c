"""A real server, a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
NOTES = (("发", "fā"), ("协", "xié"), ("现", "xiàn"), ("产", "chǎn"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``taizhang serve`` on a free port, with a report, the same report damaged, and what cannot be read."""
    folder = tmp_path_factory.mktemp("reports")
    text = (ROOT / "samples/dichuan/2025.txt").read_text("utf-8")
    (folder / "a-plain.txt").write_text(text, "utf-8")
    for letter, pinyin in NOTES:
        text = text.replace(letter, f"{letter}({pinyin})")
    (folder / "b-damaged.txt").write_text(text, "utf-8")
    (folder / "c-empty.docx").write_bytes(b"")
    command = [str(Path(sys.executable).parent / "taizhang"), "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+?:\d+/", server.stdout.readline())
        assert found, "the server did not say its address"
        yield found[0]
        server.terminate()


class Watch:
    """What a page asked for, and what went wrong on it."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.problems: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda said: self._note(said.type, said.text))
        context.on("weberror", lambda error: self._note("error", str(error.error)))

    def _note(self, kind: str, words: str) -> None:
        if kind in ("error", "warning") and "status of 422" not in words:  # a refused file is answered so
            self.problems.append(words)


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a document's page by the name of its file; afterwards all must have stayed quiet and at home."""
    contexts: list[tuple[BrowserContext, Watch]] = []

    def open_(name: str = "a-plain.txt", *, phone: bool = False, path: str = "") -> Page:
        context = browser.new_context(base_url=address, viewport=PHONE if phone else DESK, has_touch=phone)
        context.set_default_timeout(10_000)
        contexts.append((context, Watch(context)))
        page = context.new_page()
        page.goto("/")
        page.wait_for_selector("#state:not([data-waiting])")
        if name:
            page.goto(page.locator(f"td:has(span[title$='{name}']) a").get_attribute("href") + path)
            page.wait_for_selector("html[data-ready]")
        return page

    yield open_
    for context, watch in contexts:
        context.close()
        assert watch.problems == []
        assert [url for url in watch.requests if not url.startswith((address, "blob:"))] == []
