"""What is found, and what is left out, in sentences as reports write them."""

from __future__ import annotations

import pytest

from taizhang.reading.form import rule_form
from taizhang.reading.names import NameDraft, find_names
from taizhang.reading.outline.build import build


def names(text: str) -> list[NameDraft]:
    """The names of a short text."""
    form = rule_form(text)
    return find_names(form, build(form))


def found(text: str) -> list[tuple[str, str]]:
    """(type, name) of each name of a short text."""
    return [(draft.type, draft.name) for draft in names(text)]


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("深入开展河道清障专项行动。", "河道清障专项行动"),
        ("推行“河湾码”办事模式。", "“河湾码”办事模式"),
        ("出台《河湾县城乡供水管理办法》。", "《河湾县城乡供水管理办法》"),
        ("常态化开展扫黑除恶。", "扫黑除恶"),
        ("实施名师培育工程。", "名师培育工程"),
        ("组建县域城市更新指挥部。", "县域城市更新指挥部"),
        ("打好蓝天、碧水、净土三大保卫战。", "蓝天、碧水、净土三大保卫战"),
    ],
)
def test_a_way_by_which_government_works_is_a_system(text: str, system: str) -> None:
    assert found(text) == [("system", system)]


@pytest.mark.parametrize(
    ("text", "project", "stage"),
    [
        ("开工建设茗溪桥。", "茗溪桥", "开工"),
        ("恒茂新材料项目签约落户。", "恒茂新材料项目", "签约"),
        ("茗溪养老院主体建成。", "茗溪养老院", "在建"),
        ("茗溪中学新校区建成投用。", "茗溪中学新校区", "完成"),
        ("巨峰电子项目竣工投产。", "巨峰电子项目", "投产"),
        ("柳溪大道建成通车。", "柳溪大道", "竣工"),
        ("启动茗溪水库前期论证。", "茗溪水库", "规划"),
        ("实施柳溪河防洪堤加固工程。", "柳溪河防洪堤加固工程", "在建"),
        ("以柳溪冷链物流园为代表的物流业持续壮大。", "柳溪冷链物流园", None),
    ],
)
def test_works_are_a_project_with_the_stage_of_the_clause(text: str, project: str, stage: str | None) -> None:
    assert [(draft.type, draft.name, draft.stage) for draft in names(text)] == [("project", project, stage)]


@pytest.mark.parametrize(
    "text",
    [
        "坚决做到“两个维护”，牢固树立“过紧日子”思想。",
        "获评全省平安建设示范县，积极争创国家森林城市。",
        "成功举办河湾龙舟文化节。",
        "编制《河湾县城乡供水规划》。",
        "实施老旧小区改造项目21个，新建农村公路30公里，建成一批产业园。",
        "营造“比学赶超”的氛围，培育“瞪羚”企业12家。",
        "围绕产业转型，聚焦“1+3”主导产业。",
        "社会大局和谐稳定。",
    ],
)
def test_honours_events_plans_slogans_and_classes_are_left_out(text: str) -> None:
    assert found(text) == []


def test_each_member_of_a_list_is_a_row_with_the_shared_head() -> None:
    assert found("健全月度会商、季度拉练、年终评议机制。") == [
        ("system", "月度会商机制"),
        ("system", "季度拉练机制"),
        ("system", "年终评议机制"),
    ]


def test_neighbouring_quotations_are_a_list() -> None:
    assert [name for _, name in found("推行“一窗通办”“跨区通办”等服务模式。")] == [
        "“一窗通办”服务模式",
        "“跨区通办”服务模式",
    ]


def test_works_that_close_with_等项目_keep_their_own_head() -> None:
    assert found("柳溪大道、茗溪桥等项目开工建设。") == [("project", "柳溪大道"), ("project", "茗溪桥")]


def test_only_the_first_mention_is_a_row() -> None:
    assert len(names("推行“河湾码”办事模式。全面推广“河湾码”。柳溪大道建成通车。推进柳溪大道建设。")) == 2


def test_offsets_hold_the_name_as_the_text_has_it() -> None:
    text = "全年开工建设茗溪桥，推行“河湾码”办事模式。"
    assert [text[draft.start : draft.end] for draft in names(text)] == ["茗溪桥", "“河湾码”办事模式"]


def test_a_name_says_which_rules_spoke() -> None:
    draft = names("推行“河湾码”办事模式。")[0]
    assert {"lead.carry-out", "quote.head", "head.means"} <= set(draft.rules)
    assert draft.confidence > 0.9


def test_glossary_and_page_chrome_after_the_body_are_left_out() -> None:
    body = "2023年工作回顾\n一年来，推行“河湾码”办事模式。\n2024年工作安排\n今年，开工建设茗溪桥。\n"
    assert found(body + "名词解释\n1.“亮码办”：指推行亮码办事制度。\n") == found(body)
