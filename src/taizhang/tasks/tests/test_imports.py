"""The breakdown read back in: the same format out and in, row by row."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter
from django.utils import timezone

from taizhang.journal.models import Entry
from taizhang.organisation.models import Unit
from taizhang.tasks import actions, imports, queries
from taizhang.tasks.breakdown import COLUMNS, as_xlsx, rows_of
from taizhang.tasks.models import Import, Task, TaskList
from taizhang.tasks.tests.county import County, at, county, drafted, pledge, underway
from taizhang.tasks.types import ListKind, State
from taizhang.toolkit.errors import NotAllowed, Refused
from taizhang.toolkit.jobs import run_due

pytestmark = pytest.mark.django_db
HEADS = [head for head, _width in COLUMNS]


@pytest.fixture
def place() -> County:
    return county()


@pytest.fixture
def list_(place: County) -> TaskList:
    return actions.make_list(2026, ListKind.RESPONSIBILITY, "责任清单", by=place.clerk, now=at(1, 5))


def table(*rows: dict[str, str]) -> bytes:
    """A sheet with our heads."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, [row.get(head, "") for head in HEADS])
    book.close()
    return out.getvalue()


def read(place: County, list_: TaskList, data: bytes, *, dry: bool = False) -> Import:
    """Hand a table in and let the background do it."""
    made = imports.begin(list_, "任务.xlsx", data, dry=dry, by=place.clerk, now=at(1, 6))
    while run_due(timezone.now()):
        pass
    made.refresh_from_db()
    assert made.ended
    return made


ROADS = {"任务": "新建农村公路", "量化目标": "新建农村公路>=50公里；改造危桥≥12座", "牵头单位": "交通运输局", "配合单位": "城东街道、江临县住房和城乡建设局",
         "责任领导": "周远", "完成时限": "2026-11-30", "步骤": "2026-03-31 完成招标（10%）"}  # fmt: skip


def test_a_new_row_becomes_an_assigned_task(place: County, list_: TaskList) -> None:
    found = read(place, list_, table(ROADS))
    assert [row[:3] for row in found.rows] == [[2, "new", "2026-001"]]
    task = Task.objects.get()
    assert (task.lead, task.state, task.leader.name if task.leader else "") == (place.transport, State.ASSIGNED, "周远")
    assert {unit.short for unit in task.assisting.all()} == {"城东街道", "住房和城乡建设局"}
    assert [str(m.target.normalize()) for m in task.measures.order_by("position")] == ["5E+1", "12"]
    assert task.steps.get().share == 10


def test_a_trial_writes_nothing(place: County, list_: TaskList) -> None:
    lines = Entry.objects.count()
    found = read(place, list_, table(ROADS), dry=True)
    assert [row[1] for row in found.rows] == ["new"]
    assert (Task.objects.count(), Entry.objects.count()) == (0, lines)


def test_what_was_exported_reads_in_as_the_same(place: County) -> None:
    underway(place)
    drafted(place, "改造老旧小区18个。", 2)
    read(place, TaskList.objects.get(), table(ROADS))
    rows = queries.shown(Task.objects.all())
    found = read(place, TaskList.objects.get(), as_xlsx(rows_of(rows), "任务分解表"))
    assert [row[1] for row in found.rows] == ["same"] * 3


def test_a_new_table_read_twice_doubles_nothing(place: County, list_: TaskList) -> None:
    read(place, list_, table(ROADS))
    assert [row[1] for row in read(place, list_, table(ROADS)).rows] == ["same"]
    assert Task.objects.count() == 1


def test_a_bad_row_stops_no_other_and_says_what_to_do(place: County, list_: TaskList) -> None:
    Unit.objects.create(code="X", kind="department", name="重名局", short="交通运输局", since=place.town.since)
    rows = (
        ROADS | {"牵头单位": "没有的局"},
        ROADS | {"完成时限": "年底"},
        ROADS | {"量化目标": "若干公里"},
        ROADS | {"编号": "2026-099", "牵头单位": "江临县交通运输局"},
        ROADS,
        ROADS | {"牵头单位": "江临县交通运输局"},
    )
    found = read(place, list_, table(*rows))
    assert [row[1] for row in found.rows] == ["refused"] * 5 + ["new"]
    said = " ".join(row[3] for row in found.rows)
    for words in (
        "没有名为“没有的局”的单位",
        "请写成 2026-06-30",
        "请写成“新建农村公路>=50公里”",
        "新任务请把编号留空",
    ):
        assert words in said


def test_a_draft_is_changed_and_an_assigned_task_is_not(place: County) -> None:
    draft, given = actions.receive([pledge(1), pledge(2)], year=2026, by=place.clerk, now=at(1, 5))
    actions.assign(actions.assigning.Order(given.pk, place.transport.pk), by=place.clerk, now=at(1, 6))
    same = {"任务": "新建改建农村公路50公里", "章节": draft.section, "起始": "2026-01-01", "完成时限": "2026-12-31"}
    rows = [same | {"编号": task.number, "量化目标": "新建农村公路>=60公里"} for task in (draft, given)]
    found = read(place, TaskList.objects.get(), table(*rows))
    assert [row[1] for row in found.rows] == ["changed", "refused"]
    assert "申请延期或调整" in found.rows[1][3]
    assert draft.measures.get().target == 60


def test_a_number_twice_is_refused(place: County) -> None:
    task = drafted(place)
    row = {"编号": task.number, "任务": "新建农村公路", "完成时限": "2026-12-31"}
    assert [row[1] for row in read(place, TaskList.objects.get(), table(row, row)).rows] == ["changed", "refused"]


def test_what_is_no_table_is_refused_at_once(place: County, list_: TaskList) -> None:
    with pytest.raises(Refused, match="XLSX"):
        imports.begin(list_, "a.xlsx", b"no table", dry=True, by=place.clerk, now=at(1, 6))


def test_a_unit_imports_nothing(place: County, list_: TaskList) -> None:
    with pytest.raises(NotAllowed):
        imports.begin(list_, "a.xlsx", table(ROADS), dry=True, by=place.driver, now=at(1, 6))


def test_an_import_done_twice_by_the_background_is_done_once(place: County, list_: TaskList) -> None:
    found = read(place, list_, table(ROADS))
    imports.run(found.pk, at(1, 7))
    assert Task.objects.count() == 1
