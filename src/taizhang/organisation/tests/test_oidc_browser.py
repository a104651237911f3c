"""Sign-in over a provider in a real browser: our server, the provider and chromium, each a process of its own.

Under our `form-action 'self'` a browser does not follow a form's redirect to another host; the way goes over a page instead.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from taizhang.organisation.tests.oidc_server import CLIENT, SECRET

SERVER = Path(__file__).with_name("oidc_server.py")
TAIZHANG = str(Path(sys.executable).parent / "taizhang")
CHROMIUM = shutil.which("chromium")


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[str]:
    """A server, for as long as it is needed; its address, which is in the first line it prints."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        found = re.search(r"http://[^\s/]+:\d+", server.stdout.readline())
        assert found, "the server did not say its address"
        yield found[0]
        server.terminate()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A county's ledger whose people sign in over a provider; its administrator's login is `admin`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    with running([sys.executable, str(SERVER)], environment) as issuer:
        environment |= {
            "TAIZHANG_DATA": str(tmp_path_factory.mktemp("data")),
            "TAIZHANG_OIDC_ISSUER": f"{issuer}/.well-known/openid-configuration",
            "TAIZHANG_OIDC_CLIENT": CLIENT,
            "TAIZHANG_OIDC_SECRET": SECRET,
            "TAIZHANG_OIDC_NAME": "云岭统一认证",
        }
        founded = [TAIZHANG, "setup", "--county", "砥川县", "--code", "411599000000"]
        subprocess.run(founded, check=True, capture_output=True, env=environment)
        with running([TAIZHANG, "serve", "--port", "0"], environment) as ours:
            yield ours


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A browser at the sign-in page, told by the home page; afterwards nothing was forbidden to it."""
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844}, locale="zh-CN")
    context.set_default_timeout(20_000)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    shown = context.new_page()
    shown.goto("/organisation/account")
    yield shown
    context.close()
    assert [words for words in said if "Content Security Policy" in words or "form-action" in words] == []


def test_the_button_leads_to_the_provider_and_back_to_where_one_wanted_to_go(page: Page, address: str) -> None:
    page.get_by_role("button", name="用云岭统一认证登录").click()
    page.wait_for_url(re.compile(r"/authorize\?"))
    assert not page.url.startswith(address)
    page.locator("[name=login]").fill("admin")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/organisation/account")
    expect(page.get_by_role("row", name="本次登录")).to_contain_text("云岭统一认证")
    expect(page.get_by_role("main")).to_contain_text("通过统一身份认证登录")


def test_a_stranger_reads_whom_to_ask(page: Page, address: str) -> None:
    page.get_by_role("button", name="用云岭统一认证登录").click()
    page.locator("[name=login]").fill("nobody")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/accounts/oidc/callback/"))
    expect(page.get_by_role("alert")).to_contain_text("系统管理员")
    expect(page.get_by_role("heading", level=1)).to_have_text("尚未开通")
    page.get_by_role("link", name="返回登录页").click()
    page.wait_for_url(f"{address}/accounts/login/")
