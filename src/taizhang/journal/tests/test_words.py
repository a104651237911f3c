"""Entries in words: sentences from the files of acts, and the history that pages include."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from taizhang.journal.actions import record
from taizhang.journal.definition import Act, Acts, Example, Vocabulary, vocabulary
from taizhang.journal.models import Entry
from taizhang.journal.queries import history
from taizhang.journal.tests.made import LI, NOW, ROAD, SCHOOL, WANG, write
from taizhang.journal.words import Change, tell, tell_all
from taizhang.ledger.types import Reference
from taizhang.rulebook.errors import DefinitionError
from taizhang.rulebook.load import load

SOUND = """\
name: 任务
fields: {unit: {zh: 单位, en: Unit}}
acts:
  - {act: tasks.assigned, zh: "{by}交给{after.unit}", en: "{by} to {after.unit}"}
"""
EXAMPLES = [(act, example) for act in vocabulary().acts.values() for example in act.examples]


@pytest.mark.parametrize(("act", "example"), EXAMPLES, ids=lambda value: getattr(value, "act", ""))
def test_the_examples_read_as_they_should(act: Act, example: Example) -> None:
    before, after = (json.dumps(side) if side else "" for side in (example.before, example.after))
    entry = Entry(
        act=act.act,
        name=example.by,
        post=example.post,
        reason=example.reason,
        before_text=before,
        after_text=after,
        at=NOW,
    )
    assert (tell(entry, english=False).sentence, tell(entry, english=True).sentence) == (example.zh, example.en)


def acts(tmp_path: Path, content: str) -> Acts:
    file = tmp_path / "tasks.yaml"
    file.write_text(content, encoding="utf-8")
    return load(file, Acts)


def test_a_sound_file_of_acts_is_read(tmp_path: Path) -> None:
    assert acts(tmp_path, SOUND).acts[0].act == "tasks.assigned"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("after.unit", "after.unti", "nothing fills {after.unti}"),
        ("{by}", "{who}", "nothing fills {who}"),
        ("tasks.assigned", "assigned", "no name of an act"),
        ("zh: 单位", "zhh: 单位", 'unknown key "zhh"'),
    ],
)
def test_a_slip_in_a_file_of_acts_stops_its_load(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"tasks\.yaml:\d+: ") as raised:
        acts(tmp_path, SOUND.replace(old, new))
    assert said in str(raised.value)


def test_one_act_in_two_files_is_a_mistake(tmp_path: Path) -> None:
    file = acts(tmp_path, SOUND)
    with pytest.raises(DefinitionError, match="defined twice"):
        Vocabulary({Path("a.yaml"): file, Path("b.yaml"): file})


def test_what_changed_is_told_by_the_names_of_the_fields() -> None:
    entry = Entry(
        act="journal.noted", name="李敏", at=NOW, reason="",
        before_text='{"note":"甲","state":"open","odd":[1,2],"what":"同"}',
        after_text='{"due":"2026-03-02T01:30:00.000000Z","note":"乙","state":"closed","what":"同"}',
    )  # fmt: skip
    assert tell(entry, english=False).changes == (
        Change("记事", "甲", "乙"),
        Change("时限", "", "2026-03-02 09:30"),
        Change("状态", "未办结", "已办结"),
        Change("odd", "1、2", ""),
    )


def test_an_act_that_is_no_longer_defined_can_still_be_told() -> None:
    entry = Entry(act="tasks.forgotten", name="李敏", at=NOW, reason="", before_text="", after_text='{"note":"x"}')
    assert tell(entry).sentence == "李敏 tasks.forgotten"
    assert tell(entry).changes == (Change("note", "", "x"),)


@pytest.mark.django_db
def test_the_history_is_of_one_subject_and_begins_with_the_newest(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    write(ROAD, "一", "二", "三", "四")
    write(SCHOOL, "别")
    with django_assert_num_queries(1):
        first = history(ROAD, 2)
    assert [e.number for e in first] == [4, 3]
    assert [e.number for e in history(ROAD, 2, before=first[-1].number)] == [2, 1]
    assert history(Reference("case", ROAD.id)) == []


@pytest.mark.django_db
def test_a_page_shows_who_when_what_why_and_the_differences() -> None:
    with transaction.atomic():
        before, after = {"note": "三家"}, {"note": "<b>四家</b>"}
        record(ROAD, "journal.corrected", WANG, now=NOW, before=before, after=after, reason="误记")
    html = render_to_string("journal/history.html", {"history": history(ROAD), "older": "?before=1"}, using="jinja2")
    for part in (
        "2026-03-02 09:30",
        "王立",
        "发改局局长",
        "代行",
        "理由",
        "误记",
        "改动 1 项",
        "<details>",
        "三家",
        "?before=1",
    ):
        assert part in html
    assert "<b>" not in html
    assert "&lt;b&gt;四家" in html


@pytest.mark.django_db
def test_the_page_speaks_english_where_the_reader_does() -> None:
    write(ROAD, "一", by=LI)
    with translation.override("en"):
        html = render_to_string("journal/history.html", {"entries": tell_all(history(ROAD))}, using="jinja2")
    assert "李敏 noted: 一" in html


def test_a_subject_without_history_says_what_will_stand_there() -> None:
    html = render_to_string("journal/history.html", {"history": []}, using="jinja2")
    assert "还没有记录" in html


@pytest.mark.django_db
def test_showing_a_history_asks_nothing_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    write(ROAD, *"一二三四五")
    with django_assert_num_queries(1):
        render_to_string("journal/history.html", {"history": history(ROAD)}, using="jinja2")
    assert NOW + timedelta(minutes=4) == history(ROAD)[0].at
