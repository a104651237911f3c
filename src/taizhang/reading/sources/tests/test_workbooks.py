"""Workbooks: each sheet a table."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import xlsxwriter

from taizhang.reading.sources import open_source
from taizhang.reading.sources.tests.test_office import rows


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    fill(book)
    book.close()
    return stream.getvalue()


def indicators(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("主要指标")
    sheet.merge_range("B2:E2", "2024年主要指标")
    sheet.write("E3", "单位：亿元")
    sheet.merge_range("B4:B5", "指标")
    sheet.merge_range("C4:D4", "2024年")
    sheet.write_row("C5", ["实绩", "增速", "去年"])
    sheet.write_row("B6", ["地区生产总值", 312.6])
    sheet.write("D6", 0.062, book.add_format({"num_format": "0.0%"}))
    sheet.write("E6", 294)
    book.add_worksheet("底稿").hide()


def test_a_sheet_is_a_table_under_its_name() -> None:
    source = open_source(workbook(indicators))
    table = source.tables[0]
    assert table.caption is not None
    assert source.text[table.caption.start : table.caption.end] == "主要指标\n2024年主要指标\n单位：亿元"
    assert (table.head_rows, table.head_columns) == (2, 1)
    assert rows(source)[0] == ["指标", "2024年", "2024年", ""]


def test_a_cell_in_percent_format_is_a_percentage() -> None:
    assert rows(open_source(workbook(indicators)))[2] == ["地区生产总值", "312.6", "6.2%", "294"]


def test_a_hidden_sheet_is_dropped_with_a_note() -> None:
    assert "hidden sheet 底稿 dropped" in open_source(workbook(indicators)).notes


def test_numbers_are_shown_without_the_noise_of_binary_fractions_and_dates_as_dates() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["日期", "数"])
        sheet.write_datetime(1, 0, datetime.datetime(2024, 1, 9), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number(1, 1, 0.1 * 3)

    assert rows(open_source(workbook(fill)))[1] == ["2024-01-09", "0.3"]


def test_a_literal_percent_sign_in_a_format_does_not_make_a_percentage() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["指标", "数"])
        sheet.write(1, 0, "增速")
        sheet.write(1, 1, 6.2, book.add_format({"num_format": '0.0"%"'}))

    assert rows(open_source(workbook(fill)))[1] == ["增速", "6.2"]
