"""The page as a whole: complete, escaped, closed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import html as parser

from taizhang.page import Links, render
from taizhang.reading.pipeline import read_text
from taizhang.reading.types import Reading

SAMPLE = (Path(__file__).parents[4] / "samples/dichuan/2025.txt").read_text("utf-8")
HOSTILE = """云河县2024年政府工作报告<script>alert(1)</script>
一、2023年工作回顾
新增“<img src=x onerror=alert(2)>”企业20家，建成</script><script>alert(3)</script>公园5个，改造"老旧' & 小区6个。
二、2024年工作安排
新增<!--企业 30家，建成公园8个。]]> 完成&lt;b&gt;9个。
"""


@cache
def sample() -> Reading:
    return read_text(SAMPLE, name="2025.txt")


def tree(page: str) -> parser.HtmlElement:
    return parser.document_fromstring(page)


def data(page: str) -> dict[str, dict[str, list[dict[str, object]]]]:
    found: dict[str, dict[str, list[dict[str, object]]]] = json.loads(tree(page).get_element_by_id("data").text)
    return found


@pytest.mark.parametrize("standalone", [True, False])
def test_nothing_of_a_hostile_text_becomes_markup(standalone: bool) -> None:
    page = tree(render(read_text(HOSTILE, name='<b onclick="x">.txt'), standalone=standalone))
    scripts = page.findall(".//script")
    assert len(scripts) == 2  # ours and the data
    assert page.findall(".//img") == []
    assert [a for e in page.iter() for a in e.attrib if a.startswith("on") or a == "style"] == []
    assert "<script>alert(1)</script>" in page.get_element_by_id("text").text_content()


def test_hostile_text_cannot_leave_the_data_block() -> None:
    page = render(read_text(HOSTILE), standalone=True)
    block = page[page.index('id="data">') :]
    assert block.count("<") == len(re.findall(r"</script>|</body>|</html>", block)) == 3
    assert any("</script>" in str(fact["sentence"]) for fact in data(page)["facts"]["quantities"])


def test_every_fact_has_a_row_and_a_mark() -> None:
    page = tree(render(sample(), standalone=True))
    rows = set(page.xpath("//tbody/tr[@id]/@id"))
    facts = {f.id for layer in (sample().quantities, sample().tasks, sample().names, sample().doubts) for f in layer}
    assert facts <= rows
    linked = {href[1:] for href in page.xpath("//*[@id='text']//a/@href")}
    grouped = {id for ids in page.xpath("//*[@id='text']//@data-f") for id in ids.split()}
    assert facts <= linked | grouped


def test_no_id_is_given_twice() -> None:
    for reading in (sample(), read_text(HOSTILE)):
        ids = tree(render(reading, standalone=True)).xpath("//*[not(ancestor::template)]/@id")
        assert len(ids) == len(set(ids))


def test_marks_stand_in_the_order_of_the_text() -> None:
    page = tree(render(sample(), standalone=True))
    shown = page.xpath("//*[@id='text']//a[contains(concat(' ', @class, ' '), ' q ')]/@href")
    assert list(dict.fromkeys(href[1:] for href in shown)) == [q.id for q in sample().quantities]


def test_the_bar_accounts_for_every_numeral() -> None:
    counts = tree(render(sample(), standalone=True)).xpath("//*[@data-reason]/@data-n")
    assert sum(map(int, counts)) == len(sample().numerals)


def test_a_page_in_one_file_links_to_nothing_outside_itself() -> None:
    page = render(sample(), standalone=True)
    body = re.sub(r"<style>.*?</style>|<script[^>]*>.*?</script>", "", page, flags=re.S)
    assert re.findall(r"""(?:src|href)=["'](?!#|data:,)[^"']*""", body) == []
    assert "http://" not in page.replace("http-equiv", "")
    assert "https://" not in page


def test_a_page_in_one_file_lets_no_other_script_run() -> None:
    policy = tree(render(sample(), standalone=True)).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_a_served_page_links_to_its_files_and_downloads() -> None:
    links = Links(static="/s/", home="/", document="/d", facts=(("xlsx", "/x"),))
    page = tree(render(sample(), standalone=False, links=links))
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["/s/base.css", "/s/reading.css"]
    assert page.xpath("//script[@src]/@src") == ["/s/reading.js"]
    assert page.xpath("//details//a/@href") == ["/x", "/d"]


def test_the_page_speaks_english_when_asked() -> None:
    page = tree(render(sample(), standalone=True, language="en"))
    assert page.get("lang") == "en"
    own = " ".join(page.xpath("//*[@data-t]/text()"))
    assert re.findall("[\u4e00-\u9fff]+", own) == ["中文"]


def test_half_characters_and_controls_are_shown_as_symbols() -> None:
    reading = read_text("云河县某政府\x00工作\x1b报告\n新增企业20家。")
    half = [text.replace("某", "\ud800") for text in (reading.clean, reading.source.text)]
    page = render(replace(reading, clean=half[0], source=replace(reading.source, text=half[1])), standalone=True)
    page.encode("utf-8")
    text = tree(page).get_element_by_id("text").text_content()
    assert "云河县\N{REPLACEMENT CHARACTER}政府" in text
    assert not re.search("[\x00-\x08\x0b-\x1f]", page)


def test_a_text_without_facts_says_what_each_layer_would_hold() -> None:
    page = tree(render(read_text("天气很好。"), standalone=True))
    assert len(page.xpath("//*[@role='tabpanel']/p[@class='empty']")) == 5


def test_rules_are_told_in_words() -> None:
    words = json.loads(tree(render(sample(), standalone=True)).get_element_by_id("data").text)["words"]
    used = {f"rule.{rule}" for q in sample().quantities for rule in q.rules}
    assert used <= words["zh"].keys()
