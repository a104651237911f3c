"""Who is calling, and what they may."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from taizhang.api.door import Called, operation
from taizhang.organisation.access import may
from taizhang.organisation.definition import access

router = Router(tags=["me"])


class MeOut(Schema):
    """The caller."""

    person: str
    person_id: int | None
    post: str
    role: str
    unit_id: int | None
    deputy: bool
    application: str | None
    scopes: list[str] | None
    per_minute: int
    acts: list[str]


@operation(router, "GET", "/me", act="account.own", scope=None, response=MeOut, summary="我是谁，能做什么")
def me(request: Called) -> Any:
    """The person, the post acted for, the scopes of the token and the acts the post may do somewhere."""
    caller = request.caller
    actor = caller.actor
    return {
        "person": actor.name,
        "person_id": actor.person,
        "post": actor.post,
        "role": actor.role,
        "unit_id": actor.unit,
        "deputy": actor.deputy,
        "application": caller.name or None,
        "scopes": sorted(caller.scopes) if caller.scopes is not None else None,
        "per_minute": caller.per_minute,
        "acts": [act for act in access().acts if may(actor, act)],
    }
