"""What every page shares: signing in, the language, the search, the phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import sign_in


def test_a_wrong_password_is_refused_and_the_fifth_locks(enter: Callable[..., Page], password: str) -> None:
    page = enter()
    for attempt in range(5):
        sign_in(page, "hotline", f"wrong-{attempt}")
        expect(page.locator("[role=alert]").first).to_contain_text("登录名或密码不对")
    sign_in(page, "hotline", password)
    expect(page.locator("[role=alert]").first).to_contain_text("输错次数过多")
    page.goto("/tasks/")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_who_asks_for_a_page_signs_in_and_is_led_there(enter: Callable[..., Page], password: str) -> None:
    page = enter()
    page.goto("/documents/")
    page.fill("[name=login]", "ducha")
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/documents/$"))
    page.locator(".me summary").click()
    page.get_by_role("button", name="退出").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.goto("/documents/")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_the_language_changes_and_stays(enter: Callable[..., Page]) -> None:
    page = enter("ducha")
    page.goto("/tasks/?year=2026")
    page.locator(".me summary").click()
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(re.compile(r"/tasks/\?year=2026$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_contain_text("Tasks")
    page.goto("/documents/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".me summary").click()
    page.get_by_role("button", name="中文").click()
    expect(page.locator("h1")).to_have_text("文件")


def test_the_search_is_one_key_away(enter: Callable[..., Page]) -> None:
    page = enter("ducha")
    page.keyboard.press("Control+k")
    page.keyboard.type("荻川县2026")
    page.keyboard.press("Enter")
    page.locator("ul.found a").first.click()
    expect(page.locator(".review")).to_be_visible()


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("leader", "/leader"), ("ducha", "/"), ("ducha", "/documents/"), ("ducha", "/tasks/?year=2026"),
        ("zhujian", "/tasks/inbox"), ("zhujian", "/tasks/monthly"), ("admin", "/organisation/"),
    ],
)  # fmt: skip
def test_a_phone_shows_a_page_in_one_column_under_a_low_bar(enter: Callable[..., Page], login: str, path: str) -> None:
    page = enter(login, phone=True)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    bar = page.locator("header.top").bounding_box()
    assert bar is not None
    assert bar["height"] <= 104  # two lines of 44 px and their room
    buttons = page.locator("main button:visible, main a.button:visible").all()
    assert [box["height"] for button in buttons if (box := button.bounding_box()) and box["height"] < 43.5] == []
