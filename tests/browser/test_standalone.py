"""The page as one file, opened from the disk: ``taizhang read --format html``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, expect

SAMPLE = Path(__file__).parents[2] / "samples/dichuan/2025.txt"


def test_a_page_in_one_file_works_without_a_server(browser: Browser, tmp_path: Path) -> None:
    command = [str(Path(sys.executable).parent / "taizhang"), "read", str(SAMPLE), "--out", str(tmp_path / "page.html")]
    subprocess.run(command, check=True, capture_output=True)
    page = browser.new_page()
    problems, requests = list[str](), list[str]()
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("request", lambda request: requests.append(request.url))
    page.goto((tmp_path / "page.html").as_uri())
    page.locator("#text a.q").nth(20).click()
    expect(page.locator(".detail blockquote b")).to_be_visible()
    page.locator("#language").click()
    expect(page.locator("#tab-quantities")).to_contain_text("Quantities")
    assert page.evaluate("getComputedStyle(document.querySelector('.brand')).color") != "rgb(0, 0, 0)"
    assert problems == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    page.close()
