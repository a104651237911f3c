"""The shelf: what came of each document, and how many readings stay in memory."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from taizhang.desk import shelf as module
from taizhang.desk.shelf import Shelf

REPORT = "云河县{year}年政府工作报告\n\n一、{before}年工作回顾\n\n新增规模以上企业{year}家。\n"


def report(folder: Path, year: int) -> Path:
    path = folder / f"{year}.txt"
    path.write_text(REPORT.format(year=year, before=year - 1), "utf-8")
    return path


def full(*sources: Path | str, kept: int = 8, uploads: Path | None = None) -> Shelf:
    made = Shelf([str(source) for source in sources], kept=kept, uploads=uploads)
    made.read_all()
    return made


def ids(shelf: Shelf) -> list[str]:
    return [entry.summary.id for entry in shelf.entries() if entry.summary]


def test_documents_wait_until_they_are_read(tmp_path: Path) -> None:
    report(tmp_path, 2024)
    shelf = Shelf([str(tmp_path)], kept=8, uploads=None)
    (entry,) = shelf.entries()
    assert (entry.summary, entry.failure) == (None, None)
    shelf.read_all()
    (entry,) = shelf.entries()
    assert entry.summary is not None
    assert (entry.summary.title, entry.summary.reviewed) == ("云河县2024年政府工作报告", "2023")


def test_folders_patterns_and_archives_give_their_documents_in_order(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    report(tmp_path / "folder", 2021)
    with ZipFile(tmp_path / "both.zip", "w") as archive:
        for year in (2022, 2023):
            archive.write(report(tmp_path, year), f"{year}.txt")
    shelf = full(tmp_path / "folder", tmp_path / "*2.txt", tmp_path / "both.zip")
    assert [Path(entry.name).name for entry in shelf.entries()] == ["2021.txt", "2022.txt", "2022.txt", "2023.txt"]


def test_what_cannot_be_read_stays_in_the_list_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    failures = [entry.failure for entry in full(tmp_path, tmp_path / "missing.docx").entries()]
    assert [failure.code for failure in failures if failure] == ["TZ-S02", "TZ-S01"]


def test_a_reading_dropped_from_memory_is_read_again(tmp_path: Path) -> None:
    shelf = full(*(report(tmp_path, year) for year in (2022, 2023, 2024)), kept=1)
    for id in ids(shelf):
        reading = shelf.reading(id)
        assert reading is not None
        assert reading.source.digest.startswith(id)


def test_an_id_that_nobody_gave_has_no_reading(tmp_path: Path) -> None:
    assert full(tmp_path).reading("0" * 16) is None


def test_a_document_that_changed_is_not_passed_off_as_the_old_one(tmp_path: Path) -> None:
    first, second = report(tmp_path, 2023), report(tmp_path, 2024)
    shelf = full(first, second, kept=1)
    id = ids(shelf)[0]
    first.write_text(REPORT.format(year=1999, before=1998), "utf-8")
    assert shelf.reading(id) is None


def test_a_file_that_comes_through_the_page_stands_first_under_its_own_name(tmp_path: Path) -> None:
    shelf = full(report(tmp_path, 2023), uploads=tmp_path)
    (entry,) = shelf.add("..\\..\\evil/2024年报告.txt", REPORT.format(year=2024, before=2023).encode())
    assert entry.name == "2024年报告.txt"
    assert shelf.entries()[0] == entry


def test_the_oldest_file_that_came_through_the_page_makes_room(tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    shelf = full(uploads=uploads)
    for year in range(1900, 1900 + module.UPLOADS + 2):
        shelf.add(f"{year}.txt", f"{year}年".encode())
    assert len(shelf.entries()) == len(list(uploads.iterdir())) == module.UPLOADS
    assert shelf.entries()[-1].name == "1902.txt"


def test_a_shelf_without_a_folder_takes_no_files(tmp_path: Path) -> None:
    with pytest.raises(PermissionError, match="takes no files"):
        full(tmp_path).add("a.txt", b"a")
