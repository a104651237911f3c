"""Sign-in by an OIDC provider: the code flow with PKCE, over allauth, which checks neither nonce nor signature by itself.

A person signs in when the provider's claim is the login of somebody who is in the ledger already. Nothing of what the
provider says is kept: it is asked anew at each sign-in.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from functools import cached_property
from typing import Any, NoReturn, cast

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from requests import RequestException

from taizhang.organisation.actions import accounts
from taizhang.organisation.models import Person
from taizhang.organisation.outside import DISCOVERY, Oidc, encrypted
from taizhang.organisation.sessions import OIDC, address
from taizhang.toolkit.pages import page

logger = logging.getLogger("taizhang.sign-in")
ALGORITHMS = {"RS": "RSA", "PS": "RSA", "ES": "EC"}  # how tokens may be signed → with what kind of key
LEEWAY = 60  # seconds by which the provider's clock and ours may differ
SCOPE = ["openid", "profile"]
LONGEST = 191  # letters of a subject, and more than a login has


class Unreachable(OAuth2Error):  # type: ignore[misc]  # allauth has no types
    """The provider does not answer, or not as a provider does."""


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody registers, nothing is connected: a claim names a person of the ledger, or nobody."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """The provider of the settings; the table of allauth is not asked."""
        if settings.OIDC is None:
            return []
        named = _named()
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=OIDC,
                name=named.name,
                client_id=named.client,
                secret=named.secret,
                settings={"server_url": named.issuer + DISCOVERY, "oauth_pkce_enabled": True},
            )
        ]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """The one there is. allauth would look for it among the installed apps."""
        return OpenIDConnectProvider(request, app=self.get_app(request, provider, client_id))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """People are added by an administrator."""
        return False

    def authenticate_by_email(self, login: Any) -> None:
        """Never."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Who a person is stands in the ledger."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the person whom the provider vouches for, or answer why nobody comes in."""
        told = sociallogin.account.extra_data["id_token"]
        if not hmac.compare_digest(
            str(told.get("nonce", "")), str(sociallogin.state.get("nonce") or secrets.token_hex())
        ):
            raise ImmediateHttpResponse(_failed(request, "the nonce is not the one we sent"))
        login = _login_in(told)
        if not login:
            logger.error("oidc: the provider gave no claim %r", _named().claim)
            raise ImmediateHttpResponse(
                trouble(
                    request,
                    _("%(provider)s没有给出您的登录名。请联系系统管理员核对单点登录的配置。")
                    % {"provider": _named().name},
                )
            )
        person = Person.objects.filter(login=login).first()
        if person is None:
            accounts.stranger(login, OIDC, address(request), now=timezone.now())
            raise ImmediateHttpResponse(
                trouble(
                    request,
                    _(
                        "您已通过%(provider)s验证，但登录名“%(login)s”还不在台账的人员名单里。"
                        "请把这个登录名告诉本单位的系统管理员，由其添加人员后再登录。"
                    )
                    % {"provider": _named().name, "login": login},
                    title=_("尚未开通"),
                )
            )
        if person.locked_until and person.locked_until > timezone.now():
            accounts.turned_away(person, OIDC, address(request), now=timezone.now())
            raise ImmediateHttpResponse(trouble(request, _("输错次数过多，请 15 分钟后再试，或联系系统管理员解锁。")))
        sociallogin.user = person

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> NoReturn:
        """Answer in our words."""
        if error == AuthError.CANCELLED:
            words = _("您没有完成%(provider)s的登录。可以重新登录，或改用本系统的密码。") % {"provider": _named().name}
            raise ImmediateHttpResponse(trouble(request, words))
        raise ImmediateHttpResponse(_failed(request, exception or "no such state, or no code"))


class Provider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What is asked of the provider, each answer checked as OpenID Connect Core 1.0 (3.1.3.7, 5.3.2) wants it."""

    def __init__(self, request: HttpRequest, provider_id: str = OIDC) -> None:
        super().__init__(request, provider_id)

    @cached_property
    def openid_config(self) -> dict[str, Any]:
        """Where the provider answers what. Raises OAuth2Error."""
        found = self._asked(self.get_provider().server_url)
        issuer, wanted = found.get("issuer"), _named().issuer
        if not isinstance(issuer, str) or issuer.rstrip("/") != wanted:
            raise OAuth2Error(f"the provider calls itself {issuer!r}, TAIZHANG_OIDC_ISSUER says {wanted!r}")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not encrypted(str(found.get(name, ""))):
                raise OAuth2Error(f"the provider's {name} is no https address: {found.get(name)!r}")
        return found

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the provider sends people back to; it must be registered there."""
        there = request.build_absolute_uri(reverse("oidc_callback"))
        return there.replace("http://", "https://", 1) if settings.HTTPS else there

    def parse_token(self, data: dict[str, Any]) -> Any:
        """The access token, for the one question that it may be needed for."""
        return SocialToken(token=str(data["access_token"]))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **named: Any) -> Any:
        """The claims of a token that is signed, for us, in time; with those of the userinfo where ours is not among them."""
        told = self._verified(str(named["response"].get("id_token", "")))
        endpoint = str(self.openid_config.get("userinfo_endpoint", ""))
        if not _login_in(told) and encrypted(endpoint):
            more = self._asked(endpoint, token.token)
            if more.get("sub") != told["sub"]:
                raise OAuth2Error("the userinfo is another's than the token")
            told = more | told
        return self.get_provider().sociallogin_from_response(request, {"id_token": told})

    def _verified(self, token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
            kind = ALGORITHMS.get(str(header.get("alg"))[:2])
            keys = jwt.PyJWKSet.from_dict(self._asked(self.openid_config["jwks_uri"])).keys
            fits = [key for key in keys if key.key_type == kind and header.get("kid") in (None, key.key_id)]
            if not fits:
                raise OAuth2Error(f"the token is signed by a key we do not know: {header}")
            claims = jwt.decode(
                token,
                fits[0].key,
                algorithms=[header["alg"]],
                audience=_named().client,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except (jwt.PyJWTError, TypeError) as error:
            raise OAuth2Error(f"the token cannot be trusted: {error}") from error
        if claims.get("azp", _named().client) != _named().client or not 0 < len(str(claims["sub"])) <= LONGEST:
            raise OAuth2Error("the token was made for another, or names nobody")
        return claims

    def _asked(self, url: str, token: str = "") -> dict[str, Any]:
        try:
            with SocialAdapter().get_requests_session() as session:
                answer = session.get(url, headers={"Authorization": f"Bearer {token}"} if token else {})
                answer.raise_for_status()
                found = answer.json()
        except (RequestException, ValueError) as error:
            raise Unreachable(f"{url}: {error}") from error
        if not isinstance(found, dict):
            raise Unreachable(f"{url}: no JSON object")
        return found


def begin(request: HttpRequest, after: str) -> HttpResponse:
    """Send a browser to the provider; `after` is where it goes once the person is in.

    By a page that refreshes itself, not by a redirect: browsers hold a form's redirects, and those of the provider's own
    that follow, to our `form-action 'self'`.
    """
    provider = SocialAdapter(request).get_provider(request, OIDC)
    provider.oauth2_adapter_class = Provider
    nonce = secrets.token_urlsafe(24)
    try:
        sent = provider.redirect(
            request, AuthProcess.LOGIN, after, auth_params={"nonce": nonce}, scope=SCOPE, nonce=nonce
        )
    except ImmediateHttpResponse as answered:
        return cast(HttpResponse, answered.response)
    except (OAuth2Error, RequestException) as error:
        return _failed(request, error)
    return page(request, "organisation/going.html", {"there": sent.headers["Location"], "provider": _named().name})


def come_back(request: HttpRequest) -> HttpResponse:
    """What becomes of a browser that the provider sent back."""
    try:
        return cast(HttpResponse, OAuth2CallbackView.adapter_view(Provider(request))(request))
    except OAuth2Error as error:
        return _failed(request, error)


def trouble(request: HttpRequest, words: str, *, title: str = "", status: int = 403) -> HttpResponse:
    """A page that says why nobody came in, and whom to ask."""
    return page(
        request, "organisation/turned-away.html", {"title": title or _("没有登录"), "words": words}, status=status
    )


def _named() -> Oidc:
    named = settings.OIDC
    assert named is not None  # the views ask
    return named


def _failed(request: HttpRequest, why: str | Exception) -> HttpResponse:
    logger.warning("oidc: %s", why)
    words = _(
        "%(provider)s的登录没有成功：等候过久、页面已失效，或对方系统暂不可用。请重新登录；多次不成功请联系系统管理员。"
    )
    return trouble(
        request,
        words % {"provider": _named().name},
        status=502 if isinstance(why, Unreachable | RequestException) else 403,
    )


def _login_in(told: dict[str, Any]) -> str:
    """The login that the claim holds, "" where it holds none."""
    value = told.get(_named().claim)
    login = str(value).strip().lower() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return login if len(login) <= LONGEST and login.isprintable() else ""
