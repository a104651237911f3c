"""What every call goes through, in this order: who, how often, may they, once; then the operation itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import NinjaAPI, Router
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError

from taizhang.api import limits
from taizhang.api.callers import caller_of, permit
from taizhang.api.once import once
from taizhang.api.problems import Problem, answer
from taizhang.api.types import Caller, Code, Rights, Scope
from taizhang.api.words import invalid
from taizhang.organisation.definition import access
from taizhang.toolkit.errors import NotAllowed, Refused

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
Run = Callable[..., HttpResponseBase]
OPERATIONS: dict[str, tuple[str, Rights]] = {}
logger = logging.getLogger("taizhang.api")


class Called(HttpRequest):
    """A request that came through the door."""

    caller: Caller


def operation(
    router: Router,
    method: str,
    path: str,
    *,
    act: str,
    scope: Scope | None,
    response: Any,
    summary: str,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put a function on a router as an operation that asks for `act` and `scope`. Its name is the operation's id.

    What an operation asks is kept in OPERATIONS, for the addresses and for the test that walks every operation.
    """
    access().acts[act]  # a slip of the pen stops the start
    rights = Rights(act, scope)

    def put(view: Callable[..., Any]) -> Callable[..., Any]:
        OPERATIONS[view.__name__] = (method, rights)
        register = router.api_operation(
            [method],
            path,
            response=response,
            summary=summary,
            description=f"{view.__doc__ or ''} {_asks(rights)}".strip(),
            operation_id=view.__name__,
            url_name=view.__name__,
            openapi_extra=_described(method, rights),
        )
        register(decorate_view(guarded(rights))(view))
        return view

    return put


def guarded(rights: Rights) -> Callable[[Run], Run]:
    """Let an operation run only for those who may, writes once a key."""

    def wrap(run: Run) -> Run:
        @wraps(run)
        def guard(request: Called, *arguments: Any, **named: Any) -> HttpResponseBase:
            now, left = timezone.now(), {}
            try:
                request.caller = caller_of(request, now)
                left = limits.count(request.caller.owner, request.caller.per_minute)
                permit(request.caller, rights)
                if request.method in SAFE:
                    given = run(request, *arguments, **named)
                else:
                    given = once(request, request.caller, now, lambda: run(request, *arguments, **named))
            except Problem as problem:
                given = answer(problem)
            except NotAllowed as refusal:
                given = answer(Problem(Code.NOT_ALLOWED, str(refusal)))
            for name, value in left.items():
                given.headers.setdefault(name, value)
            return given

        return guard

    return wrap


def handle_problems(api: NinjaAPI) -> None:
    """Let the API answer every exception with a problem."""

    def on_problem(request: HttpRequest, problem: Any) -> HttpResponse:
        return answer(problem)

    def on_refusal(request: HttpRequest, refusal: Any) -> HttpResponse:
        return answer(Problem(Code.NOT_ALLOWED if isinstance(refusal, NotAllowed) else Code.REFUSED, str(refusal)))

    def on_nothing(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(Problem(Code.NOT_FOUND))

    def on_malformed(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(Problem(Code.MALFORMED))

    def on_invalid(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(Problem(Code.INVALID, errors=[invalid(one) for one in error.errors]))

    def on_size(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(Problem(Code.TOO_LARGE))

    def on_mistake(request: HttpRequest, error: Any) -> HttpResponse:
        logger.error("request failed", exc_info=error, extra={"fields": {"path": request.path}})
        return answer(Problem(Code.BROKEN))

    for kind, handler in (
        (Problem, on_problem),
        (Refused, on_refusal),
        (Http404, on_nothing),
        (HttpError, on_malformed),
        (ValidationError, on_invalid),
        (RequestDataTooBig, on_size),
        (Exception, on_mistake),
    ):
        api.add_exception_handler(kind, handler)


def _asks(rights: Rights) -> str:
    """权限“签收或退回任务”（task.sign）；范围 tasks:write。"""
    name = access().acts[rights.act].name
    return f"权限“{name}”（`{rights.act}`）" + (f"；范围 `{rights.scope}`。" if rights.scope else "。")


def _described(method: str, rights: Rights) -> dict[str, Any]:
    """What the description adds to an operation: act, scope, and the key of a write."""
    said: dict[str, Any] = {"x-act": rights.act, "x-scope": rights.scope or ""}
    if method not in SAFE:
        header = {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "schema": {"type": "string", "maxLength": 128},
        }
        said["parameters"] = [header]
    return said
