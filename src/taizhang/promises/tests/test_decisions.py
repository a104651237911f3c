"""What people decide on promises: confirmed, corrected, reopened, and against what a newer comparison says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from taizhang.documents import actions as documents
from taizhang.documents.models import Entry
from taizhang.journal.queries import history
from taizhang.promises import actions
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.states import State
from taizhang.promises.tests.ledger import FIRST, clerk, hand_in, promise, small, work
from taizhang.toolkit.actor import CLOCK, Actor
from taizhang.toolkit.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """The language of a request stays with the thread; each test begins and ends in Chinese."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def pairing(settings: Any, tmp_path: Path) -> Pairing:
    """Two small reports, compared."""
    settings.DATA = tmp_path
    return small(tmp_path)


def now() -> datetime:
    return datetime.now(UTC)


def figure(pairing: Pairing, raw: str) -> str:
    """The id of the later report's figure on these characters."""
    assert pairing.later is not None
    return next(e.fact for e in pairing.later.entries.filter(layer="quantities") if e.raw == raw)


def told(promise: Promise) -> list[str]:
    """What the journal says of it, the newest first."""
    return [entry.told.sentence for entry in history(promise.reference)]


def overruled(of: Promise, verdict: str = "kept", reason: str = "县公路中心台账：61公里") -> Promise:
    actions.overrule(of, verdict, reason, by=clerk(), now=now(), seen=of.revision)
    return Promise.objects.get(pk=of.pk)


def changed_report(pairing: Pairing, raw: str, value: str) -> None:
    """A reviewer says that a figure of the later report is another, and the sweep comes round."""
    entry = Entry.objects.get(document=pairing.later, fact=figure(pairing, raw))
    documents.edit(entry, {"value": value}, by=clerk(), now=now(), seen=entry.revision)
    work()


def test_confirming_takes_over_what_was_computed(pairing: Pairing) -> None:
    road = promise(pairing, "60公里")
    assert actions.confirm([road, promise(pairing, "28家")], by=clerk(), now=now()) == 2
    road.refresh_from_db()
    assert (road.state, road.holds, road.by.name if road.by else "") == (State.CONFIRMED, "partly", "季明远")
    assert told(road) == ["季明远确认判定“部分完成”"]


def test_what_is_decided_is_not_confirmed_again(pairing: Pairing) -> None:
    road = overruled(promise(pairing, "60公里"))
    with pytest.raises(Refused, match="重新打开"):
        actions.confirm([road], by=clerk(), now=now())


def test_another_candidate_can_be_chosen_and_the_verdict_follows(pairing: Pairing) -> None:
    homes = promise(pairing, "12个")
    actions.choose(homes, figure(pairing, "7个"), "棚改口径", by=clerk(), now=now(), seen=homes.revision)
    homes.refresh_from_db()
    assert (homes.state, homes.answer_raw, homes.holds, homes.arithmetic) == (
        State.CORRECTED,
        "7个",
        "partly",
        "实际7个 / 目标12个 = 58.3%",
    )
    assert homes.machine is not None
    assert (homes.machine["answer_raw"], homes.machine["verdict"]) == ("12个", "kept")
    assert told(homes) == ["季明远改定答复为“7个”，判定部分完成"]


def test_a_figure_of_the_plan_can_be_chosen_though_the_comparison_never_would(pairing: Pairing) -> None:
    firms = promise(pairing, "28家")
    actions.choose(firms, figure(pairing, "30家"), by=clerk(), now=now(), seen=firms.revision)
    firms.refresh_from_db()
    assert (firms.answer_raw, firms.holds) == ("30家", "kept")


def test_it_can_be_said_that_no_figure_answers(pairing: Pairing) -> None:
    homes = promise(pairing, "12个")
    actions.choose(homes, "", by=clerk(), now=now(), seen=homes.revision)
    homes.refresh_from_db()
    assert (homes.outcome, homes.chosen, homes.state) == (None, "", State.CORRECTED)


def test_a_figure_that_the_later_report_does_not_have_is_refused(pairing: Pairing) -> None:
    homes = promise(pairing, "12个")
    with pytest.raises(Refused, match="没有这个数字"):
        actions.choose(homes, "q-000000000000", by=clerk(), now=now(), seen=homes.revision)


def test_a_named_thing_has_no_figures_to_choose_from(pairing: Pairing) -> None:
    bridge = promise(pairing, "云河大桥")
    with pytest.raises(Refused, match="事项没有数字"):
        actions.choose(bridge, figure(pairing, "7个"), by=clerk(), now=now(), seen=bridge.revision)


def test_a_verdict_by_hand_stands_beside_the_computed_one_with_its_reason(pairing: Pairing) -> None:
    road = overruled(promise(pairing, "60公里"))
    assert (road.verdict, road.hand, road.holds, road.reason) == ("partly", "kept", "kept", "县公路中心台账：61公里")
    assert told(road) == ["季明远由“部分完成”改判为“完成”，理由：县公路中心台账：61公里"]


@pytest.mark.parametrize(
    ("verdict", "reason", "said"),
    [
        ("kept", "  ", "理由"),
        ("partly", "同意", "相同"),
        ("done", "建成", "所列"),
        ("nonsense", "x", "所列"),
        ("kept", "长" * 501, "太长"),
    ],
)
def test_a_verdict_by_hand_needs_a_reason_and_one_that_is_possible(
    pairing: Pairing, verdict: str, reason: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        overruled(promise(pairing, "60公里"), verdict, reason)
    assert promise(pairing, "60公里").state == State.OPEN


def test_reopening_lets_the_comparison_hold_again(pairing: Pairing) -> None:
    homes = promise(pairing, "12个")
    actions.choose(homes, figure(pairing, "7个"), by=clerk(), now=now(), seen=homes.revision)
    homes.refresh_from_db()
    actions.reopen(homes, "选错了", by=clerk(), now=now(), seen=homes.revision)
    homes.refresh_from_db()
    assert (homes.state, homes.answer_raw, homes.holds, homes.by, homes.machine) == (
        State.OPEN,
        "12个",
        "kept",
        None,
        None,
    )
    with pytest.raises(Refused, match="还没有定"):
        actions.reopen(homes, "再来", by=clerk(), now=now(), seen=homes.revision)


def test_a_rerun_overwrites_neither_a_chosen_answer_nor_a_verdict_by_hand(pairing: Pairing) -> None:
    homes, road = promise(pairing, "12个"), promise(pairing, "60公里")
    actions.choose(homes, figure(pairing, "7个"), by=clerk(), now=now(), seen=homes.revision)
    overruled(road)
    before = list(Promise.objects.exclude(state=State.OPEN).values())
    Pairing.objects.update(compared_at=None)
    work()
    assert list(Promise.objects.exclude(state=State.OPEN).values()) == before


def test_a_chosen_figure_that_now_says_otherwise_is_offered(pairing: Pairing) -> None:
    homes = promise(pairing, "12个")
    actions.choose(homes, figure(pairing, "7个"), by=clerk(), now=now(), seen=homes.revision)
    changed_report(pairing, "7个", "13")
    homes.refresh_from_db()
    assert (homes.holds, homes.offer["verdict"] if homes.offer else None) == ("partly", "kept")


def test_an_offer_that_was_taken_holds(pairing: Pairing) -> None:
    actions.confirm([promise(pairing, "60公里")], by=clerk(), now=now())
    changed_report(pairing, "48公里", "61")
    road = promise(pairing, "60公里")
    actions.take_offer(road, by=clerk("ducha2", "乐小川"), now=now(), seen=road.revision)
    road.refresh_from_db()
    assert (road.holds, road.offer, road.state) == ("kept", None, State.CONFIRMED)
    assert told(road)[0] == "乐小川采用新的比对结果，判定完成"


def test_an_offer_that_was_refused_does_not_come_back(pairing: Pairing) -> None:
    overruled(promise(pairing, "60公里"), "missed", "验收未过")
    changed_report(pairing, "48公里", "50")
    road = promise(pairing, "60公里")
    assert road.offer is not None
    actions.keep_own(road, by=clerk(), now=now(), seen=road.revision)
    Pairing.objects.update(compared_at=None)
    work()
    road.refresh_from_db()
    assert (road.offer, road.hand, road.holds) == (None, "missed", "missed")
    with pytest.raises(Refused):
        actions.keep_own(road, by=clerk(), now=now(), seen=road.revision)


def test_who_looked_at_an_older_state_is_told_to_look_again(pairing: Pairing) -> None:
    road = promise(pairing, "60公里")
    seen = road.revision
    overruled(road)
    with pytest.raises(Refused, match="刚被别人改过"):
        actions.overrule(road, "missed", "未验收", by=clerk("ducha2", "乐小川"), now=now(), seen=seen)
    assert promise(pairing, "60公里").hand == "kept"


def test_of_several_to_be_confirmed_none_is_where_one_was_changed(pairing: Pairing) -> None:
    road, firms = promise(pairing, "60公里"), promise(pairing, "28家")
    with pytest.raises(Refused, match="刚被别人改过"):
        actions.confirm([firms, road], by=clerk(), now=now(), seen={firms.pk: firms.revision, road.pk: 7})
    assert not Promise.objects.exclude(state=State.OPEN).exists()
    assert history(firms.reference) == []


@pytest.mark.parametrize("role", ["unit", "leader", "auditor", "administrator", "grid", "hotline", "guest", "public"])
def test_only_the_supervision_office_decides(pairing: Pairing, role: str) -> None:
    road, by = promise(pairing, "60公里"), clerk("other", "某人", role)
    for act in (
        lambda: actions.confirm([road], by=by, now=now()),
        lambda: actions.choose(road, "", by=by, now=now(), seen=0),
        lambda: actions.overrule(road, "kept", "理由", by=by, now=now(), seen=0),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert promise(pairing, "60公里").state == State.OPEN


def test_a_machine_decides_nothing(pairing: Pairing) -> None:
    for by in (CLOCK, Actor("公众")):
        with pytest.raises(NotAllowed):
            actions.confirm([promise(pairing, "60公里")], by=by, now=now())


def test_where_a_report_is_gone_figures_cannot_be_chosen_but_a_verdict_can_be_set(pairing: Pairing) -> None:
    actions.confirm([promise(pairing, "28家")], by=clerk(), now=now())
    gone = figure(pairing, "7个")
    assert pairing.later is not None
    documents.discard(pairing.later, "重复", by=clerk(), now=now())
    work()
    homes = promise(pairing, "12个")
    with pytest.raises(Refused, match="已被移除"):
        actions.choose(homes, gone, by=clerk(), now=now(), seen=homes.revision)
    assert overruled(homes, "partly", "档案").holds == "partly"


def test_a_corrected_upload_does_not_undo_decisions_while_it_is_unpublished(pairing: Pairing, tmp_path: Path) -> None:
    actions.confirm([promise(pairing, "28家")], by=clerk(), now=now())
    hand_in(tmp_path, FIRST.replace("28家", "40家"))
    work()
    assert Pairing.objects.filter(current=True).get() == pairing
    assert promise(pairing, "28家").state == State.CONFIRMED
