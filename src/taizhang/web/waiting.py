"""What waits for a post: each sort of matter with how many there are, since when or until when, and where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.documents.models import Document
from taizhang.documents.types import Condition
from taizhang.organisation.access import may
from taizhang.organisation.queries import reached, vacant
from taizhang.tasks import queries as tasks
from taizhang.tasks.definition import lights
from taizhang.tasks.lights import next_month
from taizhang.tasks.models import Request, Task
from taizhang.tasks.types import RequestKind, State
from taizhang.toolkit.actor import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """One sort of matter that waits. `since` is when the oldest came, `until` the day by which they are due."""

    label: str
    count: int
    address: str
    since: date | None = None
    until: date | None = None


def waiting(actor: Actor, today: date) -> list[Waiting]:
    """What waits for `actor`, in the order of the year's work; nothing that is empty. Eleven queries at most."""
    return [one for one in _all(actor, today) if one.count]


def _all(actor: Actor, today: date) -> Iterator[Waiting]:
    if may(actor, "document.review"):
        for label, condition in ((_("待审核的文件"), Condition.READ), (_("读不了的文件"), Condition.FAILED)):
            found = Document.objects.filter(condition=condition).aggregate(Count("pk"), since=Min("added"))
            yield Waiting(label, found["pk__count"], reverse("documents:index"), _day(found["since"]))
    if may(actor, "task.assign"):
        drafts = Task.objects.filter(tasks.visible(actor), state=State.DRAFTED, year__gte=today.year)
        found = drafts.aggregate(Count("pk"), since=Min("made"), year=Min("year"))
        address = f"{reverse('tasks:index')}?year={found['year']}&state={State.DRAFTED}"
        yield Waiting(_("待交办的任务"), found["pk__count"], address, _day(found["since"]))
    if may(actor, "task.sign"):
        found = tasks.to_sign(actor).order_by().aggregate(Count("pk"), since=Min("assigned"))
        yield Waiting(_("待签收的任务"), found["pk__count"], reverse("tasks:inbox"), _day(found["since"]))
    yield from _returns(actor, today)
    yield from _requests(actor)
    if may(actor, "task.report") and actor.unit is not None:
        late = Task.objects.filter(tasks.visible(actor), state__in=tasks.RUNNING, due__lt=today)
        found = late.aggregate(Count("pk"), year=Min("year"))
        yield Waiting(
            _("已逾期的任务"),
            found["pk__count"],
            f"{reverse('tasks:index')}?year={found['year']}&due=overdue&state=open",
        )
    if may(actor, "organisation.manage"):
        yield Waiting(_("无人任职的岗位"), sum(vacant(today).values()), reverse("organisation:index"))


def _returns(actor: Actor, today: date) -> Iterator[Waiting]:
    """The month's return: tasks of the unit that nothing has been reported of."""
    if not may(actor, "task.report") or actor.unit is None:
        return
    month = next_month(today.replace(day=1), -1)
    rows = tasks.month_tasks(reached(actor.unit, today, below=False), month)
    missing = len([task for task in rows if not task.said])  # type: ignore[attr-defined]
    until = next_month(month).replace(day=lights().on(today).report_day)
    yield Waiting(
        _("待报%(month)s月进展的任务") % {"month": month.month}, missing, reverse("tasks:monthly"), until=until
    )


def _requests(actor: Actor) -> Iterator[Waiting]:
    """Returns to be decided on, closings to be checked, extensions, changes and cancellations to be answered."""
    pending: QuerySet[Request] = tasks.to_decide(actor).order_by()
    others = (RequestKind.EXTENSION, RequestKind.CHANGE, RequestKind.CANCEL)
    for label, act, kinds in (
        (_("待裁决的退回"), "task.arbitrate", (RequestKind.RETURN,)),
        (_("待核查的销号申请"), "task.confirm", (RequestKind.CLOSE,)),
        (_("待批复的延期、调整和撤销"), "task.decide", others),
    ):
        if may(actor, act):
            found = pending.filter(Q(kind__in=kinds)).aggregate(Count("pk"), since=Min("asked"))
            yield Waiting(label, found["pk__count"], f"{reverse('tasks:inbox')}#decide", _day(found["since"]))


def _day(moment: object) -> date | None:
    return timezone.localdate(moment) if moment else None  # type: ignore[arg-type]
