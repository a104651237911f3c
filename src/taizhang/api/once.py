"""A write is done once, however often it is asked for under the same key.

The key is claimed, the act done and its answer kept in one transaction. Who asks at the same time waits at the key's row
until that transaction ends, and then gets its answer; if it was rolled back, there is no row and the act is done by the next.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from taizhang.api.jobs import KEPT
from taizhang.api.models import KeptAnswer
from taizhang.api.problems import Problem
from taizhang.api.types import Caller, Code

KEY = re.compile(r"[!-~]{1,128}")  # printable ASCII without blanks
FLEETING = frozenset((Code.INVALID, Code.MALFORMED, Code.TOO_LARGE, Code.BROKEN))
"""Problems after which nothing was tried: the same key may be sent again with a better request."""


def once(request: HttpRequest, caller: Caller, now: datetime, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of `run`, or the one it gave before under the same key. Raises Problem for a key missing or reused."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not KEY.fullmatch(key):
        raise Problem(Code.KEY_MISSING)
    mark = fingerprint(request, caller)
    with transaction.atomic():
        kept, new = KeptAnswer.objects.get_or_create(
            owner=caller.owner, key=key, defaults={"fingerprint": mark, "at": now}
        )
        if not new and kept.at < now - KEPT:  # the job has not come by yet; of several who see that, one takes the key
            old = KeptAnswer.objects.filter(pk=kept.pk, at=kept.at)
            new = bool(old.update(fingerprint=mark, at=now))
            kept.refresh_from_db()
        if not new:
            return _again(kept, mark)
        before = transaction.savepoint()
        answer = run()
        if answer.status_code >= 400:
            transaction.savepoint_rollback(before)
        if getattr(answer, "problem", None) in FLEETING or answer.status_code >= 500:
            transaction.set_rollback(True)
        elif isinstance(answer, HttpResponse):
            KeptAnswer.objects.filter(pk=kept.pk).update(
                status=answer.status_code,
                kind=answer.headers.get("Content-Type", ""),
                place=answer.headers.get("Location", ""),
                body=answer.content,
            )
    return answer


def fingerprint(request: HttpRequest, caller: Caller) -> str:
    """What makes two requests the same: method, address, the post acted for, and the body. Raises Problem for a huge one.

    Of a multipart body the fields and files count, since its boundary is new each time.
    """
    mark = hashlib.sha256(f"{request.method} {request.get_full_path()} {caller.seat}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            mark.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                inside = hashlib.sha256()
                for chunk in file.chunks():
                    inside.update(chunk)
                file.seek(0)
                mark.update(repr((name, file.name, inside.hexdigest())).encode())
    else:
        try:
            mark.update(request.body)
        except RequestDataTooBig:
            raise Problem(Code.TOO_LARGE) from None
    return mark.hexdigest()


def _again(kept: KeptAnswer, mark: str) -> HttpResponse:
    if kept.fingerprint != mark:
        raise Problem(Code.KEY_REUSED)
    answer = HttpResponse(bytes(kept.body), status=kept.status, content_type=kept.kind)
    if kept.place:
        answer.headers["Location"] = kept.place
    answer.headers["Idempotent-Replayed"] = "true"
    return answer
