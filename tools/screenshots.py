"""Pictures of every page into docs/pictures: ``python tools/screenshots.py [FOLDER]``.

Serves the sample reports and takes them with chromium, at desk and phone widths, light and dark.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


@contextmanager
def served() -> Iterator[str]:
    """The address of a server with the sample reports."""
    files = [*sorted(SAMPLES.glob("*.txt")), *sorted(SAMPLES.glob("formats/*.mirror.txt"))]
    command = [
        str(Path(sys.executable).parent / "taizhang"),
        "serve",
        *(str(f.relative_to(ROOT)) for f in files),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
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


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit(
        "chromium is not installed: apt-get install chromium fonts-noto-cjk"
    )
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        for picture in PICTURES:
            page = opened(browser, address, picture)
            page.screenshot(path=folder / f"{picture.name}.png")
            page.context.close()
            print(folder / f"{picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
