"""The seam to allauth: how it asks for a person, and what is written down when it has. Sign-in over a provider is in `oidc`."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, cast

from allauth.account import signals as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa import signals as mfa
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.actions import accounts
from taizhang.organisation.models import Person
from taizhang.organisation.sessions import LDAP, OIDC, WAY, DirectoryDown, address, end_sessions
from taizhang.toolkit.secret import opened, sealed

logger = logging.getLogger("taizhang.sign-in")
OWN = "allauth.account.auth_backends.AuthenticationBackend"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Local sign-in: nobody registers, an account locks after wrong passwords, a one-time password lapses."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "登录名或密码不对。连续输错 5 次，账号将锁定 15 分钟；忘记密码请联系系统管理员。"
        ),
        "too_many_login_attempts": _("输错次数过多，请 15 分钟后再试，或联系系统管理员解锁。"),
        "account_inactive": _("账号已停用，请联系系统管理员。"),
        "incorrect_password": _("密码不对，请重新输入。"),
        "enter_current_password": _("请输入现在的密码。"),
        "rate_limited": _("操作过于频繁，请稍后再试。"),
        "directory_down": _("目录服务暂时连不上，目录账号现在不能登录。请稍后再试，或联系系统管理员。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are added by an administrator."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a locked account before its password is looked at, and a one-time password that lapsed."""
        super().pre_authenticate(request, **credentials)
        person = _named(credentials)
        if person and person.locked_until and person.locked_until > timezone.now():
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The person, None for a wrong password. The ledger's own is tried first, then the directory's, where there is one."""
        try:
            person: Person | None = super().authenticate(request, **credentials)
        except DirectoryDown as trouble:
            logger.error("the directory cannot be asked: %s", trouble)
            known = _named(credentials)
            if known and known.has_usable_password():  # which was tried before, and was not it
                accounts.failed(known, address(request), now=timezone.now())
            raise self.validation_error("directory_down") from None
        if person is None:
            return None
        by_directory = getattr(person, "backend", OWN) != OWN
        if not by_directory and person.one_time_until and person.one_time_until < timezone.now():
            accounts.failed(person, address(request), now=timezone.now())
            return None
        person.backend = OWN  # it looks at each request whether the person is still active
        if not request.user.is_authenticated:
            request.session[WAY] = LDAP if by_directory else ""
        return person

    def pre_login(self, request: HttpRequest, user: Any, **named: Any) -> HttpResponse | None:
        """Note who vouched; what a provider told is not kept in the session."""
        if (named["signal_kwargs"] or {}).pop("sociallogin", None):
            request.session[WAY] = OIDC
        return cast("HttpResponse | None", super().pre_login(request, user, **named))

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Write down that somebody was turned away whose account is closed."""
        accounts.turned_away(cast(Person, user), request.session.get(WAY, ""), address(request), now=timezone.now())
        return cast(HttpResponse, super().respond_user_inactive(request, user))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it, and write it down where the login is somebody's."""
        super().authentication_failed(request, **credentials)
        if person := _named(credentials):
            accounts.failed(person, address(request), now=timezone.now())

    def add_message(self, *arguments: Any, **named: Any) -> None:
        """allauth's own messages are left out: our pages say what happened."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are encrypted at rest."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("验证码不对：请核对手机时间，输入当前显示的 6 位数字，或一个未用过的恢复码。"),
    }

    def get_totp_issuer(self) -> str:
        """What the authenticator app shows beside the login."""
        return "台账"

    def encrypt(self, text: str) -> str:
        """For the table."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """From the table."""
        return opened(encrypted_text)

    def send_notification_mail(self, *arguments: Any, **named: Any) -> None:
        """Nobody has an e-mail address here; the journal has the change."""


def listen() -> None:
    """Write down what allauth and Django tell; ``apps.ready`` calls it."""
    account.user_logged_in.connect(_signed_in, dispatch_uid="organisation.signed-in")
    user_logged_out.connect(_signed_out, dispatch_uid="organisation.signed-out")
    account.password_changed.connect(_password_changed, dispatch_uid="organisation.password")
    mfa.authentication_failed.connect(_code_failed, dispatch_uid="organisation.code-failed")
    mfa.authenticator_added.connect(_factor("added"), weak=False, dispatch_uid="organisation.factor-added")
    mfa.authenticator_removed.connect(_factor("removed"), weak=False, dispatch_uid="organisation.factor-removed")
    mfa.authenticator_reset.connect(_factor("renewed"), weak=False, dispatch_uid="organisation.factor-renewed")


def _named(credentials: dict[str, Any]) -> Person | None:
    return Person.objects.filter(login=credentials.get("username", "")).first()


def _signed_in(request: HttpRequest, user: Any, **_rest: Any) -> None:
    accounts.signed_in(cast(Person, user), address(request), now=_now(), way=request.session.get(WAY, ""))


def _signed_out(request: HttpRequest | None, user: Any, **_rest: Any) -> None:
    if user is not None:
        accounts.signed_out(cast(Person, user), address(request), now=_now())


def _password_changed(request: HttpRequest, user: Any, **_rest: Any) -> None:
    accounts.password_changed(cast(Person, user), now=_now())
    end_sessions(cast(Person, user), but=request.session.session_key)


def _code_failed(request: HttpRequest, user: Any, **_rest: Any) -> None:
    if accounts.failed(cast(Person, user), address(request), now=_now()):
        request.session.flush()  # the sign-in begins anew, where the lock is looked at


def _factor(change: str) -> Any:
    def listener(user: Any, authenticator: Any, **_rest: Any) -> None:
        accounts.factor_changed(cast(Person, user), authenticator.type, change, now=_now())

    return listener


def _now() -> datetime:
    return timezone.now()
