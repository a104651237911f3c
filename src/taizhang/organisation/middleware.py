"""A password that somebody else knows is changed before anything else is done."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from taizhang.organisation.sessions import outside

Handler = Callable[[HttpRequest], HttpResponse]
OPEN = frozenset(("account_change_password", "account_logout", "account_login", "language", "healthz"))


def change_password_first(handler: Handler) -> Handler:
    """Send a person with a one-time password to the page that changes it; the API answers 403."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.must_change_password and not _passes(request):
            if request.path.startswith("/api/"):
                return JsonResponse({"problem": _("请先登录网页修改一次性密码。")}, status=403)
            return HttpResponseRedirect(reverse("account_change_password"))
        return handler(request)

    return handle


def _passes(request: HttpRequest) -> bool:
    if outside(request):
        return True
    try:
        return resolve(request.path).url_name in OPEN
    except Resolver404:
        return False
