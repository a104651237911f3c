"""What one report promised stands beside what the next one tells."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_the_tally_leads_to_the_promise_and_to_both_sentences(enter: Callable[..., Page]) -> None:
    page = enter("leader")
    tally = page.locator("figure", has=page.get_by_role("heading", name="2025年承诺兑现"))
    tally.locator("details summary").click()
    row = tally.locator("tr", has=page.get_by_role("link", name="未完成", exact=True))
    count = row.locator("td.num").inner_text()
    row.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/promises/2025/\?.*verdict=missed"))
    expect(page.locator("table.promises tbody tr, main table tbody tr")).to_have_count(int(count))
    page.locator("main tbody tr a[href*='/promises/one/']").first.click()
    expect(page.locator("main mark, main .marked").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("未完成")
