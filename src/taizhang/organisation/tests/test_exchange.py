"""Import and export: one format, checked in full, in at once or not at all, and back the same."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
import python_calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from taizhang.journal.models import Entry
from taizhang.organisation import actions, exchange, workbook
from taizhang.organisation.models import Appointment, Edge, ImportDraft, Person, Post, Unit, UnitName
from taizhang.organisation.tests.county import NOW, county, holder, person, somebody, staff
from taizhang.organisation.workbook import PEOPLE, POSTS, UNITS
from taizhang.toolkit.actor import CLOCK
from taizhang.toolkit.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
DAY = "2026-01-01"
TOP = ("411599000000", "砥川县", "砥川县", "县（市、区）", "", DAY)
TOWN = ("411599101000", "青石镇", "青石镇", "乡镇街道", "411599000000", DAY)
VILLAGE = ("411599101201", "柳河村", "柳河村", "村（社区）", "411599101000", DAY)
HEAD = ("411599101000", "镇长", "承办单位", DAY)
LI = ("limin", "李敏", "13812345678", "411599101000", "镇长", "任职", DAY, "")


def book(units: Any = (), posts: Any = (), people: Any = ()) -> bytes:
    return workbook.written({UNITS: units, POSTS: posts, PEOPLE: people})


def cells(data: bytes) -> dict[str, list[list[Any]]]:
    found = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}


def check(data: bytes) -> exchange.Outcome:
    return exchange.check(data, by=CLOCK, now=NOW)


def problems(data: bytes) -> list[tuple[str, str, str]]:
    """Sheet, cell and rule of each problem."""
    return [(each.sheet, f"{each.column}{each.row}", each.rule) for each in check(data).problems]


def test_units_posts_and_people_come_in_whatever_the_order_of_rows() -> None:
    outcome = exchange.bring_in(book([VILLAGE, TOWN, TOP], [HEAD], [LI]), by=CLOCK, now=NOW)
    assert outcome.done == {"新设单位": 3, "新设职务": 1, "新增人员": 1, "任职": 1}
    assert Appointment.objects.get().post.full_title == "青石镇镇长"
    assert [login for login, _name, _password in outcome.passwords] == ["limin"]


def test_a_check_writes_nothing() -> None:
    outcome = check(book([TOP, TOWN], [HEAD], [LI]))
    assert outcome.problems == []
    assert outcome.done["新设单位"] == 2
    assert not Unit.objects.exists()
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_an_export_imported_again_changes_nothing() -> None:
    exchange.bring_in(book([TOP, TOWN, VILLAGE], [HEAD], [LI]), by=CLOCK, now=NOW)
    for clear in (False, True):
        outcome = check(exchange.export(by=CLOCK, now=NOW, clear=clear))
        assert (outcome.problems, outcome.done) == ([], {})


def _forget_units() -> None:
    for model in (Edge, UnitName, Unit):
        model.objects.all().delete()


def test_a_round_trip_over_an_empty_ledger_is_the_identity() -> None:
    places = county()
    holder("li", places.water, title="局长", name="李敏")
    holder("wang", places.village, "grid", title="网格员1号")
    actions.add_person(login="zhao", name="赵云", phone="0370-1234567", by=CLOCK, now=NOW)
    first = exchange.export(by=CLOCK, now=NOW, clear=True)
    Appointment.objects.all().delete()
    Post.objects.all().delete()
    _forget_units()
    Person.objects.all().delete()
    exchange.bring_in(first, by=CLOCK, now=NOW)
    assert cells(exchange.export(by=CLOCK, now=NOW, clear=True)) == cells(first)


def test_a_changed_row_is_renamed_moved_and_mended() -> None:
    exchange.bring_in(book([TOP, TOWN, VILLAGE], [HEAD], [LI]), by=CLOCK, now=NOW)
    other = ("411599102000", "白水镇", "白水镇", "乡镇街道", "411599000000", DAY)
    renamed = (*TOWN[:1], "青石街道", "青石街道", *TOWN[3:])
    outcome = exchange.bring_in(book([renamed, other], [], [(*LI[:1], "李小敏", *LI[2:])]), by=CLOCK, now=NOW)
    assert outcome.done == {"更名": 1, "新设单位": 1, "更正人员": 1}
    assert Unit.objects.get(code="411599101000").name == "青石街道"
    assert Unit.objects.filter(code="411599101201", until=None).exists(), "what is not in the file stays"


@pytest.mark.parametrize(
    ("units", "posts", "people", "where", "rule"),
    [
        ([TOP, ("", *TOWN[1:])], [], [], "单位 A3", "必填"),
        ([TOP, (*TOWN[:3], "镇", *TOWN[4:])], [], [], "单位 D3", "不在可选范围"),
        ([TOP, (*TOWN[:5], "去年")], [], [], "单位 F3", "不是日期"),
        ([TOP, ("4115991010", *TOWN[1:])], [], [], "单位 A3", "不符合业务规则"),
        ([TOP, (*TOWN[:4], "411598000000", DAY)], [], [], "单位 E3", "单位不存在或已撤销"),
        ([TOP, TOWN, TOWN], [], [], "单位 A4", "重复"),
        ([TOP, (TOWN[0], "=1+1", *TOWN[2:])], [], [], "单位 B3", "不能是公式"),
        ([TOP, TOWN], [("411599101000", "镇长", "皇帝", DAY)], [], "职务 C2", "不在可选范围"),
        ([TOP, TOWN], [("NONE", "镇长", "承办单位", DAY)], [], "职务 A2", "单位不存在或已撤销"),
        ([TOP, TOWN], [HEAD], [("Li Min", *LI[1:])], "人员 A2", "不符合业务规则"),
        ([TOP, TOWN], [HEAD], [(*LI[:2], "138****5678", *LI[3:])], "人员 C2", "电话被遮掩"),
        ([TOP, TOWN], [HEAD], [(*LI[:4], "书记", *LI[5:])], "人员 E2", "职务不存在"),
        ([TOP, TOWN], [HEAD], [(*LI[:5], "代理", DAY, "")], "人员 H2", "代理须有止期"),
        ([TOP, TOWN], [HEAD], [LI, ("wang", "王强", "", *LI[3:])], "人员 A3", "不符合业务规则"),
    ],
)
def test_a_mistake_is_told_by_sheet_cell_and_rule(units: Any, posts: Any, people: Any, where: str, rule: str) -> None:
    found = problems(book(units, posts, people))
    assert (*where.split(" "), rule) in found
    assert not Unit.objects.exists()


def test_every_problem_says_how_to_mend_it() -> None:
    outcome = check(book([TOP, ("", *TOWN[1:])], [("X", "", "", "")], [("", "", "", "", "", "", "", "")]))
    assert outcome.problems
    assert all(each.fix and each.rule for each in outcome.problems)


def test_all_mistakes_of_a_row_are_told_at_once() -> None:
    assert problems(book([TOP, ("", "", "", "镇", "411599000000", "去年")])) == [
        ("单位", "A3", "必填"),
        ("单位", "B3", "必填"),
        ("单位", "D3", "不在可选范围"),
        ("单位", "F3", "不是日期"),
    ]


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    rows = [TOP] + [("BAD CODE", "甲", "甲", "部门", "411599000000", DAY) for _ in range(3)]
    assert len(problems(book(rows))) == 3


def test_with_one_mistake_nothing_comes_in() -> None:
    with pytest.raises(Refused, match="还有 1 处问题"):
        exchange.bring_in(book([TOP, ("", *TOWN[1:])]), by=CLOCK, now=NOW)
    assert not Unit.objects.exists()


def test_a_missing_column_is_told_by_its_head() -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    sheet = made.add_worksheet("单位")
    for column, head in enumerate(("代码", "名字", "简称", "类别", "上级代码", "生效日")):
        sheet.write_string(0, column, head)
    made.close()
    assert problems(out.getvalue()) == [("单位", "B1", "缺少列"), ("单位", "B1", "不认识的列")]


def test_codes_that_became_numbers_and_real_dates_are_read() -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    sheet = made.add_worksheet("单位")
    for column, head in enumerate(workbook.SHEETS[UNITS]):
        sheet.write_string(0, column, head)
    sheet.write_number(1, 0, 411599000000)
    for column, value in enumerate(("砥川县", "", "县（市、区）", ""), start=1):
        sheet.write_string(1, column, value)
    sheet.write_datetime(1, 5, datetime(2026, 1, 1), made.add_format({"num_format": "yyyy-mm-dd"}))
    made.close()
    assert check(out.getvalue()).done == {"新设单位": 1}


def test_nothing_exported_is_a_formula() -> None:
    data = workbook.written({UNITS: [("A1", '=HYPERLINK("x")', "@x", "-1", "+1", DAY)]})
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    assert cells(data)["单位"][1][1:5] == ['\'=HYPERLINK("x")', "'@x", "'-1", "'+1"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"<html></html>", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_workbook_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(Refused, match="另存为"):
        check(data)


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (workbook.MOST_BYTES + 1))
    with pytest.raises(Refused, match="展开后过大"):
        check(out.getvalue())


def test_only_an_administrator_exchanges() -> None:
    actors = staff(county())
    for role in set(actors) - {"administrator"}:
        with pytest.raises(NotAllowed):
            exchange.export(by=actors[role], now=NOW)
        with pytest.raises(NotAllowed):
            exchange.check(book([TOP]), by=actors[role], now=NOW)


def test_a_workbook_is_checked_and_then_confirmed_on_the_page() -> None:
    actors = staff(county())
    client = Client()
    client.force_login(somebody(actors["administrator"]))
    new = ("SJJ", "县数据局", "数据局", "部门", "411599000000", DAY)

    def hand_in(data: bytes) -> Any:
        return client.post(reverse("organisation:exchange"), {"file": SimpleUploadedFile("a.xlsx", data)})

    bad = hand_in(book([(*new[:3], "局", *new[4:])]))
    assert bad.status_code == 422
    assert "D2 类别" in bad.content.decode()
    assert not ImportDraft.objects.exists()
    good = hand_in(
        book([new], [("SJJ", "局长", "承办单位", DAY)], [("liu", "刘洋", "", "SJJ", "局长", "任职", DAY, "")])
    )
    assert "新设单位 1" in good.content.decode()
    assert not Unit.objects.filter(code="SJJ").exists()
    done = client.post(reverse("organisation:import"))
    assert "只显示这一次" in done.content.decode()
    assert Unit.objects.filter(code="SJJ").exists()
    assert not ImportDraft.objects.exists()
    assert client.post(reverse("organisation:import")).status_code == 302
    assert hand_in(b"nothing").status_code == 422


def test_a_download_is_a_workbook_with_telephones_masked() -> None:
    actors = staff(county())
    person("li", phone="13812345678")
    client = Client()
    client.force_login(somebody(actors["administrator"]))
    sheet = cells(client.get(reverse("organisation:export")).content)["人员"]
    assert ["li", "li", "138****5678"] in [row[:3] for row in sheet]
    full = cells(client.get(reverse("organisation:export"), {"phones": "1"}).content)["人员"]
    assert ["li", "li", "13812345678"] in [row[:3] for row in full]
    assert Entry.objects.filter(act="organisation.exported").count() == 2
    assert cells(client.get(reverse("organisation:template")).content)["单位"] == [list(workbook.SHEETS[UNITS])]
