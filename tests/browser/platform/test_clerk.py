"""A clerk hands in a report, reviews it by keyboard, adds what was missed, and publishes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

REPORT = """云荻县2027年政府工作报告

一、2026年工作回顾
2026年，全县地区生产总值增长5.6%，新建农村公路42公里，新增学位1200个。

二、2027年工作安排
2027年，新建农村公路60公里，改造老旧小区8个，新增公共停车位300个。推进云荻大桥开工建设。
"""


def test_a_report_is_handed_in_reviewed_by_keyboard_and_published(enter: Callable[..., Page], tmp_path: Path) -> None:
    (tmp_path / "云荻县报告.txt").write_text(REPORT, "utf-8")
    page = enter("ducha")
    page.get_by_role("link", name="文件", exact=True).first.click()
    page.set_input_files("#files", tmp_path / "云荻县报告.txt")
    page.get_by_role("button", name="上传并阅读").click()
    expect(page.locator(".entry").first).to_be_visible(timeout=30_000)  # read in the background, shown by itself

    page.reload()
    first, second, third = (page.locator(".entry").nth(at) for at in range(3))
    page.keyboard.press("k")
    expect(first).to_have_class(re.compile("chosen"))
    page.keyboard.press("a")
    expect(first).to_have_class(re.compile("accepted"))
    expect(second).to_have_class(re.compile("chosen"))  # the eye goes on by itself
    page.keyboard.press("x")
    expect(second).to_have_class(re.compile("rejected"))
    page.keyboard.press("u")
    expect(page.locator("main [role=status]")).to_contain_text("已撤销 1 条")
    expect(second).to_have_class(re.compile("pending"))

    third.locator("[data-entry]").click()
    page.keyboard.press("e")
    name = third.locator("[name=indicator]")
    expect(name).to_be_focused()
    name.fill("新增中小学学位")
    third.get_by_role("button", name="改好采用").click()
    expect(third).to_have_class(re.compile("accepted"))
    expect(third).to_contain_text("人工改过")
    page.keyboard.press("j")
    expect(third).not_to_have_class(re.compile("chosen"))

    _add_by_selecting(page, "云荻大桥")
    expect(page.locator(".entry", has_text="云荻大桥").first).to_contain_text("采用")

    for layer in ("quantities", "tasks"):
        page.goto(f"{page.url.split('?')[0]}?layer={layer}")
        page.get_by_label("把握不低于").select_option("0.8")
        page.get_by_role("button", name="批量采用").click()
        expect(page.locator("main [role=status]")).to_contain_text("已采用")
    page.get_by_role("button", name="发布进台账").click()
    expect(page.locator("main [role=status]")).to_contain_text("已发布")

    page.goto("/tasks/?year=2027")
    expect(page.get_by_role("link", name=re.compile("新建农村公路60公里")).first).to_be_visible()


def _add_by_selecting(page: Page, words: str) -> None:
    """Select the last place of `words` in the text, as with the mouse, and add it as a name."""
    page.goto(f"{page.url.split('?')[0]}?layer=names")
    page.evaluate(
        """(words) => {
          const walk = document.createTreeWalker(document.querySelector("#paper"), NodeFilter.SHOW_TEXT);
          let found = null;
          while (walk.nextNode()) if (walk.currentNode.data.includes(words)) found = walk.currentNode;
          const at = found.data.indexOf(words), range = document.createRange();
          range.setStart(found, at); range.setEnd(found, at + words.length);
          const chosen = document.getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
        }""",
        words,
    )
    adding = page.locator("#adding")
    expect(adding.locator(".picked")).to_have_text(words)
    adding.get_by_role("button", name="添加").click()
    expect(page.locator("main [role=status]")).to_contain_text("已添加")
