"""Web pages: the main text whole, the chrome gone."""

from __future__ import annotations

import pytest

from taizhang.reading.sources import Code, Source, SourceError, open_source
from taizhang.reading.sources.tests.made import LINES, REPORT, page, paragraphs
from taizhang.reading.sources.tests.test_office import rows

CHROME = ("首页", "互动交流", "当前位置", "浏览次数", "相关阅读", "2021年", "主办单位", "20250112")
CONTAINERS = [
    '<div class="TRS_Editor">',
    '<div id="UCAP-CONTENT">',
    '<div class="v_news_content">',
    '<td id="zoom">',
    "<div>",
]


def opened(html: str, encoding: str = "utf-8") -> Source:
    return open_source(html.encode(encoding, "xmlcharrefreplace"), name="page.html")


@pytest.mark.parametrize("container", CONTAINERS)
def test_the_main_text_is_found_and_the_chrome_dropped(container: str) -> None:
    source = opened(page(f"{container}{paragraphs(LINES[1:])}</div>"))
    assert source.text == REPORT + "\n"
    assert not [junk for junk in CHROME if junk in source.text]
    assert "navigation dropped" in source.notes


def test_a_numeral_in_spans_of_word_stays_whole() -> None:
    article = paragraphs().replace("6.2%", '<span lang="EN-US">6</span><o:p></o:p><font>.</font><span>2</span><b>%</b>')
    assert "增长6.2%；" in opened(page(f"<div class='TRS_Editor'>{article}</div>")).text


def test_breaks_and_paragraphs_end_lines_and_line_ends_of_the_source_do_not() -> None:
    article = f"{paragraphs()}<p>第一行<br>第二行</p><p>城镇\n新增就业\n2600\n人</p>"
    assert opened(page(f"<div id='zoom'>{article}</div>")).text.endswith("第一行\n第二行\n城镇新增就业 2600 人\n")


def test_entities_are_decoded() -> None:
    assert (
        "增长&6.2%\xa0以上"
        in opened(page(f"<div id='zoom'>{paragraphs()}<p>增长&amp;6.2&#37;&nbsp;以上</p></div>")).text
    )


def test_end_tags_that_lost_their_bracket_do_not_show() -> None:
    article = paragraphs().replace("民生", "民?/span>").replace("攻坚", "攻坚/strong>")
    text = opened(page(f"<div id='zoom'>{article}</div>")).text
    assert "span" not in text
    assert "strong" not in text
    assert "民?" in text


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gbk", "utf-8"), ("iso-8859-1", "gb18030")]
)
def test_a_label_is_tried_and_not_believed(declared: str, encoding: str) -> None:
    source = opened(page(f"<div id='zoom'>{paragraphs()}</div>", charset=declared), encoding)
    assert REPORT in source.text
    assert source.encoding == encoding


def test_a_big5_page_is_read() -> None:
    html = page(
        "<div id='zoom'>" + "<p>雲溪縣預計全年實現地區生產總值312.6億元，增長6.2%。</p>" * 9 + "</div>",
        title="雲溪縣",
        charset="big5",
    )
    assert "實現地區生產總值312.6億元" in opened(html, "big5hkscs").text


@pytest.mark.parametrize("container", ["<div id='zoom'>", "<div>"])
def test_a_table_is_kept_with_merged_heads_repeated(container: str) -> None:
    table = """<table><caption>表1 主要指标</caption>
      <tr><th rowspan="2">指标</th><th colspan="2">2024年</th></tr><tr><th>实绩</th><th>增速</th></tr>
      <tr><td>地区生产总值</td><td><p>312.6</p></td><td>6.2<br>%</td></tr></table>"""
    source = opened(page(f"{container}{paragraphs()}{table}</div>"))
    assert rows(source) == [["指标", "2024年", "2024年"], ["指标", "实绩", "增速"], ["地区生产总值", "312.6", "6.2 %"]]
    assert source.tables[0].head_rows == 2
    assert source.text.endswith("表1 主要指标\n" + source.text[source.tables[0].span.start :])


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    source = opened(f"<html><body><table><tr><td>{paragraphs()}</td><td>边栏</td></tr></table></body></html>")
    assert source.tables == ()
    assert REPORT in source.text


def test_hidden_text_is_left_out() -> None:
    article = paragraphs() + '<div style="display: none">另一份</div>'
    assert "另一份" not in opened(page(f"<div id='zoom'>{article}</div>")).text


def test_a_page_without_an_article_is_kept_whole_with_a_note() -> None:
    source = opened("<html><body><p>云溪县</p></body></html>")
    assert source.text == "云溪县\n"
    assert source.notes == ("no main text found: the whole page is kept",)


@pytest.mark.parametrize(
    "html", ["<html><frameset><frame src='a'></frameset></html>", "<html><script>load()</script></html>"]
)
def test_a_page_that_only_loads_others_is_an_error(html: str) -> None:
    with pytest.raises(SourceError) as caught:
        opened(html)
    assert caught.value.code in (Code.EMPTY, Code.DAMAGED)
