"""Which year a report is of comes from its text; what cannot be paired is refused with a reason and advice."""

from __future__ import annotations

import pytest

from taizhang.promises import NoPairError, Verdict, compare, pairs
from taizhang.promises.tests.made import report
from taizhang.promises.years import strangers, year_of
from taizhang.reading.pipeline import read_text

FIRST = report(2025, plan="新建停车位500个。", name="报告（定稿）2019.txt")
SECOND = report(2026, review="新建停车位510个。", name="a.txt")


def test_the_order_in_which_reports_are_given_does_not_matter() -> None:
    one, other = compare(FIRST, SECOND), compare(SECOND, FIRST)
    assert one.years == other.years == (2025, 2026)
    assert one.figured == other.figured


def test_the_name_of_a_file_says_nothing() -> None:
    assert year_of(FIRST) == 2025


@pytest.mark.parametrize(
    ("readings", "says"),
    [
        ([FIRST], "need two reports"),
        ([FIRST, report(2025)], "both of 2025"),
        ([FIRST, report(2027)], "the report of 2026; add it"),
        ([FIRST, read_text("白露为霜。", name="poem.txt")], "does not say which year"),
        ([FIRST, read_text("", name="empty.txt")], "does not say which year"),
    ],
)
def test_what_cannot_be_paired_is_refused_with_advice(readings: list[object], says: str) -> None:
    with pytest.raises(NoPairError, match=says):
        pairs(readings)  # type: ignore[arg-type]


def test_more_than_two_reports_are_a_chain() -> None:
    found = pairs([report(2027), FIRST, SECOND])
    assert [comparison.years for comparison in found] == [(2025, 2026), (2026, 2027)]


def test_in_a_chain_what_the_third_report_tells_as_done_is_late() -> None:
    third = report(2027, review="此前结转的500套人才公寓全部建成。")
    first, second = report(2025, plan="建成人才公寓500套。"), report(2026, review="人才公寓主体完工。")
    (row,) = pairs([first, second, third])[0].figured
    assert (row.verdict, row.later, row.raw_b) == (Verdict.LATE, True, "500套")
    (alone,) = compare(first, second).figured
    assert alone.verdict is Verdict.UNVERIFIABLE


def test_an_office_that_promises_the_same_every_year_is_not_late() -> None:
    plan = "新建口袋公园6个。"
    first, second = report(2025, plan=plan), report(2026, plan=plan)
    third = report(2027, review="新建口袋公园6个。")
    assert [row.verdict for row in pairs([first, second, third])[0].figured] == [Verdict.DROPPED]


def test_reports_of_two_places_are_noted() -> None:
    other = read_text(SECOND.source.text.replace("云坪县", "江宁区"), name="b.txt")
    real = read_text(FIRST.source.text.replace("云坪县", "恩施市"), name="c.txt")
    assert strangers(FIRST, SECOND) is None
    assert "one place" in str(strangers(real, other))
