"""Scopes, callers and the codes of problems; no Django, no tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from taizhang.toolkit.actor import Actor


class Scope(StrEnum):
    """What an application may touch (接口范围): a resource, and whether it only reads it. Writing includes reading."""

    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    FIGURES_READ = "figures:read"
    PROJECTS_READ = "projects:read"
    TASKS_READ = "tasks:read"
    TASKS_WRITE = "tasks:write"
    PROMISES_READ = "promises:read"
    PROMISES_WRITE = "promises:write"
    ORGANISATION_READ = "organisation:read"
    JOURNAL_READ = "journal:read"


def covers(given: frozenset[str], needed: Scope | None) -> bool:
    """Whether the scopes of an application are enough; None needs none."""
    return needed is None or needed in given or needed.replace(":read", ":write") in given


class Standing(StrEnum):
    """Whether an application can be used, and if not, why."""

    ACTIVE = "active"  # 可用
    EXPIRED = "expired"  # 已到期
    REVOKED = "revoked"  # 已吊销
    VACANT = "vacant"  # 岗位不再有效：the appointment ended, the post was closed or the account deactivated


class Code(StrEnum):
    """What went wrong (问题代码); stable, programs decide by it."""

    UNAUTHENTICATED = "unauthenticated"
    CSRF = "csrf"
    SCOPE = "scope"
    NOT_ALLOWED = "not-allowed"
    REFUSED = "refused"
    NOT_FOUND = "not-found"
    METHOD = "method-not-allowed"
    MALFORMED = "malformed"
    INVALID = "invalid"
    CURSOR = "cursor"
    KEY_MISSING = "idempotency-key-missing"
    KEY_REUSED = "idempotency-key-reused"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many-requests"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Rights:
    """What an operation asks of its caller: an act of the access definitions, and the scope of an application."""

    act: str
    scope: Scope | None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls (调用方): the actor, and for an application its id and scopes. A browser's session has no limits of its own."""

    actor: Actor
    owner: str  # "application:5", "person:3": whose idempotency keys and whose rate it is
    seat: str  # for which post: a key that was used for one post is none for another
    per_minute: int
    application: int | None = None
    name: str = ""  # of the application
    scopes: frozenset[str] | None = None  # None for a session: all that the post may
