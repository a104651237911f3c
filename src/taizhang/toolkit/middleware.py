"""What happens to every request."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

logger = logging.getLogger("taizhang.web")
Handler = Callable[[HttpRequest], HttpResponse]


def log_requests(handler: Handler) -> Handler:
    """One line a request. What stands in documents is never logged."""

    def handle(request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        response = handler(request)
        fields = {"method": request.method, "path": request.path, "status": response.status_code}
        logger.info("request", extra={"fields": fields | {"ms": round((time.monotonic() - started) * 1000)}})
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return handle


def limit_body(handler: Handler) -> Handler:
    """Refuse what is larger than an upload may be, before a byte of it is read."""

    def handle(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.UPLOAD_BYTES + 65536:  # the form's own parts
            refused: HttpResponse = import_string(settings.TOO_LARGE_VIEW)(request)
            return refused
        return handler(request)

    return handle
