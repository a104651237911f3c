"""What the outline finds in texts laid out as reports, press articles and interviews are."""

from __future__ import annotations

import pytest

from taizhang.ledger.types import Period
from taizhang.reading.form import rule_form
from taizhang.reading.outline.build import build
from taizhang.reading.outline.places import codes
from taizhang.reading.outline.types import Outline, Part, Role

REPORT = """荻川县2026年政府工作报告
——2026年1月15日在荻川县第十七届人民代表大会第五次会议上
县长 陆知远
各位代表：
现在，我代表县人民政府向大会报告工作。
一、2025年工作回顾
过去一年，我县新增企业87家。
（一）项目攻坚。签约项目60个。
二、2026年工作安排
今年政府工作的总体要求是：坚持稳中求进工作总基调，统筹推进各项事业，努力实现新年新的气象。
（一）抓项目。新开工亿元以上项目40个；竣工30个。
名词解释
1.两个清单：指项目清单和责任清单。
"""


def outline(text: str) -> Outline:
    return build(rule_form(text))


def said(text: str, part: Part) -> str:
    """What the sentences of one part say."""
    return "".join(text[s.span.start : s.span.end] for s in outline(text).sentences if s.part is part)


def test_headings_part_the_review_from_the_plan() -> None:
    assert "新增企业87家" in said(REPORT, Part.REVIEW)
    assert "新开工亿元以上项目40个" in said(REPORT, Part.PLAN)
    assert "各位代表" in said(REPORT, Part.FRONT)


def test_the_years_are_those_of_the_headings() -> None:
    o = outline(REPORT)
    assert (o.reviewed, o.planned) == (Period.year(2025), Period.year(2026))


def test_without_headings_the_sentence_that_opens_the_goals_parts_them() -> None:
    text = "2025年，全县新增企业87家。\n完成技改项目30个。\n2026年主要预期目标是：新增企业100家。\n新建公园3个。\n"
    assert said(text, Part.REVIEW) == "2025年，全县新增企业87家。完成技改项目30个。"
    assert said(text, Part.PLAN) == "2026年主要预期目标是：新增企业100家。新建公园3个。"


def test_a_review_of_five_years_is_for_five_years() -> None:
    text = "政府工作报告\n一、过去五年工作回顾\n五年来，新增企业300家。\n二、2022年工作安排\n新增企业80家。\n"
    o = outline(text)
    assert (o.reviewed, o.planned) == (Period(2017, 2021), Period.year(2022))


def test_a_run_in_heading_is_a_heading() -> None:
    o = outline(REPORT)
    headings = [REPORT[s.span.start : s.span.end] for s in o.sentences if s.role is Role.HEADING]
    assert "（一）项目攻坚。" in headings


def test_a_semicolon_ends_a_sentence() -> None:
    o = outline(REPORT)
    plan = [REPORT[s.span.start : s.span.end] for s in o.sentences if s.part is Part.PLAN]
    assert "新开工亿元以上项目40个；" in plan
    assert "竣工30个。" in plan


def test_sections_carry_the_path_of_their_headings() -> None:
    assert [s.path for s in outline(REPORT).sections] == [
        ("2025年工作回顾",),
        ("2025年工作回顾", "项目攻坚"),
        ("2026年工作安排",),
        ("2026年工作安排", "抓项目"),
    ]


def test_the_glossary_is_back_matter_with_its_terms() -> None:
    o = outline(REPORT)
    assert [t.term for t in o.glossary] == ["两个清单"]
    assert "指项目清单" in said(REPORT, Part.BACK)


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("荻川县2026年政府工作报告", "荻川县2026年政府工作报告"),
        ("开局之年看荻川", "开局之年看荻川"),
        ("本报记者 某某 通讯员 某某", ""),
        ("1月16日，县长向大会作工作报告。", ""),
    ],
)
def test_the_title_is_a_line_that_is_neither_a_sentence_nor_a_byline(first: str, title: str) -> None:
    assert outline(first + "\n2025年，全县新增企业87家。\n").title == title


def test_sentences_follow_each_other_without_overlap() -> None:
    ends = 0
    for s in outline(REPORT).sentences:
        assert ends <= s.span.start < s.span.end
        ends = s.span.end


def test_interviews_with_several_counties_are_regions() -> None:
    text = (
        "新年新气象\n——访仪征市委书记某某\n2021年，新增企业60家。\n我们将新建公园3个。\n"
        "——访高邮市委书记某某\n2021年，新增企业50家。\n"
    )
    assert [r.place.name for r in outline(text).regions] == ["仪征市", "高邮市"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("江苏省仪征市人民政府工作报告\n2025年，全市新增企业87家。\n", "仪征市", "321081"),
        (
            "政府工作报告\n——在通州区第九届人民代表大会第四次会议上\n南通市支持我区。全区新增企业9家。\n",
            "通州区",
            "320612",
        ),
        (
            "政府工作报告\n——在通州区第七届人民代表大会第二次会议上\n北京市支持我区。全区新增企业9家。\n",
            "通州区",
            "110112",
        ),
        (REPORT, "荻川县", None),
    ],
)
def test_the_place_is_resolved_in_the_documents_own_context(text: str, name: str, code: str | None) -> None:
    place = outline(text).place
    assert place is not None
    assert (place.name, place.code) == (name, code)


def test_a_place_that_was_dissolved_is_known_in_its_own_time() -> None:
    assert "宿豫县" in codes(2003)
    assert "宿豫县" not in codes()


@pytest.mark.parametrize("year", [1949, *range(1980, 2030)])
def test_there_is_a_table_of_places_for_every_year(year: int) -> None:
    assert len(codes(year)) > 2500


def test_an_empty_text_has_an_empty_outline() -> None:
    o = outline("")
    assert (o.title, o.place, o.parts, o.sentences) == ("", None, (), ())
