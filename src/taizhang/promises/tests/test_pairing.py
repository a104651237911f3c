"""Pairs come about by themselves, as the texts and the reviewers say; what a person decided stays."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from taizhang.documents import actions as documents
from taizhang.documents.models import Document, Entry
from taizhang.documents.types import Layer
from taizhang.documents.types import State as Decided
from taizhang.journal.queries import history
from taizhang.journal.verify import verify
from taizhang.promises import actions
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.pairing import stale
from taizhang.promises.states import State
from taizhang.promises.tests.ledger import COUNTY, FIRST, SECOND, clerk, hand_in, promise, sample, small, work
from taizhang.toolkit.jobs import run_due
from taizhang.toolkit.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Files of one test only."""
    settings.DATA = tmp_path
    return tmp_path


def now() -> datetime:
    return datetime.now(UTC)


def entry(document: Document | None, raw: str) -> Entry:
    """The figure or name that stands on these characters."""
    assert document is not None
    return next(e for e in document.entries.exclude(layer="tasks") if e.raw.startswith(raw))


def planted(year: int) -> list[tuple[int, str]]:
    """(start, verdict) of every promise with a figure that the sample county's report of `year` makes."""
    text = (COUNTY / f"{year}.txt").read_text(encoding="utf-8")
    found = []
    for row in yaml.safe_load((COUNTY / "promises.yaml").read_text(encoding="utf-8")):
        if row["kind"] == "number" and row["made"]["report"] == year and "figure" in row["made"]:
            said = row["made"]["sentence"]
            inside = re.search(rf"(?<![\d.]){re.escape(row['made']['figure'])}", said)
            assert inside is not None
            found.append((text.rindex(said) + inside.start(), row["verdict"]))
    return found


def test_the_sample_county_gets_its_planted_verdicts_over_three_reports(folder: Path) -> None:
    sample(folder, 2024, 2025, 2026)
    pairings = {p.year: p for p in Pairing.objects.all()}
    assert list(pairings) == [2025, 2024]
    assert pairings[2024].third_id == pairings[2025].later_id
    for year, pairing in pairings.items():
        found = dict(pairing.promises.filter(sort="figured").values_list("start", "holds"))
        wrong = [(at, verdict, found.get(at)) for at, verdict in planted(year) if found.get(at) != verdict]
        assert wrong == [], year
    late = pairings[2024].promises.filter(holds="late", third_answers=True)
    assert late.count() == 3
    assert verify().sound


def test_its_named_things_get_theirs_but_for_a_few(folder: Path) -> None:
    sample(folder, 2024, 2025, 2026)
    right = wrong = 0
    for row in yaml.safe_load((COUNTY / "promises.yaml").read_text(encoding="utf-8")):
        if row["kind"] == "named":
            made = row["made"]
            of = Promise.objects.filter(
                sort="named", pairing__year=made["report"], sentence__contains=made["sentence"][:30]
            )
            found = of.filter(indicator__contains=row["matter"].strip("“”")[-4:], holds=row["verdict"]).exists()
            right, wrong = right + found, wrong + (not found)
    assert right / (right + wrong) > 0.9, (right, wrong)


def test_both_sentences_hold_their_figures_where_the_spans_say(folder: Path) -> None:
    _first, second = sample(folder, 2024, 2025)
    texts = {d.pk: d.text for d in Document.objects.all()}
    for p in Promise.objects.all():
        assert texts[p.pairing.earlier_id][p.start : p.end] == p.raw  # type: ignore[index]
        assert p.raw in p.sentence
        if p.answer_start is not None:
            assert texts[second.pk][p.answer_start : p.answer_end] == p.answer_raw


def test_a_sweep_over_what_is_known_changes_nothing(folder: Path) -> None:
    pairing = small(folder)
    before = list(Promise.objects.values()), list(Pairing.objects.values())
    work()
    work()
    assert (list(Promise.objects.values()), list(Pairing.objects.values())) == before
    assert [e.act for e in history(pairing.reference)] == ["promises.compared", "promises.paired"]
    assert stale() == []
    assert not Job.objects.exclude(problem="").exists()


def test_comparing_again_by_hand_of_the_worker_is_idempotent(folder: Path) -> None:
    pairing = small(folder)
    before = list(Promise.objects.values())
    Pairing.objects.update(compared_at=None)
    work()
    assert list(Promise.objects.values()) == before
    assert len(history(pairing.reference)) == 2


def test_a_promise_knows_the_task_sentence_it_stands_in(folder: Path) -> None:
    pairing = small(folder)
    road = promise(pairing, "60公里")
    assert Entry.objects.get(pk=int(road.task_entry)).raw.startswith("新增规模以上企业28家")


def test_a_rejected_entry_is_no_promise(folder: Path) -> None:
    pairing = small(folder)
    rejected = [entry(pairing.earlier, "60公里"), entry(pairing.earlier, "云河大桥")]
    documents.decide(rejected, Decided.REJECTED, by=clerk(), now=now())
    work()
    raws = set(pairing.promises.values_list("raw", flat=True))
    assert not {"60公里", "云河大桥"} & raws
    assert "28家" in raws


def test_a_rejected_figure_of_the_later_report_answers_nothing(folder: Path) -> None:
    pairing = small(folder)
    documents.decide([entry(pairing.later, "48公里")], Decided.REJECTED, by=clerk(), now=now())
    work()
    assert promise(pairing, "60公里").outcome is None


def test_what_a_reviewer_put_in_a_figure_s_place_is_what_counts(folder: Path) -> None:
    pairing = small(folder)
    goal = entry(pairing.earlier, "60公里")
    documents.edit(goal, {"value": "45"}, by=clerk(), now=now(), seen=goal.revision)
    work()
    road = promise(pairing, "60公里")
    assert (road.target["value"], road.holds, road.arithmetic) == (45, "kept", "实际48公里 / 目标45公里 = 106.7%")


def test_a_figure_that_a_reviewer_added_can_answer(folder: Path) -> None:
    hand_in(folder, FIRST, SECOND.replace("新增规模以上企业32家，", "学位新增九百又五十。"))
    work()
    pairing = Pairing.objects.get()
    assert pairing.later is not None
    at = pairing.later.text.index("九百又五十")
    given = {
        "indicator": "新增公办幼儿园学位",
        "value": "950",
        "unit": "个",
        "op": "=",
        "kind": "level",
        "stance": "actual",
    }
    documents.add(pairing.later, Layer.QUANTITIES, at, at + 5, given, by=clerk(), now=now())
    work()
    places = promise(pairing, "900个")
    assert (places.holds, places.answer_raw) == ("kept", "九百又五十")


def test_a_discarded_document_takes_its_pairing_along(folder: Path) -> None:
    pairing = small(folder)
    assert pairing.later is not None
    documents.discard(pairing.later, "重复上传", by=clerk(), now=now())
    work()
    assert not Pairing.objects.exists()
    assert history(pairing.reference)[0].act == "promises.unpaired"


def test_a_pairing_on_which_somebody_decided_outlives_its_document(folder: Path) -> None:
    pairing = small(folder)
    actions.confirm([promise(pairing, "28家")], by=clerk(), now=now())
    assert pairing.later is not None
    documents.discard(pairing.later, "重复上传", by=clerk(), now=now())
    work()
    pairing.refresh_from_db()
    assert (pairing.later_id, pairing.later_title, pairing.current) == (None, "云河县2026年政府工作报告", True)
    kept = promise(pairing, "28家")
    assert (kept.state, kept.answer_sentence[:8]) == (State.CONFIRMED, "新增规模以上企业")


def test_a_corrected_document_stands_once_it_is_published_and_decisions_on_the_old_one_stay(folder: Path) -> None:
    pairing = small(folder)
    actions.confirm([promise(pairing, "28家")], by=clerk(), now=now())
    [newer] = hand_in(folder, SECOND.replace("32家", "20家"))
    work()
    assert Pairing.objects.filter(current=True).get() == pairing
    Document.objects.filter(pk=newer.pk).update(condition="published", published_at=now())
    work()
    stands = Pairing.objects.get(current=True)
    assert stands.later_id == newer.pk
    assert promise(stands, "28家").holds == "partly"
    assert promise(Pairing.objects.get(current=False), "28家").state == State.CONFIRMED


def test_what_was_confirmed_is_not_overwritten_but_offered(folder: Path) -> None:
    pairing = small(folder)
    actions.confirm([promise(pairing, "60公里")], by=clerk(), now=now())
    told = entry(pairing.later, "48公里")
    documents.edit(told, {"value": "61"}, by=clerk(), now=now(), seen=told.revision)
    work()
    road = promise(pairing, "60公里")
    assert (road.state, road.holds, road.outcome["value"]) == (State.CONFIRMED, "partly", 48)  # type: ignore[index]
    assert road.offer is not None
    assert (road.offer["verdict"], road.offer["outcome"]["value"]) == ("kept", 61)
    assert history(pairing.reference)[0].after["offered"] == 1


def test_what_was_decided_and_is_promised_no_more_is_kept_but_not_counted(folder: Path) -> None:
    pairing = small(folder)
    actions.confirm([promise(pairing, "60公里")], by=clerk(), now=now())
    documents.decide([entry(pairing.earlier, "60公里")], Decided.REJECTED, by=clerk(), now=now())
    work()
    road = promise(pairing, "60公里")
    assert (road.state, road.gone) == (State.CONFIRMED, True)
    actions.reopen(road, "审核已排除", by=clerk(), now=now(), seen=road.revision)
    work()
    assert not pairing.promises.filter(raw="60公里").exists()


def test_reports_with_a_gap_or_of_two_places_are_not_paired(folder: Path) -> None:
    hand_in(
        folder,
        FIRST,
        SECOND.replace("云河县", "青山县"),
        SECOND.replace("2026年", "2028年").replace("2025年", "2027年"),
    )
    work()
    assert not Pairing.objects.exists()


def test_a_third_report_can_tell_late_what_the_second_left_open(folder: Path) -> None:
    pairing = small(folder)
    assert promise(pairing, "900个").holds == "dropped"
    third = """云河县2027年政府工作报告

一、2026年工作回顾

新增公办幼儿园学位900个。

二、2027年工作安排

新增规模以上企业31家以上。
"""
    hand_in(folder, third)
    work()
    late = promise(pairing, "900个")
    assert (late.holds, late.third_answers) == ("late", True)


def test_the_worker_finds_reports_by_itself_and_its_ended_rounds_do_not_pile_up(folder: Path) -> None:
    hand_in(folder, FIRST, SECOND)
    moment = now()
    for turn in range(4):
        while run_due(moment + timedelta(minutes=turn)):
            pass
    assert Pairing.objects.get().promises.exists()
    ended = Counter(Job.objects.filter(ended__isnull=False).values_list("kind", flat=True))
    assert ended["promises.sweep"] <= 2
