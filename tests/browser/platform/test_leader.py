"""The leader lands on one screen and goes down from it to the sentence of the report."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_leader_goes_from_the_lights_down_to_the_sentence(enter: Callable[..., Page]) -> None:
    page = enter("leader")
    expect(page).to_have_url(re.compile("/leader$"))
    for title in ("本周滑坡", "待您决定", "天内到期", "各单位", "各月到期"):
        expect(page.get_by_role("heading", name=re.compile(title))).to_be_visible()
    red = page.locator("dl.tallies a", has_text=re.compile(r"\d")).nth(1)
    count = int(red.inner_text())
    assert count > 0

    row = page.locator("tr", has=page.locator("details.origin")).first
    task = row.locator("td.words > a").inner_text()
    expect(row.locator("blockquote")).to_be_hidden()
    row.get_by_text("出处").click()
    sentence = row.locator("blockquote").inner_text()
    row.get_by_role("link", name="看报告原文").click()
    expect(page).to_have_url(re.compile(r"/documents/\d+/\?layer=tasks#e-\d+"))
    expect(page.locator("#paper a.chosen").first).to_be_in_viewport()
    assert "".join(page.locator("#paper a.chosen").all_inner_texts())[:8] in sentence

    page.goto("/leader")
    page.locator("td.words > a", has_text=task[:12]).first.click()
    expect(page.locator("h1")).to_have_text(task)

    page.goto("/leader")
    page.locator("dl.tallies a").nth(1).click()
    expect(page).to_have_url(re.compile("light=red"))
    expect(page.locator("tbody tr")).to_have_count(count)


def test_charts_have_their_tables_and_downloads(enter: Callable[..., Page]) -> None:
    page = enter("leader")
    for chart in page.locator("figure").all():
        expect(chart.locator("svg")).to_have_attribute("aria-label", re.compile("任务|承诺"))
        expect(chart.locator("table")).to_be_hidden()
        chart.locator("details.figures summary").click()
        expect(chart.locator("table")).to_be_visible()
        for kind in ("CSV", "SVG"):
            with page.expect_download() as began:
                chart.get_by_role("link", name=kind).click()
            assert began.value.suggested_filename.endswith(kind.lower())
            assert began.value.path().stat().st_size > 100


def test_a_decision_waits_on_the_page_until_it_is_made(enter: Callable[..., Page]) -> None:
    page = enter("leader")
    page.get_by_role("link", name=re.compile("全部 .* 件")).click()
    page.locator("tr", has_text="延期").get_by_role("link").first.click()
    page.get_by_label("批复意见").fill("同意顺延，务必按期完成。")
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page.locator("main [role=status]")).to_contain_text("已批复")
    expect(page.locator("#requests")).to_contain_text("同意顺延")


def test_others_do_not_reach_the_leader_s_page(enter: Callable[..., Page]) -> None:
    page = enter("zhujian")
    answer = page.goto("/leader")
    assert answer is not None
    assert answer.status == 403
    expect(page.locator("[role=alert]")).to_contain_text("查看领导一屏")


def test_home_says_what_waits_and_leads_there(enter: Callable[..., Page]) -> None:
    page = enter("ducha2")
    page.goto("/")
    row = page.locator("tr", has_text="待核查的销号申请")
    expect(row.locator("td.num")).to_have_text(re.compile(r"[1-9]\d*"))
    row.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("待办")
