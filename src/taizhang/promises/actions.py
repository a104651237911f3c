"""What people do with promises. Each function is one act: one transaction, a line in the journal of each promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.journal.actions import record_all
from taizhang.journal.types import Draft
from taizhang.organisation.access import require
from taizhang.promises.comparing import ANSWER, Data
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.pairing import COMPARE, laid
from taizhang.promises.states import Sort, State
from taizhang.promises.types import NoPairError, Verdict
from taizhang.reading.sources.errors import SourceError
from taizhang.toolkit import jobs
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import NotAllowed, Refused

DECIDE = "promise.decide"
LONGEST = 500  # characters of a reason


def confirm(promises: Sequence[Promise], *, by: Actor, now: datetime, seen: Mapping[int, int] | None = None) -> int:
    """Take over what the comparison says of each promise. `seen` is promise → the revision that was looked at.

    Raises Refused where one was decided on before, or was changed meanwhile. Returns how many.
    """
    if any(p.state != State.OPEN for p in promises):
        raise Refused(_("其中有已经定过的承诺。请先重新打开，再确认。"))
    changes = [(p, {"state": State.CONFIRMED, "machine": _answer(p)}) for p in promises]
    return _change(changes, "promises.confirmed", by=by, now=now, seen=seen)


def choose(promise: Promise, figure: str, reason: str = "", *, by: Actor, now: datetime, seen: int) -> None:
    """Let another figure of the later report answer, by its id; "" says that nothing answers. The verdict follows by arithmetic.

    Raises Refused for a named thing, for a figure that the later report does not have, and where a document is gone.
    """
    require(by, DECIDE)
    if promise.sort != Sort.FIGURED:
        raise Refused(_("事项没有数字可选。如判定不对，请直接改判并写明理由。"))
    computed = _with_figure(promise, figure)
    new = {
        **{name: computed[name] for name in ANSWER}, "state": State.CORRECTED, "chosen": figure, "hand": "", "reason": _short(reason),
        "holds": computed["verdict"], "machine": promise.machine or _answer(promise), "offer": None,
    }  # fmt: skip
    _change([(promise, new)], "promises.answer-chosen", by=by, now=now, seen={promise.pk: seen}, reason=_short(reason))


def overrule(promise: Promise, verdict: str, reason: str, *, by: Actor, now: datetime, seen: int) -> None:
    """Set the verdict by hand, with a reason; the computed one stays beside it."""
    if verdict not in of_sort(promise.sort):
        raise Refused(_("请从所列的判定里选一个。"))
    _need(reason)
    if verdict == promise.verdict:
        raise Refused(_("这与比对得出的判定相同，不必改判，确认即可。"))
    new = {
        "state": State.CORRECTED, "hand": verdict, "holds": verdict, "reason": _short(reason),
        "machine": promise.machine or _answer(promise),
    }  # fmt: skip
    _change([(promise, new)], "promises.overruled", by=by, now=now, seen={promise.pk: seen}, reason=_short(reason))


def reopen(promise: Promise, reason: str, *, by: Actor, now: datetime, seen: int) -> None:
    """Take a decision back; what the comparison says holds again, and is looked up anew."""
    _need(reason)
    if promise.state == State.OPEN:
        raise Refused(_("这条承诺还没有定，不必重新打开。"))
    back = promise.offer or promise.machine or _answer(promise)
    new = {**back, "holds": back["verdict"], **OPENED}
    _change(
        [(promise, new)], "promises.reopened", by=by, now=now, seen={promise.pk: seen}, reason=_short(reason), anew=True
    )


def take_offer(promise: Promise, *, by: Actor, now: datetime, seen: int) -> None:
    """Let what the comparison says now hold, instead of what was decided."""
    if promise.offer is None:
        raise Refused(_("没有新的比对结果可以采用。"))
    new = {
        **promise.offer, "holds": promise.offer["verdict"], "state": State.CONFIRMED, "machine": promise.offer, "offer": None,
        "chosen": None, "hand": "", "reason": "",
    }  # fmt: skip
    _change([(promise, new)], "promises.offer-taken", by=by, now=now, seen={promise.pk: seen})


def keep_own(promise: Promise, *, by: Actor, now: datetime, seen: int) -> None:
    """Keep what was decided, against what the comparison says now."""
    if promise.offer is None:
        raise Refused(_("没有新的比对结果，不必答复。"))
    new = {"machine": promise.offer, "offer": None}
    _change([(promise, new)], "promises.offer-refused", by=by, now=now, seen={promise.pk: seen})


OPENED: dict[str, Any] = {
    "state": State.OPEN, "chosen": None, "hand": "", "reason": "", "machine": None, "offer": None,
}  # fmt: skip
"""What a promise has that nobody decided on."""
NAMED_VERDICTS = (Verdict.DONE, Verdict.UNDERWAY, Verdict.NOT_YET, Verdict.DROPPED)


def of_sort(sort: str) -> tuple[Verdict, ...]:
    """The verdicts that a promise of this sort may have."""
    if sort == Sort.NAMED:
        return NAMED_VERDICTS
    return tuple(v for v in Verdict if v not in NAMED_VERDICTS or v is Verdict.DROPPED)


def _with_figure(promise: Promise, figure: str) -> Data:
    """The row with `figure` as its answer, computed now."""
    pairing = Pairing.objects.select_related("earlier", "later").get(pk=promise.pairing_id)
    if pairing.earlier is None or pairing.later is None:
        raise Refused(_("其中一份报告已被移除，不能再选数字。如判定不对，请直接改判并写明理由。"))
    pairing.third = None  # a person chooses among the figures of the later report
    try:
        found = {row["key"]: row for row in laid(pairing, settled={promise.key: figure or None})}
    except (NoPairError, SourceError, OSError) as error:
        raise Refused(_("这两份报告现在不能比对：原件读不出来，或不是相邻两年的。请到文件页核对。")) from error
    row = found.get(promise.key)
    if row is None:
        raise Refused(_("前一年的报告里已没有这条承诺，不能再选数字。"))
    if figure and (row["outcome"] or {}).get("id") != figure:
        raise Refused(_("后一年的报告里没有这个数字，或者它没有数值。请另选一个。"))
    return row


def _answer(promise: Promise) -> Data:
    return {name: getattr(promise, name) for name in ANSWER}


def _change(
    changes: Sequence[tuple[Promise, dict[str, Any]]],
    act: str,
    *,
    by: Actor,
    now: datetime,
    seen: Mapping[int, int] | None = None,
    reason: str = "",
    anew: bool = False,
) -> int:
    """Write to promises, each only if it is still as it was seen, with a line in the journal of each."""
    require(by, DECIDE)
    if by.person is None:
        raise NotAllowed(_("承诺的判定要由本人登录后确认。"))
    if not changes:
        raise Refused(_("请先勾选要确认的承诺。"))
    drafts = []
    with transaction.atomic():
        for promise, new in sorted(changes, key=lambda change: change[0].pk):
            revision = seen.get(promise.pk, -1) if seen is not None else promise.revision
            opened = new.get("state") == State.OPEN
            who = {"by_id": None if opened else by.person, "at": now}
            written = Promise.objects.filter(pk=promise.pk, revision=revision)
            if not written.update(**new, **who, revision=revision + 1):
                raise Refused(
                    _("“%(what)s”刚被别人改过或重新比对过。请看过新的内容再定。") % {"what": promise.indicator[:40]}
                )
            drafts.append(Draft(promise.reference, act, _said(vars(promise)), _said({**vars(promise), **new}), reason))
        record_all(drafts, by, now=now)
        if anew:
            for pairing in {promise.pairing_id for promise, _new in changes}:
                Pairing.objects.filter(pk=pairing).update(compared_at=None)
                jobs.ask(COMPARE, str(pairing), due=now)
    return len(changes)


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the journal keeps of a promise."""
    return {
        "indicator": values["indicator"][:80],
        "verdict": str(values["holds"]),
        "answer": values["answer_raw"][:80],
        "state": str(values["state"]),
    }


def _need(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("请写明理由。"))


def _short(reason: str) -> str:
    reason = reason.strip()
    if len(reason) > LONGEST:
        raise Refused(_("理由太长，请不超过 %(most)s 个字。") % {"most": LONGEST})
    return reason
