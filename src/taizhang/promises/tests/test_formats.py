"""Files that comparisons are written to."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook

from taizhang.promises.formats import FORMATS, TABLES, format_named
from taizhang.promises.rows import FIGURED, NAMED, figured_row, named_row
from taizhang.promises.tests.made import beside

PAIR = beside(
    "新建停车位500个，改造危桥12座。开工建设云坪体育中心。",
    "新建停车位480个<script>alert(1)</script>。云坪体育中心破土动工。",
)


def written(name: str, tables: tuple[str, ...] = TABLES) -> bytes:
    stream = io.BytesIO()
    format_named(name).dump([PAIR], tables, stream)
    return stream.getvalue()


def test_rows_have_the_fields_of_their_table_in_order() -> None:
    assert list(figured_row(PAIR.figured[0], PAIR)) == list(FIGURED)
    assert list(named_row(PAIR.named[0], PAIR)) == list(NAMED)


def test_jsonl_gives_a_promise_a_line_with_what_the_contract_names() -> None:
    rows = [json.loads(line) for line in written("jsonl").splitlines()]
    first = next(row for row in rows if row["table"] == "figured")
    assert [first[f] for f in ("raw_a", "indicator", "value", "unit", "op", "kind", "raw_b", "value_b", "verdict")] == [
        "500个", "新建停车位", 500, "个", "=", "level", "480个", 480, "partly",
    ]  # fmt: skip
    thing = next(row for row in rows if row["table"] == "named")
    assert (thing["raw_a"], thing["verdict"]) == ("云坪体育中心", "done")
    assert PAIR.second.source.text[thing["at_b"] :].startswith(thing["raw_b"])


@pytest.mark.parametrize("only", TABLES)
def test_one_table_alone(only: str) -> None:
    assert {json.loads(line)["table"] for line in written("jsonl", (only,)).splitlines()} == {only}


def test_csv_opens_in_excel_and_holds_both_tables() -> None:
    text = written("csv")
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert [row["table"] for row in rows] == ["figured", "figured", "named"]


def test_the_workbook_has_two_sheets_with_chinese_heads() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written("xlsx")))
    assert book.sheet_names == ["数量承诺", "事项承诺"]
    head, *rows = book.get_sheet_by_name("数量承诺").to_python()
    assert head[:3] == ["承诺年度", "判定", "指标"]
    assert [row[1] for row in rows] == ["部分完成", "未再提及"]


def test_the_page_is_one_file_that_loads_and_runs_nothing() -> None:
    page = written("html").decode()
    assert "承诺兑现情况" in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert re.search(r"https?://", page) is None
    assert page.index("未再提及") < page.index("部分完成　")  # what needs a look stands first


def test_every_format_writes_an_empty_comparison() -> None:
    for name in FORMATS:
        format_named(name).dump([beside("", "")], TABLES, io.BytesIO())
    with pytest.raises(ValueError, match="there are"):
        format_named("pdf")
