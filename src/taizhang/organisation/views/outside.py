"""The sign-in page, and the way over an OIDC provider."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView as AllauthLogin
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe


class LoginView(AllauthLogin):  # type: ignore[misc]  # allauth has no types
    """Login and password, and a button for the provider where there is one."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """What the template is given."""
        ldap = settings.LDAP is not None
        context: dict[str, Any] = super().get_context_data(**named)
        return context | {"provider": settings.OIDC.name if settings.OIDC else "", "ldap": ldap}


login = LoginView.as_view()


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Off to the provider; by POST alone, so that no other site sends people there."""
    if settings.OIDC is None or request.method == "GET":
        return HttpResponseRedirect(reverse("account_login"))
    after = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        after, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        after = settings.LOGIN_REDIRECT_URL
    from taizhang.organisation import oidc  # it loads an HTTP client, which a start should not wait for

    return oidc.begin(request, after)


@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Back from the provider."""
    if settings.OIDC is None:
        raise Http404
    from taizhang.organisation import oidc

    return oidc.come_back(request)
