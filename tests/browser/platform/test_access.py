"""Every page by the rules of WCAG 2.1 AA, as axe-core checks them: light and dark, at the desk and on the phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import DESK, PHONE

AXE = files("axe_playwright_python").joinpath("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
WHOLE = {"runOnly": {"type": "tag", "values": TAGS}}
LOOKS = ((DESK, "light", WHOLE), (DESK, "dark", CONTRAST), (PHONE, "dark", CONTRAST), (PHONE, "light", WHOLE))

# What Swagger UI draws inside of /api/v1/docs is not ours and is left out: its colours and its nested buttons are known to fail.
# Who opens which pages. A page "/tasks/ td.words a" is where the first such link of /tasks/ leads.
PAGES = {
    "": ["/accounts/login/", "/tasks/public", "/nowhere"],
    "leader": ["/leader", "/tasks/inbox", "/promises/", "/promises/ main a[href*='/promises/2025/']"],
    "ducha": [
        "/", "/search?q=荻川", "/documents/", "/documents/1/?layer=names&only=doubt", "/documents/2/?layer=quantities&only=doubt", "/tasks/?year=2026&light=red",
        "/tasks/board", "/tasks/calendar?year=2026&month=2026-12", "/tasks/units", "/tasks/inbox", "/tasks/new", "/tasks/lists",
        "/tasks/lists main td a", "/tasks/import", "/tasks/feed", "/tasks/?year=2026&state=closing td.words a",
        "/tasks/?year=2026&state=underway&light=red td.words a", "/tasks/?year=2026&state=drafted td.words a", "/tasks/assign?pk=1&pk=2",
    ],
    "zhujian": [
        "/", "/tasks/inbox", "/tasks/monthly", "/tasks/?year=2026&state=underway td.words a",
        "/tasks/?year=2026&state=underway td.words a, a[href$='/close']", "/tasks/?year=2026&state=underway td.words a, a[href$='/plan']",
    ],
    "admin": [
        "/organisation/", "/organisation/ main a[href*='/units/']", "/organisation/units/new", "/organisation/people",
        "/organisation/people td a", "/organisation/people/new", "/organisation/exchange", "/organisation/mine", "/organisation/account",
        "/organisation/applications/", "/organisation/applications/new", "/accounts/password/change/", "/accounts/sessions/", "/api/v1/docs",
    ],
}  # fmt: skip


@pytest.mark.parametrize("login", PAGES)
def test_every_page_keeps_to_wcag_2_1_aa(enter: Callable[..., Page], login: str) -> None:
    page = enter(login)
    found = [line for path in PAGES[login] for line in _faults(page, path)]
    assert found == [], "\n" + "\n".join(found)


def _faults(page: Page, path: str) -> list[str]:
    """What axe finds on a page in all its looks, a line each."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    _open(page, path)
    page.evaluate(AXE.read_text("utf-8"))
    found = []
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        answer: dict[str, Any] = page.evaluate(
            "(rules) => axe.run({exclude: [['.swagger-ui']]}, {...rules, resultTypes: ['violations']})", rules
        )
        found += [
            f"{path} ({size['width']} {scheme}): {fault['id']}: {node['html'][:160]} {_why(node)}"
            for fault in answer["violations"]
            for node in fault["nodes"][:3]
        ]
    return found


def _open(page: Page, path: str) -> None:
    start, _, links = path.partition(" ")
    answer = page.goto(start)
    assert answer is not None
    assert answer.status < 400 or start == "/nowhere", f"{start}: {answer.status}"
    for link in filter(None, links.split(", ")):
        page.goto(page.locator(link).first.get_attribute("href") or "/")


def _why(node: dict[str, Any]) -> str:
    said = next((check["message"] for kind in ("any", "all", "none") for check in node[kind]), "")
    return re.sub(r"\s+", " ", said)[:160]
