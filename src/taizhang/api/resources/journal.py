"""What was done on a subject, from the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404
from ninja import Router, Schema

from taizhang.api.actions import MANAGE
from taizhang.api.cursor import Order, page
from taizhang.api.door import Called, operation
from taizhang.api.schema import USUAL_LIMIT, Cursor, Limit
from taizhang.api.types import Scope
from taizhang.documents.models import Document
from taizhang.journal.models import Entry
from taizhang.journal.words import tell
from taizhang.organisation.access import may, reach_q
from taizhang.organisation.models import Post, Unit
from taizhang.promises.models import Promise
from taizhang.tasks.models import Task
from taizhang.tasks.queries import visible
from taizhang.toolkit.actor import Actor

NEWEST = Order(("number",), down=True)
VIEW = "organisation.view"
router = Router(tags=["journal"])


class EntryOut(Schema):
    """One act on the subject. `hash` chains it to the one before (`previous`); `before` and `after` hold what changed."""

    number: int
    at: datetime
    act: str
    name: str
    post: str
    role: str
    deputy: bool
    sentence: str
    sentence_en: str
    reason: str
    before: dict[str, Any]
    after: dict[str, Any]
    previous: str
    hash: str


class EntryPage(Schema):
    """A page of entries, the newest first."""

    items: list[EntryOut]
    next: str | None


def _person(actor: Actor, key: int) -> bool:
    return key == actor.person or actor.role == "auditor" or may(actor, "organisation.manage")


SEEN: dict[str, Callable[[Actor, int], bool]] = {
    "task": lambda actor, key: Task.objects.filter(visible(actor), pk=key).exists(),
    "task-list": lambda actor, key: may(actor, "task.draft") or actor.role in ("leader", "auditor"),
    "document": lambda actor, key: may(actor, "document.see") and Document.objects.filter(pk=key).exists(),
    "promise": lambda actor, key: may(actor, "promise.see") and Promise.objects.filter(pk=key).exists(),
    "unit": lambda actor, key: Unit.objects.filter(reach_q(actor, VIEW, "pk"), pk=key).exists(),
    "post": lambda actor, key: Post.objects.filter(reach_q(actor, VIEW), pk=key).exists(),
    "person": _person,
    "application": lambda actor, key: may(actor, MANAGE),
}
"""Kind of subject → whether an actor may see the history of one: as on the subject's page."""


@operation(
    router, "GET", "/journal/{kind}/{int:key}", act="account.own", scope=Scope.JOURNAL_READ, response=EntryPage,
    summary="办理记录",
)  # fmt: skip
def journal(request: Called, kind: str, key: int, limit: Limit = USUAL_LIMIT, cursor: Cursor = "") -> Any:
    """What was done on a subject (task, task-list, document, promise, unit, post, person, application) that the post may see."""
    seen = SEEN.get(kind)
    if seen is None or not seen(request.caller.actor, key):
        raise Http404
    rows = Entry.objects.filter(chain__kind=kind, chain__key=str(key))
    some = page(request, rows, NEWEST, limit, cursor)
    return {"items": [_said(row) for row in some.rows], "next": some.next}


def _said(row: Entry) -> dict[str, Any]:
    return {
        "number": row.number, "at": row.at, "act": row.act, "name": row.name, "post": row.post, "role": row.role,
        "deputy": row.deputy, "sentence": tell(row, english=False).sentence, "sentence_en": tell(row, english=True).sentence,
        "reason": row.reason, "before": row.before, "after": row.after, "previous": row.previous, "hash": row.hash,
    }  # fmt: skip
