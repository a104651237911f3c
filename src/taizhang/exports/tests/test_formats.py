from __future__ import annotations

import csv as standard_csv
import io
import json as standard_json
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from taizhang.exports import FORMATS, OneFileError, format_named, format_of
from taizhang.exports.layers import FACTS, HEADS, Layer
from taizhang.exports.tests.made import quantity, reading
from taizhang.ledger.types import Kind

WITHOUT_PAGE = [name for name in FORMATS if name != "html"]


def lines(path: Path) -> list[dict[str, object]]:
    return [standard_json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_jsonl_lays_out_a_file_a_document_in_a_folder_a_layer(tmp_path: Path) -> None:
    format_named("jsonl").write([reading("a/2025.txt"), reading("b/2026.docx")], FACTS, tmp_path)
    found = sorted(str(path.relative_to(tmp_path).as_posix()) for path in tmp_path.rglob("*.jsonl"))
    assert found == sorted(f"{layer}/{stem}.jsonl" for layer in FACTS for stem in ("2025", "2026"))
    assert [row["value"] for row in lines(tmp_path / "quantities" / "2025.jsonl")] == [51200000000, -1.5, 400]


def test_documents_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    format_named("jsonl").write(
        [reading("a/报告.txt"), reading("b/报告.txt"), reading("c.zip!/报告.doc")], FACTS, tmp_path
    )
    assert sorted(path.stem for path in (tmp_path / "tasks").iterdir()) == ["报告", "报告-2", "报告-3"]


def test_a_document_without_facts_still_gets_its_file(tmp_path: Path) -> None:
    format_named("jsonl").write([reading("空.txt", quantities=())], [Layer.QUANTITIES], tmp_path)
    assert (tmp_path / "quantities" / "空.jsonl").read_bytes() == b""


def test_jsonl_in_one_stream_says_document_and_layer_on_each_line() -> None:
    stream = io.BytesIO()
    format_named("jsonl").dump([reading("a.txt")], [Layer.NAMES], stream)
    row = standard_json.loads(stream.getvalue())
    assert (row["document"], row["layer"], row["type"]) == ("a.txt", "names", "system")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_in_one_stream_is_a_list_of_documents(count: int) -> None:
    stream = io.BytesIO()
    format_named("json").dump([reading()] * count, list(Layer), stream)
    documents = standard_json.loads(stream.getvalue())
    assert len(documents) == count
    assert all(d["account"] == {"claimed": 3} and d["place"] == "堤川县" for d in documents)


def test_csv_opens_in_excel_and_in_python_alike(tmp_path: Path) -> None:
    format_named("csv").write([reading()], [Layer.QUANTITIES], tmp_path)
    content = (tmp_path / "quantities.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(standard_csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [Decimal(row["value"]) for row in table] == [Decimal("51200000000"), Decimal("-1.5"), 400]
    assert table[0]["section"] == "一、工作回顾"


def test_csv_refuses_two_layers_in_one_file() -> None:
    with pytest.raises(OneFileError, match="--layer"):
        format_named("csv").dump([reading()], FACTS, io.BytesIO())


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_of_a_report_becomes_a_formula_in_csv(tmp_path: Path, start: str) -> None:
    hostile = quantity("512亿元", "1", indicator=f'{start}HYPERLINK("http://example.invalid")')
    format_named("csv").write([reading(quantities=(hostile,))], [Layer.QUANTITIES], tmp_path)
    text = (tmp_path / "quantities.csv").read_text(encoding="utf-8-sig")
    row = next(standard_csv.DictReader(io.StringIO(text, newline="")))
    assert row["indicator"].startswith(f"'{start}HYPERLINK")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", "http://example.invalid"])
def test_no_text_of_a_report_becomes_a_formula_or_a_link_in_xlsx(tmp_path: Path, start: str) -> None:
    from zipfile import ZipFile

    hostile = quantity("512亿元", "1", indicator=start)
    format_named("xlsx").write([reading(quantities=(hostile,))], [Layer.QUANTITIES], tmp_path)
    with ZipFile(tmp_path / "taizhang.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert start in sheet


def test_xlsx_has_a_sheet_a_layer_with_chinese_heads(tmp_path: Path) -> None:
    format_named("xlsx").write([reading(), reading("b.txt")], FACTS, tmp_path)
    book = CalamineWorkbook.from_path(tmp_path / "taizhang.xlsx")
    assert book.sheet_names == ["数量", "任务", "名称"]
    head, *body = book.get_sheet_by_name("数量").to_python()
    assert head == ["文档", *HEADS[Layer.QUANTITIES].values()]
    assert len(body) == 6
    assert body[1][head.index("数值")] == -1.5
    assert body[2][head.index("口径")] == "目标"


def test_a_full_sheet_goes_on_in_a_second_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taizhang.exports.xlsx.ROWS", 2)
    format_named("xlsx").write([reading()], [Layer.QUANTITIES], tmp_path)
    book = CalamineWorkbook.from_path(tmp_path / "taizhang.xlsx")
    assert book.sheet_names == ["数量", "数量 (2)"]
    assert [len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names] == [3, 2]


def test_a_cell_longer_than_excel_allows_is_cut_with_a_mark(tmp_path: Path) -> None:
    long = quantity("512亿元", "1", indicator="长" * 40_000)
    format_named("xlsx").write([reading(quantities=(long,))], [Layer.QUANTITIES], tmp_path)
    _, row = CalamineWorkbook.from_path(tmp_path / "taizhang.xlsx").get_sheet_by_index(0).to_python()
    assert any(isinstance(c, str) and len(c) == 32_767 and c.endswith("…") for c in row)


def test_parquet_keeps_the_double_and_the_exact_digits(tmp_path: Path) -> None:
    exact = quantity("512亿元", "0.12345678901234567890", kind=Kind.SHARE)
    format_named("parquet").write([reading(quantities=(exact,))], list(Layer), tmp_path)
    table = pq.read_table(tmp_path / "taizhang.parquet")
    row = table.to_pylist()[0]
    assert (row["value"], row["value_text"]) == (0.12345678901234568, "0.12345678901234567890")
    assert (row["period_first"], row["document"], row["place"]) == (2025, "堤川/2026.txt", "堤川县")
    assert set(table["layer"].to_pylist()) == {layer.value for layer in Layer}


@pytest.mark.parametrize("name", WITHOUT_PAGE)
def test_no_readings_give_a_valid_empty_file(name: str, tmp_path: Path) -> None:
    format_named(name).write([], FACTS, tmp_path)
    for path in tmp_path.rglob("*.*"):
        if path.suffix == ".parquet":
            assert pq.read_table(path).num_rows == 0
        if path.suffix == ".xlsx":
            assert len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_the_ending_of_a_file_names_its_format(name: str) -> None:
    assert format_of(Path(f"out.{name.upper()}")) == name
    assert format_of(Path("out")) is None


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="jsonl, json, csv"):
        format_named("docx")
