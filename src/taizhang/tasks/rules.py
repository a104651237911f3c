"""The life of a task: which act leads from which state to which, and in whose hands."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.tasks.types import AT_WORK, ENDED, State

OPEN = frozenset(State) - ENDED


@dataclass(frozen=True, slots=True)
class Act:
    """An act: the states it may be done in, the state it leads to (None: it stays), and which side does it."""

    id: str
    name: str
    since: frozenset[State]
    to: State | None
    side: str  # "office", "unit" (the lead unit) or "member" (the lead or an assisting unit)


ACTS = {
    act.id: act
    for act in (
        Act("draft", "拟办", frozenset(), State.DRAFTED, "office"),
        Act("amend", "修改", frozenset((State.DRAFTED,)), None, "office"),
        Act("assign", "交办", frozenset((State.DRAFTED, State.ASSIGNED)), State.ASSIGNED, "office"),
        Act("sign", "签收", frozenset((State.ASSIGNED,)), State.UNDERWAY, "unit"),
        Act("return", "退回", frozenset((State.ASSIGNED,)), State.ARBITRATION, "unit"),
        Act("arbitrate", "裁决", frozenset((State.ARBITRATION,)), State.ASSIGNED, "office"),
        Act("handle", "指定承办人", frozenset((State.ASSIGNED, *AT_WORK)), None, "unit"),
        Act("step", "步骤", AT_WORK, None, "unit"),
        Act("report", "报进展", AT_WORK, None, "member"),
        Act("close", "申请销号", AT_WORK, State.CLOSING, "unit"),
        Act("confirm", "核销", frozenset((State.CLOSING,)), State.CLOSED, "office"),
        Act("reject", "退回重办", frozenset((State.CLOSING,)), State.UNDERWAY, "office"),
        Act("reopen", "反弹重办", frozenset((State.CLOSED,)), State.REOPENED, "office"),
        Act("request", "申请变更", frozenset((State.ASSIGNED, *AT_WORK)), None, "unit"),
        Act("decide", "批复", OPEN, None, "office"),
        Act("light", "人工亮灯", OPEN, None, "office"),
    )
}


def possible(state: State) -> tuple[str, ...]:
    """The acts that a task in `state` may undergo, whoever does them."""
    return tuple(act.id for act in ACTS.values() if state in act.since)
