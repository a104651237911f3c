"""The year's practical matters: listed by the office, given to units, shown to the public, rated by citizens."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_practical_matter_is_listed_assigned_published_and_rated(enter: Callable[..., Page]) -> None:
    clerk = enter("ducha")
    clerk.goto("/tasks/lists")
    clerk.get_by_label("种类").select_option(label="民生实事")
    clerk.get_by_label("名称").fill("2026年民生实事")
    clerk.get_by_role("button", name="建立").click()
    clerk.get_by_role("link", name="2026年民生实事").click()
    clerk.get_by_label("新的一件").fill("学有优教")
    clerk.get_by_role("button", name="加一件").click()
    clerk.get_by_role("link", name="加一项").click()
    clerk.get_by_label("任务", exact=True).fill("新增学位1500个")
    clerk.get_by_label("量化目标").fill("新增学位>=1500个")
    clerk.get_by_role("button", name="拟办").click()
    clerk.get_by_role("link", name="交办").click()
    clerk.get_by_label(re.compile("牵头单位")).select_option(label="荻川县教育局")
    clerk.get_by_role("button", name="交办", exact=True).click()

    citizen = enter(phone=True)
    citizen.goto("/tasks/public")
    expect(citizen.locator("main")).not_to_contain_text("新增学位1500个")

    clerk.goto("/tasks/lists")
    clerk.get_by_role("link", name="2026年民生实事").click()
    clerk.get_by_role("button", name="公开").click()
    expect(clerk.get_by_role("button", name="停止公开")).to_be_visible()

    citizen.reload()
    item = citizen.locator("li", has_text="新增学位1500个")
    expect(item).to_contain_text("荻川县教育局")
    item.get_by_role("link", name="评价").click()
    citizen.get_by_label("满意", exact=True).check()
    citizen.get_by_role("button", name="提交评价").click()
    expect(citizen.locator("main [role=status]")).to_contain_text("谢谢")
    expect(item).to_contain_text("满意 1")

    clerk.reload()
    expect(clerk.locator("tr", has_text="新增学位1500个")).to_contain_text("满意 1")
