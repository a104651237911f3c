"""The list: what was read, what was not, and reading a file of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
REPORT = "云河县2024年政府工作报告\n\n一、2023年工作回顾\n\n新增规模以上企业20家，改造老旧小区6个。\n"


def test_the_list_shows_what_was_read_and_why_the_rest_was_not(open_page: Open) -> None:
    page = open_page("")
    expect(page.locator("tbody tr", has_text="a-plain.txt")).to_contain_text("2024 / 2025")
    expect(page.locator("tbody tr.failed")).to_contain_text("文件里没有文字")


def test_a_file_of_ones_own_is_read_at_once(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "自己的报告.txt").write_text(REPORT, "utf-8")
    page = open_page("")
    page.set_input_files("#file", tmp_path / "自己的报告.txt")
    page.get_by_role("button", name="读这份文件").click()
    expect(page.locator("h1")).to_have_text("云河县2024年政府工作报告")
    expect(page.locator("#panel-quantities tbody tr[id]")).to_have_count(2)


def test_a_file_that_cannot_be_read_is_refused_in_words(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "空.docx").write_bytes(b"PK\x03\x04broken")
    page = open_page("")
    page.set_input_files("#file", tmp_path / "空.docx")
    with page.expect_response("**/upload/") as answer:
        page.get_by_role("button", name="读这份文件").click()
    assert answer.value.status == 422
    expect(page.get_by_role("alert").first).to_contain_text("请")


def test_the_page_offers_its_downloads(open_page: Open) -> None:
    page = open_page()
    for name, start in (
        ("Excel 台账", b"PK"),
        ("CSV 数量", b"\xef\xbb\xbfdocument"),
        ("JSONL", b"{"),
        ("JSON", b"["),
        ("Parquet", b"PAR1"),
    ):
        page.locator(".menu summary").click()
        with page.expect_download() as waiting:
            page.locator(".menu").get_by_role("link", name=name, exact=True).click()
        assert waiting.value.path().read_bytes().startswith(start)


def test_the_text_can_be_downloaded_as_it_was_found(open_page: Open) -> None:
    page = open_page("b-damaged.txt")
    page.locator(".menu summary").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="原文文本").click()
    assert "(fā)" in waiting.value.path().read_text("utf-8")


def test_the_list_speaks_english(open_page: Open) -> None:
    page = open_page("")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Reports")
    page.locator("td.document a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_an_unknown_address_says_what_to_do(open_page: Open, address: str) -> None:
    page = open_page("")
    answer = page.request.get(f"{address}readings/0123456789abcdef/")
    assert answer.status == 404
    assert "没有这个页面" in answer.text()
