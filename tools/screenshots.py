"""Pictures of every page into docs/pictures: ``python tools/screenshots.py [FOLDER]``.

Serves the sample reports, then the sample county in the middle of its year with its worker, and takes them with chromium, at desk
and phone widths, light and dark.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "dichuan"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: which page (the end of a document's name, "" for the list), and the keys pressed before it is taken."""

    name: str
    document: str = "2026.txt"
    keys: tuple[str, ...] = ()
    tap: int | None = None  # the mark to click, counted from 0
    dark: bool = False
    phone: bool = False
    english: bool = False


PICTURES = (
    Picture("list-desk", ""),
    Picture("list-phone", "", phone=True),
    Picture("reading-desk", tap=22),
    Picture("reading-desk-dark", tap=22, dark=True),
    Picture("reading-tasks", keys=("2", *"jjjjjjjjjjjj")),
    Picture("reading-names", keys=("3", "j", "j", "Enter")),
    Picture("reading-doubts", "2024.txt", keys=("n", "Enter", "Enter")),
    Picture("reading-numerals", keys=("5", "j", "j", "j")),
    Picture("reading-raw", "2025.mirror.txt", keys=("r", "j", "j")),
    Picture("reading-english", tap=40, english=True),
    Picture("reading-phone", phone=True),
    Picture("reading-phone-sheet", tap=22, phone=True),
)


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture of the platform: who is signed in, the page, the links clicked from there, the keys pressed."""

    name: str
    login: str
    page: str
    links: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    dark: bool = False
    phone: bool = False
    english: bool = False


RED = "/tasks/?year=2026&light=red&state=underway"
SCREENS = (
    Screen("sign-in", "", "/accounts/login/"),
    Screen("leader-desk", "leader", "/leader"),
    Screen("leader-desk-dark", "leader", "/leader", dark=True),
    Screen("leader-english", "leader", "/leader", english=True),
    Screen("leader-phone", "leader", "/leader", phone=True),
    Screen("home-desk", "ducha", "/"),
    Screen("home-phone", "zhujian", "/", phone=True),
    Screen("documents-desk", "ducha", "/documents/"),
    Screen("review-desk", "ducha", "/documents/1/", keys=("j", "j", "j", "j")),
    Screen("review-phone", "ducha", "/documents/1/", phone=True),
    Screen("tasks-desk", "ducha", "/tasks/?year=2026&order=light"),
    Screen("tasks-phone", "ducha", "/tasks/?year=2026&order=light", phone=True),
    Screen("tasks-board", "ducha", "/tasks/board?year=2026"),
    Screen("task-desk", "ducha", RED, ("td.words a",)),
    Screen("task-phone", "ducha", RED, ("td.words a",), phone=True),
    Screen("tasks-to-assign", "ducha", "/tasks/?year=2026&state=drafted", keys=("j", "x", "j", "x", "j", "x")),
    Screen("inbox-desk", "ducha", "/tasks/inbox"),
    Screen("return-desk", "zhujian", "/tasks/monthly"),
    Screen("return-phone", "zhujian", "/tasks/monthly", phone=True),
    Screen("promises-desk", "leader", "/promises/"),
    Screen("promises-year", "leader", "/promises/", ("main a[href*='/promises/2025/']",)),
    Screen("organisation-desk", "admin", "/organisation/"),
)


@contextmanager
def served(files: tuple[str, ...], more: Mapping[str, str]) -> Iterator[str]:
    """The address of a server with files, or with the county of the folder that the environment names."""
    command = [str(Path(sys.executable).parent / "taizhang"), "serve", *files, "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **more}, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+?:\d+", server.stdout.readline())
        if found is None:
            sys.exit("the server did not start")
        yield found[0]
        server.terminate()


def opened(browser: Browser, address: str, picture: Picture) -> Page:
    """The page, as it is to be taken."""
    context = browser.new_context(
        base_url=address,
        viewport=PHONE if picture.phone else DESK,
        has_touch=picture.phone,
        color_scheme="dark" if picture.dark else "light",
    )
    page = context.new_page()
    page.goto("/?lang=en" if picture.english else "/")
    page.wait_for_selector("#state:not([data-waiting])")
    if picture.document:
        page.goto(page.locator(f"td:has(span[title$='{picture.document}']) a").get_attribute("href") or "/")
        page.wait_for_selector("html[data-ready]")
    if picture.tap is not None:
        page.locator("#text a.q").nth(picture.tap).click()
    for key in picture.keys:
        page.keyboard.press(key)
    page.wait_for_timeout(400)  # for colours to settle
    return page


def entered(browser: Browser, address: str, screen: Screen) -> Page:
    """The page of the platform, as it is to be taken."""
    context = browser.new_context(
        base_url=address,
        viewport=PHONE if screen.phone else DESK,
        has_touch=screen.phone,
        color_scheme="dark" if screen.dark else "light",
        locale="en-US" if screen.english else "zh-CN",
    )
    page = context.new_page()
    if screen.login:
        page.goto("/accounts/login/")
        page.fill("[name=login]", screen.login)
        page.fill("[name=password]", "dichuan-2026")
        page.click("form.sheet button.primary")
        page.wait_for_selector(".top .me")
    page.goto(screen.page)
    for link in screen.links:
        page.goto(page.locator(link).first.get_attribute("href") or "/")
    for key in screen.keys:
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    return page


def county(data: str) -> dict[str, str]:
    """Found the sample county in a folder and play its year; the environment that leads to it."""
    more = {"TAIZHANG_DATA": data}
    command = [str(Path(sys.executable).parent / "taizhang"), "setup", "--sample", str(SAMPLES)]
    for step in (command, [sys.executable, str(ROOT / "tools" / "county_year.py")]):
        subprocess.run(step, cwd=ROOT, env={**os.environ, **more}, check=True, stdout=subprocess.DEVNULL)
    return more


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit(
        "chromium is not installed: apt-get install chromium fonts-noto-cjk"
    )
    files = [*sorted(SAMPLES.glob("*.txt")), *sorted(SAMPLES.glob("formats/*.mirror.txt"))]
    with sync_playwright() as playwright, TemporaryDirectory() as data:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        with served(tuple(str(f.relative_to(ROOT)) for f in files), {}) as address:
            for picture in PICTURES:
                _take(opened(browser, address, picture), folder / f"{picture.name}.png")
        with served((), county(data)) as address:
            for screen in SCREENS:
                _take(entered(browser, address, screen), folder / f"{screen.name}.png")
        browser.close()


def _take(page: Page, path: Path) -> None:
    page.screenshot(path=path)
    page.context.close()
    print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
