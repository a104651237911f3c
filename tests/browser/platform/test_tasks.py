"""Tasks go the whole way, each step by the post whose it is: assigned, signed, returned, reported, closed by another hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

HOUSING = "荻川县住房和城乡建设局"


def test_tasks_are_assigned_signed_returned_reported_and_closed(enter: Callable[..., Page], photo: Path) -> None:
    clerk = enter("ducha")
    numbers = _assign(clerk, 3)

    unit = enter("zhujian")
    unit.goto("/tasks/inbox")
    for number in numbers[:2]:
        unit.get_by_role("checkbox", name=number).check()
    expect(unit.locator("[data-count] b")).to_have_text("2")
    unit.get_by_role("button", name="签收选中的任务").click()
    expect(_said(unit)).to_contain_text("签收 2 项")

    unit.locator("tr", has_text=numbers[2]).get_by_role("link", name="退回").click()
    unit.get_by_role("button", name="退回并请裁决").click()  # without a reason
    expect(unit.locator(".errorlist").first).to_be_visible()
    unit.get_by_label("理由").fill("此项工作由发改部门牵头。")
    unit.get_by_role("button", name="退回并请裁决").click()
    expect(_said(unit)).to_contain_text("待裁决")

    unit.goto("/tasks/monthly")
    sheet = unit.locator("fieldset", has_text=numbers[0])
    sheet.locator("textarea").fill("已完成招标，正在进场。")
    for figure in sheet.locator("input[name^=figure-]").all():
        figure.fill("3")
    unit.get_by_role("button", name="报送", exact=True).click()
    expect(_said(unit)).to_contain_text("已报 1 项")

    unit.get_by_role("link", name=re.compile(numbers[0])).click()
    task = unit.url
    expect(unit.locator("main")).to_contain_text("已完成招标，正在进场。")
    unit.get_by_role("link", name="申请销号").click()
    unit.get_by_label("完成情况").fill("全部建成，住建局组织验收合格。")
    unit.set_input_files("input[type=file]", photo)
    unit.get_by_role("button", name="申请销号").click()
    expect(_said(unit)).to_contain_text("待核查")
    expect(unit.get_by_role("link", name="核查销号")).to_have_count(0)  # not by the hand that did it

    clerk.goto("/tasks/inbox")
    clerk.get_by_role("link", name=re.compile(numbers[0])).click()
    assert clerk.url.split("#")[0] == task
    clerk.get_by_role("link", name="核查销号").click()
    clerk.get_by_label("核查意见").fill("现场核查属实。")
    clerk.get_by_role("button", name="核查属实").click()
    expect(_said(clerk)).to_contain_text("已销号")
    history = clerk.locator("ol.history")
    for words in ("销号", "进展", "签收", "交办"):
        expect(history).to_contain_text(words)

    clerk.goto("/tasks/inbox")
    clerk.get_by_role("link", name=re.compile(numbers[2])).click()
    clerk.get_by_role("link", name="裁决").click()
    clerk.get_by_label("牵头单位").select_option(label="荻川县发展和改革委员会")
    clerk.get_by_label("裁决意见").fill("按三定规定由发改委牵头。")
    clerk.get_by_role("button", name="裁决").click()
    expect(_said(clerk)).to_contain_text("已裁决")
    expect(clerk.locator("dl.facts")).to_contain_text("荻川县发展和改革委员会")


def test_a_unit_sees_no_task_of_another_unit(enter: Callable[..., Page]) -> None:
    clerk = enter("ducha")
    clerk.goto("/tasks/?year=2026&state=open")
    mine = clerk.locator("tbody tr", has_text="水务局").locator("td.words a").first.get_attribute("href") or ""
    unit = enter("jiaoyu")
    unit.goto("/tasks/?year=2026")
    expect(unit.locator("tbody tr").first).to_be_visible()
    expect(unit.locator("tbody tr", has_text="水务局")).to_have_count(0)
    answer = unit.goto(mine)
    assert answer is not None
    assert answer.status == 404


def _assign(page: Page, many: int) -> list[str]:
    """Tick the first drafted tasks by keyboard and give them to housing; their numbers."""
    page.goto("/tasks/?year=2026&state=drafted&order=number")
    rows = page.locator("tbody tr")
    numbers = [rows.nth(at).locator("td").nth(2).inner_text() for at in range(many)]
    for _ in numbers:
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("[data-count] b")).to_have_text(str(many))
    page.get_by_role("button", name="交办选中的任务").click()
    for at, number in enumerate(numbers):
        sheet = page.locator("fieldset", has_text=number)
        sheet.get_by_label(re.compile("牵头单位")).select_option(label=HOUSING)
        if at == 0:
            sheet.get_by_label("责任领导").select_option(index=1)
    page.get_by_role("button", name="交办", exact=True).click()
    expect(_said(page)).to_contain_text(f"交办 {many} 项")
    return numbers


def _said(page: Page) -> Locator:
    return page.locator("main [role=status]")
