"""From handing in to publishing: what a person decided stands, what two did at once is not lost, nothing is doubled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from taizhang.documents import actions
from taizhang.documents.jobs import read_document, take_in
from taizhang.documents.models import Document, Entry
from taizhang.documents.publishing import publish
from taizhang.documents.tests.made import NOW, REPORT, clerk, one, uploaded
from taizhang.documents.types import Condition, Layer, State
from taizhang.indicators.models import Figure
from taizhang.journal.queries import history
from taizhang.journal.verify import verify
from taizhang.projects.models import Mention, Project
from taizhang.reading import read
from taizhang.reading.sources import open_source
from taizhang.tasks.models import Task
from taizhang.toolkit.actor import CLOCK
from taizhang.toolkit.errors import NotAllowed, Refused
from taizhang.toolkit.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Files of one test only."""
    settings.DATA = tmp_path
    return tmp_path


def accept(document: Document, *raws: str) -> None:
    actions.decide([one(document, raw) for raw in raws], State.ACCEPTED, by=clerk(), now=NOW)


def test_a_report_becomes_entries_on_its_own_characters(folder: Path) -> None:
    document = uploaded(folder, clerk())
    assert (document.condition, document.place, document.reviewed, document.planned) == (
        "read",
        "云河县",
        "2025",
        "2026",
    )
    assert {entry.layer for entry in document.entries.all()} == {"quantities", "tasks", "names"}
    assert all(document.text[e.start : e.end] == e.raw for e in document.entries.all())
    assert sum(document.account.values()) == document.account["claimed"] + len(document.unclaimed)


def test_the_same_file_is_kept_once(folder: Path) -> None:
    first = uploaded(folder, clerk())
    again = actions.upload("另一个名字.txt", REPORT.encode(), by=clerk("ducha2", "乐小川"), now=NOW)
    assert again == first
    assert Job.objects.filter(kind="documents.read").count() == 1


def test_an_empty_file_is_not_taken_in() -> None:
    with pytest.raises(Refused, match="空文件"):
        actions.upload("空.txt", b"", by=clerk(), now=NOW)


def test_what_cannot_be_read_says_why(folder: Path) -> None:
    document = actions.upload("坏.pdf", b"%PDF-1.7 broken", by=clerk(), now=NOW)
    read_document(str(document.pk), NOW)
    document.refresh_from_db()
    assert document.condition == Condition.FAILED
    assert document.problem_code.startswith("TZ-S")


def test_an_edit_stands_before_what_was_read_and_accepts_the_entry(folder: Path) -> None:
    document = uploaded(folder, clerk())
    entry = one(document, "28家")
    actions.edit(entry, {"indicator": "净增规上企业", "value": "28"}, by=clerk(), now=NOW, seen=entry.revision)
    entry.refresh_from_db()
    assert (entry.state, entry.data["indicator"], entry.edited) == (
        "accepted",
        "净增规上企业",
        {"indicator": "净增规上企业"},
    )


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("value", "很多", "要写成数字"),
        ("value", "", "要写成数字"),
        ("value", "1e99", "要写成数字"),
        ("period", "去年", "要写成年份"),
        ("period", "2026-2021", "要写成年份"),
        ("indicator", " ", "不能为空"),
        ("indicator", "长" * 201, "太长"),
        ("stance", "maybe", "只能从所列的几项里选"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_how_to_write_it(
    field: str, typed: str, said: str, folder: Path
) -> None:
    entry = one(uploaded(folder, clerk()), "28家")
    with pytest.raises(Refused, match=said):
        actions.edit(entry, {field: typed}, by=clerk(), now=NOW, seen=entry.revision)
    entry.refresh_from_db()
    assert (entry.state, entry.edited) == ("pending", None)


def test_of_two_who_decide_at_once_the_second_is_told(folder: Path) -> None:
    document = uploaded(folder, clerk())
    seen = one(document, "28家")
    actions.decide([seen], State.ACCEPTED, by=clerk(), now=NOW, seen={seen.pk: seen.revision})
    with pytest.raises(Refused, match="刚被别人改过"):
        actions.decide([seen], State.REJECTED, by=clerk("ducha2", "乐小川"), now=NOW, seen={seen.pk: seen.revision})
    assert one(document, "28家").state == State.ACCEPTED


def test_undo_takes_back_ones_own_last_act_and_no_other(folder: Path) -> None:
    document = uploaded(folder, clerk())
    other = clerk("ducha2", "乐小川")
    accept(document, "28家")
    actions.decide([one(document, "6.1%")], State.REJECTED, by=other, now=NOW)
    actions.undo(document, by=clerk(), now=NOW)
    assert one(document, "28家").state == State.PENDING
    assert one(document, "6.1%").state == State.REJECTED
    with pytest.raises(Refused, match="没有可以撤销"):
        actions.undo(document, by=clerk(), now=NOW)


def test_what_others_changed_since_is_not_undone(folder: Path) -> None:
    document = uploaded(folder, clerk())
    accept(document, "28家")
    actions.decide([one(document, "28家")], State.REJECTED, by=clerk("ducha2", "乐小川"), now=NOW)
    with pytest.raises(Refused, match="别人已经改过"):
        actions.undo(document, by=clerk(), now=NOW)
    assert one(document, "28家").state == State.REJECTED


def test_accepting_in_bulk_leaves_what_is_unsure_or_in_doubt_and_is_one_act(folder: Path) -> None:
    document = uploaded(folder, clerk())
    doubtful = one(document, "28家")
    Entry.objects.filter(pk=doubtful.pk).update(doubts="growth")
    unsure = one(document, "6.1%")
    Entry.objects.filter(pk=unsure.pk).update(confidence=0.3)
    count = actions.accept_sure(document, Layer.QUANTITIES, 0.6, by=clerk(), now=NOW)
    states = {e.pk: e.state for e in document.entries.filter(layer="quantities")}
    assert states[doubtful.pk] == states[unsure.pk] == "pending"
    assert list(states.values()).count("accepted") == count > 0
    assert history(actions.about(document), 1)[0].act == "entry.accepted-sure"
    assert actions.undo(document, by=clerk(), now=NOW) == count


def test_what_the_reader_missed_is_added_where_it_was_selected(folder: Path) -> None:
    document = uploaded(folder, clerk())
    start = document.text.index("云河大桥")
    given = {"name": "云河大桥", "type": "project", "stage": "竣工"}
    document.entries.filter(layer="names", start=start).delete()
    entry = actions.add(document, Layer.NAMES, start, start + 4, given, by=clerk(), now=NOW)
    assert (entry.state, entry.data["sentence"]) == ("accepted", "云河大桥建成通车。")
    with pytest.raises(Refused, match="已经添加过"):
        actions.add(document, Layer.NAMES, start, start + 4, given, by=clerk(), now=NOW)
    with pytest.raises(Refused, match="先在正文里选中"):
        actions.add(document, Layer.NAMES, 9_999_990, 9_999_999, given, by=clerk(), now=NOW)


def test_publishing_writes_what_was_accepted_and_nothing_else(folder: Path) -> None:
    document = uploaded(folder, clerk())
    with pytest.raises(Refused, match="还没有采用任何条目"):
        publish(document, by=clerk(), now=NOW)
    accept(document, "28家", "30家", "新增规模以上企业30家", "城北污水处理厂")
    done = publish(document, by=clerk(), now=NOW)
    assert (done.figures, done.tasks, done.projects, done.withdrawn) == (2, 1, 1, 0)
    target = Figure.objects.get(stance="target")
    assert (target.indicator, int(target.value), target.op, target.first, target.place) == (
        "新增规模以上企业", 30, ">=", 2026, "云河县",
    )  # fmt: skip
    assert "新增规模以上企业30家以上" in target.sentence
    assert Task.objects.get().sentence.startswith("新增规模以上企业30家以上")
    assert Project.objects.get().name.endswith("污水处理厂")
    document.refresh_from_db()
    assert document.condition == Condition.PUBLISHED


def test_publishing_again_doubles_nothing_and_takes_in_what_changed(folder: Path) -> None:
    document = uploaded(folder, clerk())
    accept(document, "28家", "新增规模以上企业30家", "城北污水处理厂")
    publish(document, by=clerk(), now=NOW)
    assert publish(document, by=clerk(), now=NOW).figures == 0
    entry = one(document, "28家")
    actions.edit(entry, {"value": "29"}, by=clerk(), now=NOW, seen=entry.revision)
    assert publish(document, by=clerk(), now=NOW).figures == 1
    assert [int(f.value) for f in Figure.objects.filter(replaced_by=None)] == [29]
    assert [int(f.value) for f in Figure.objects.exclude(replaced_by=None)] == [28]
    assert (Task.objects.count(), Project.objects.count(), Mention.objects.count()) == (1, 1, 1)


def test_what_is_no_longer_accepted_is_taken_back_but_a_task_is_cancelled_on_its_own_page(folder: Path) -> None:
    document = uploaded(folder, clerk())
    accept(document, "28家", "6.1%", "新增规模以上企业30家")
    publish(document, by=clerk(), now=NOW)
    actions.decide([one(document, "28家")], State.REJECTED, by=clerk(), now=NOW)
    assert publish(document, by=clerk(), now=NOW).withdrawn == 1
    assert Figure.objects.get(withdrawn=None).value
    actions.decide([one(document, "新增规模以上企业30家")], State.REJECTED, by=clerk(), now=NOW)
    with pytest.raises(Refused, match="到任务页"):
        publish(document, by=clerk(), now=NOW)


def test_reading_again_never_overwrites_what_a_person_decided(folder: Path) -> None:
    document = uploaded(folder, clerk())
    accept(document, "28家")
    for entry in document.entries.filter(layer="quantities"):  # as an older reader would have read them
        entry.read = {**entry.read, "indicator": "旧读法"}
        entry.save()
    read_document(str(document.pk), NOW)
    decided, open_one = one(document, "28家"), one(document, "6.1%")
    assert (decided.data["indicator"], decided.state) == ("旧读法", "accepted")
    assert decided.offer is not None
    assert open_one.data["indicator"] != "旧读法"
    actions.take_offer(decided, by=clerk(), now=NOW, seen=decided.revision)
    assert one(document, "28家").data["indicator"] != "旧读法"


def test_what_a_newer_reader_no_longer_finds_is_withdrawn_or_asked_about(folder: Path) -> None:
    document = uploaded(folder, clerk())
    accept(document, "28家")
    source = open_source(REPORT.encode())
    take_in(document, read(replace(source, text=source.text.replace("28家", "二八佳").replace("6.1%", "若干分"))), NOW)
    assert {(e.raw, e.state, e.gone) for e in document.entries.filter(gone=True)} >= {
        ("28家", "accepted", True),
        ("6.1%", "withdrawn", True),
    }


def test_a_published_document_is_not_removed_and_another_only_with_a_reason(folder: Path) -> None:
    document = uploaded(folder, clerk())
    with pytest.raises(Refused, match="理由"):
        actions.discard(document, " ", by=clerk(), now=NOW)
    accept(document, "28家")
    publish(document, by=clerk(), now=NOW)
    with pytest.raises(Refused, match="已经发布"):
        actions.discard(document, "传错了", by=clerk(), now=NOW)


@pytest.mark.parametrize("role", ["unit", "leader", "auditor", "administrator", "grid", "public"])
def test_who_is_not_of_the_supervision_office_decides_nothing(role: str, folder: Path) -> None:
    document = uploaded(folder, clerk())
    other = clerk("other", "外人", role)
    with pytest.raises(NotAllowed):
        actions.upload("二.txt", b"x", by=other, now=NOW)
    with pytest.raises(NotAllowed):
        actions.decide([one(document, "28家")], State.ACCEPTED, by=other, now=NOW)
    with pytest.raises(NotAllowed):
        publish(document, by=other, now=NOW)


def test_a_machine_does_not_review(folder: Path) -> None:
    document = uploaded(folder, clerk())
    with pytest.raises(NotAllowed, match="本人"):
        actions.decide([one(document, "28家")], State.ACCEPTED, by=CLOCK, now=NOW)


def test_every_act_is_in_the_journal_which_verifies(folder: Path) -> None:
    document = uploaded(folder, clerk())
    accept(document, "28家")
    publish(document, by=clerk(), now=NOW)
    acts = [entry.act for entry in history(actions.about(document), 20)]
    assert acts[0] == "document.published"
    assert {"document.uploaded", "document.read", "entry.accepted", "indicators.received"} <= set(acts)
    assert verify().sound
