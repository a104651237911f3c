from __future__ import annotations

import io
import zipfile

import pyarrow as pa

from taizhang.corpus.step import INPUT, OUTPUT, step
from taizhang.corpus.tests.documents import report


def documents(*rows: tuple[str, bytes | None, str | None]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([dict(zip(INPUT.names, row, strict=True)) for row in rows], schema=INPUT)


def layers(batch: pa.RecordBatch) -> set[str]:
    return set(batch["layer"].to_pylist())


def test_a_document_gives_a_row_for_itself_and_one_for_each_fact() -> None:
    read = step(documents(("a.txt", report(1).encode(), None)))
    assert read.schema == OUTPUT
    assert {"documents", "quantities", "tasks"} <= layers(read)
    own = next(row for row in read.to_pylist() if row["layer"] == "documents")
    assert own["characters"] == len(report(1))
    assert 0 < own["claimed"] <= own["numerals"]


def test_every_row_names_its_file_and_the_reader() -> None:
    read = step(documents(("a.txt", report(1).encode(), None), ("b.txt", b"", None)))
    assert set(read["file"].to_pylist()) == {"a.txt", "b.txt"}
    assert len(set(read["reader"].to_pylist())) == 1


def test_text_and_its_bytes_give_the_same_facts() -> None:
    from_bytes = step(documents(("a.txt", report(2).encode(), None)))
    from_text = step(documents(("a.txt", None, report(2))))
    columns = ["layer", "at", "end", "raw", "value_text", "unit", "stance", "period", "file_digest"]
    assert from_bytes.select(columns) == from_text.select(columns)


def test_what_cannot_be_read_is_a_row_that_says_why() -> None:
    bad = [("empty.txt", b"", None), ("noise.bin", b"\x00\x01\xff\xfe\x80" * 50, None), ("gone.txt", None, None)]
    read = step(documents(*bad, ("good.txt", report(3).encode(), None))).to_pylist()
    failures = {row["file"]: row for row in read if row["layer"] == "failures"}
    assert failures.keys() == {"empty.txt", "noise.bin", "gone.txt"}
    assert all(row["error"].startswith("TZ-") and row["what"] and row["advice"] for row in failures.values())
    assert any(row["layer"] == "quantities" and row["file"] == "good.txt" for row in read)


def test_the_members_of_an_archive_are_documents_of_one_file() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x/a.txt", report(4))
        archive.writestr("b.txt", report(5))
    read = step(documents(("c.zip", packed.getvalue(), None)))
    assert set(read["document"].to_pylist()) == {"c.zip!/x/a.txt", "c.zip!/b.txt"}
    assert set(read["file"].to_pylist()) == {"c.zip"}


def test_nothing_gives_nothing() -> None:
    assert step(documents()).num_rows == 0
