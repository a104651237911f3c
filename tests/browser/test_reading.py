"""The reading page in a real browser: text and ledger find each other, by mouse, by keyboard, by thumb."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def marks(page: Page) -> list[str]:
    return page.eval_on_selector_all("#text a.q", "all => all.map(a => a.hash.slice(1))")


def chosen(page: Page) -> str | None:
    return page.evaluate("document.querySelector('.panel:not([hidden]) tr[aria-selected=true]')?.id")


def is_seen(page: Page, selector: str, within: str) -> bool:
    """Whether an element lies within the visible part of a pane."""
    return page.evaluate(
        """([selector, within]) => {
            const a = document.querySelector(selector).getBoundingClientRect(), b = document.querySelector(within).getBoundingClientRect();
            return a.bottom > Math.max(b.top, 0) && a.top < Math.min(b.bottom, innerHeight);
        }""",
        [selector, within],
    )


def test_a_mark_leads_to_its_row(open_page: Open) -> None:
    page = open_page()
    mark = page.locator("#text a.q").nth(60)
    id = (mark.get_attribute("href") or "")[1:]
    mark.click()
    expect(page.locator(f"[id='{id}']")).to_have_attribute("aria-selected", "true")
    assert is_seen(page, f"[id='{id}']", "#panel-quantities .scroll")
    assert page.url.endswith(f"#{id}")


def test_a_row_leads_to_its_mark(open_page: Open) -> None:
    page = open_page()
    row = page.locator("#panel-quantities tbody tr[id]").nth(120)
    row.click()
    mark = f"#text a[href='#{row.get_attribute('id')}']"
    expect(page.locator(mark).first).to_have_class(
        "q " + page.locator(mark).first.get_attribute("class").split()[1] + " on"
    )
    assert is_seen(page, mark, "#text")


def test_a_row_says_how_it_was_read(open_page: Open) -> None:
    page = open_page()
    page.locator("#panel-quantities tbody tr[id]").first.click()
    detail = page.locator(".detail")
    expect(detail.locator("blockquote b")).to_have_text("622.8亿元")
    expect(detail).to_contain_text("62,280,000,000 元")
    expect(detail).to_contain_text("对回顾期的“预计”")
    page.keyboard.press("Escape")
    expect(detail).to_have_count(0)


def test_a_link_with_a_fact_opens_there(open_page: Open) -> None:
    id = marks(open_page())[100]
    page = open_page(path=f"#{id}")
    assert chosen(page) == id
    assert is_seen(page, f"#text a[href='#{id}']", "#text")


def test_j_and_k_go_through_the_rows_in_the_order_of_the_text(open_page: Open) -> None:
    page = open_page()
    order = list(dict.fromkeys(marks(page)))
    for key, expected in (("j", order[0]), ("j", order[1]), ("j", order[2]), ("k", order[1])):
        page.keyboard.press(key)
        assert chosen(page) == expected


def test_digits_open_tabs_and_a_question_mark_the_sheet_of_keys(open_page: Open) -> None:
    page = open_page()
    for key, tab in (("2", "tasks"), ("3", "names"), ("4", "doubts"), ("5", "numerals"), ("1", "quantities")):
        page.keyboard.press(key)
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#sheet-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sheet-help")).to_be_hidden()


def test_enter_opens_a_row_and_the_details_move_along(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    first = page.locator(".detail blockquote b").inner_text()
    page.keyboard.press("j")
    expect(page.locator(".detail blockquote b")).not_to_have_text(first)
    expect(page.locator(".detail")).to_have_count(1)


def test_filters_leave_the_rows_that_meet_them_and_dim_the_rest_in_the_text(open_page: Open) -> None:
    page = open_page()
    page.locator("#panel-quantities [data-filter=stance]").select_option("target")
    shown = page.locator("#panel-quantities tbody tr[id]:visible .c-stance")
    assert set(shown.all_text_contents()) == {"目标"}
    assert page.locator("#panel-quantities output").inner_text() == str(shown.count())
    assert page.locator("#text a.actual:not(.off)").count() == 0
    page.locator("#panel-quantities [data-filter=kind]").select_option("growth")
    assert set(page.locator("#panel-quantities tbody tr[id]:visible .c-kind").all_text_contents()) == {"增速"}
    page.locator("#panel-quantities [type=reset]").click()
    assert page.locator("#text .off").count() == 0


def test_a_section_holds_what_stands_under_its_subsections(open_page: Open) -> None:
    page = open_page()
    choice = page.locator("#panel-quantities [data-filter=section]")
    option = choice.locator("option", has_text="重点工作").first.get_attribute("value")
    choice.select_option(option)
    shown = page.locator("#panel-quantities tbody tr[id]:visible")
    assert 5 < shown.count() < page.locator("#panel-quantities tbody tr[id]").count()


def test_the_tasks_tab_shows_tasks_until_asked_for_more(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("2")
    judged = set(page.locator("#panel-tasks tbody tr[id]:visible .c-judged").all_text_contents())
    assert {word.strip() for word in judged} == {"任务", "可量化任务"}
    page.locator("#panel-tasks [data-filter=judged]").select_option("")
    assert (
        page.locator("#panel-tasks tbody tr[id]:visible").count() == page.locator("#panel-tasks tbody tr[id]").count()
    )


def test_search_finds_rows_and_places_in_the_text(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("城镇新增就业")
    expect(page.locator("#found")).to_contain_text("处")
    shown = page.locator("#panel-quantities tbody tr[id]:visible")
    expect(shown.first).to_contain_text("城镇新增就业")
    assert 0 < shown.count() < 12
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("1 /")
    assert page.evaluate("getSelection().toString()") == "城镇新增就业"
    page.keyboard.press("Escape")
    expect(page.locator("#panel-quantities tbody tr[id]:visible")).to_have_count(len(set(marks(page))))


def test_n_goes_to_the_next_doubt(open_page: Open) -> None:
    page = open_page("b-damaged.txt")
    doubts = page.locator("#panel-doubts tbody tr[id]").count()
    page.keyboard.press("n")
    expect(page.locator("#panel-doubts")).to_be_visible()
    assert (chosen(page) is not None) == (doubts > 0)


def test_r_shows_the_text_as_found_with_offsets_and_marks(open_page: Open) -> None:
    page = open_page("b-damaged.txt")
    page.locator("#panel-quantities tbody tr[id]").nth(30).click()
    id = chosen(page)
    assert "(fā)" not in page.locator("#text").inner_text()
    page.keyboard.press("r")
    assert "(fā)" in page.locator("#text").inner_text()
    assert page.locator("#text .x").count() > 0
    assert is_seen(page, f"#text a[href='#{id}'].on", "#text")
    offset = page.evaluate("getComputedStyle(document.querySelectorAll('#text .b')[5], '::before').content")
    assert offset.strip('"').isdecimal()
    page.keyboard.press("r")
    assert "(fā)" not in page.locator("#text").inner_text()
    assert marks(page)


def test_a_text_without_repairs_says_so(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="原样", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("无需修复")


def test_a_reason_lists_its_numerals_and_lights_them_in_the_text(open_page: Open) -> None:
    page = open_page()
    segment = page.locator(".meter button:not(.claimed)").first
    segment.click()
    expect(page.locator("#panel-numerals tbody tr[id]:visible")).to_have_count(
        int(segment.get_attribute("data-n") or 0)
    )
    expect(segment).to_have_attribute("aria-pressed", "true")
    assert page.locator("#text .lit").count() > 0


def test_layers_can_be_hidden(open_page: Open) -> None:
    page = open_page()
    decoration = "getComputedStyle(document.querySelector('#text a.q')).textDecorationLine"
    assert page.evaluate(decoration) == "underline"
    page.locator("[data-layer=q]").click()
    assert page.evaluate(decoration) == "none"


def test_the_outline_leads_into_the_text(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("o")
    entry = page.locator(".tree a").last
    entry.click()
    expect(page.locator("#sheet-outline")).to_be_hidden()
    assert is_seen(page, entry.get_attribute("href") or "", "#text")


def test_a_column_sorts_the_rows(open_page: Open) -> None:
    page = open_page()
    page.locator("#panel-quantities [data-sort=value]").click()
    facts = page.evaluate(
        "Object.fromEntries(JSON.parse(document.querySelector('#data').textContent).facts.quantities.map(f => [f.id, f.value]))"
    )
    values = [facts[id] for id in page.eval_on_selector_all("#panel-quantities tbody tr", "all => all.map(r => r.id)")]
    assert values == sorted(values)
    expect(page.locator("#panel-quantities th.c-value")).to_have_attribute("aria-sort", "ascending")


def test_the_rows_shown_can_be_exported(open_page: Open) -> None:
    page = open_page()
    page.locator("#panel-quantities [data-filter=stance]").select_option("target")
    with page.expect_download() as waiting:
        page.locator("#panel-quantities [data-export]").click()
    content = waiting.value.path().read_text("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))
    assert lines[0][:3] == ["指标", "数值", "单位"]
    assert {line[4] for line in lines[1:]} == {"目标"}
    assert len(lines) - 1 == page.locator("#panel-quantities tbody tr[id]:visible").count()


def test_the_two_panes_scroll_together(open_page: Open) -> None:
    page = open_page()
    page.mouse.move(300, 450)
    page.mouse.wheel(0, 2600)
    expect(page.locator("#panel-quantities tbody tr").first).not_to_be_in_viewport()
    page.mouse.move(1000, 500)
    page.mouse.wheel(0, -20000)
    expect(page.locator("#panel-quantities tbody tr").first).to_be_in_viewport()
    expect(page.locator("#text a.q").first).to_be_in_viewport()


def test_the_page_speaks_english_and_remembers_it(open_page: Open) -> None:
    page = open_page()
    page.locator("#language").click()
    expect(page.locator("#tab-quantities")).to_contain_text("Quantities")
    expect(page.locator("#search")).to_have_attribute("placeholder", "Search indicators, text, projects…")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#tab-quantities")).to_contain_text("Quantities")


def test_on_a_phone_a_tap_shows_mark_and_row_together(open_page: Open) -> None:
    page = open_page(phone=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#ledger")).to_be_hidden()
    mark = page.locator("#text a.q").nth(40)
    id = (mark.get_attribute("href") or "")[1:]
    mark.tap()
    expect(page.locator("#ledger")).to_be_visible()
    sheet = page.locator("#ledger").bounding_box()
    lit = page.locator(f"#text a[href='#{id}']").first.bounding_box()
    assert sheet
    assert lit
    assert 0 < lit["y"] < sheet["y"]
    page.locator(".thumb button").first.tap()
    expect(page.locator("#ledger")).to_be_hidden()


def test_on_a_phone_targets_are_large_enough_for_a_thumb(open_page: Open) -> None:
    page = open_page(phone=True)
    page.locator(".thumb button").nth(1).tap()
    small = page.evaluate(
        """[...document.querySelectorAll('.thumb button, .filters select, .filters button, .actions button, tbody tr, .tools button')]
            .filter(e => e.offsetParent && e.getBoundingClientRect().height && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
