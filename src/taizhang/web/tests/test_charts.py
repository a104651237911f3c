"""Charts: whole numbers in, a picture out that says each of them."""

from __future__ import annotations

from xml.etree import ElementTree

from taizhang.web.leader.charts import Bar, columns, rows

SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str) -> ElementTree.Element:
    """The picture, which must be well-formed."""
    return ElementTree.fromstring(text)


def widths(chart: ElementTree.Element) -> dict[str, float]:
    """Class → how wide its bars are together."""
    found: dict[str, float] = {}
    for bar in chart.iter(f"{SVG}rect"):
        found[bar.get("class", "")] = found.get(bar.get("class", ""), 0) + float(bar.get("width", 0))
    return found


def words(chart: ElementTree.Element) -> list[str]:
    """What stands in it."""
    return [text.text or "" for text in chart.iter(f"{SVG}text")]


def test_lengths_are_in_proportion_and_begin_at_nought() -> None:
    found = widths(drawn(rows([Bar("住建局", 2, 1, 1)], "各单位的任务")))
    assert abs(found["ink"] - 2 * found["late"]) < 0.2
    assert abs(found["late"] - found["plan"]) < 0.2


def test_each_bar_says_its_sum_and_what_is_late() -> None:
    assert words(drawn(rows([Bar("住建局", 2, 1, 1), Bar("水务局", 3, 0, 0)], ""))) == [
        "住建局",
        "4",
        "■1",
        "水务局",
        "3",
    ]


def test_a_column_of_nothing_has_its_label_alone() -> None:
    assert words(drawn(columns([Bar("1", 0, 0, 0), Bar("2", 0, 2, 3)], ""))) == ["1", "5", "■2", "2"]


def test_columns_stay_within_the_picture() -> None:
    chart = drawn(columns([Bar(str(at), 1, 2, at) for at in range(12)], ""))
    high = float(chart.get("viewBox", "").split()[3])
    for bar in chart.iter(f"{SVG}rect"):
        assert 0 <= float(bar.get("y", -1)) <= high
        assert 0 <= float(bar.get("x", -1)) <= 360


def test_no_bars_make_an_empty_chart() -> None:
    assert words(drawn(rows([], "各单位"))) == []
    assert words(drawn(columns([], "各月"))) == []


def test_names_cannot_break_out_of_the_picture() -> None:
    chart = rows([Bar('<a">&', 1, 0, 0)], '"><script>')
    assert "<script" not in chart
    assert words(drawn(chart))[0] == '<a">&'


def test_a_downloaded_chart_brings_its_colours_and_the_page_s_needs_none() -> None:
    assert "<style>" in rows([], "", colours=True)
    assert "style" not in rows([Bar("甲", 1, 1, 1)], "")


def test_a_long_name_is_cut_to_fit() -> None:
    for name, shown in (
        ("农业农村和水利局", "农业农村和…"),
        ("提及而无数据", "提及而无数据"),
        ("no figures", "no figures"),
        ("municipal finance", "municipal …"),
    ):
        assert words(drawn(rows([Bar(name, 1, 0, 0)], "")))[0] == shown
