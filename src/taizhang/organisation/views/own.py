"""One's own account: the post acted for, sessions, security."""

from __future__ import annotations

from typing import cast

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.journal.queries import history
from taizhang.organisation.access import CHOSEN, acting, actor_of, allowed
from taizhang.organisation.actions import accounts
from taizhang.organisation.actions.people import about
from taizhang.organisation.models import Appointment, Person
from taizhang.organisation.queries import appointments_of
from taizhang.organisation.sessions import LDAP, OIDC, WAY, browser, end_sessions, second_factor
from taizhang.organisation.words import TENURES, role_name
from taizhang.toolkit.errors import Refused
from taizhang.toolkit.pages import page

OWN = "account.own"


@require_http_methods(["GET", "POST"])
@allowed(OWN)
def mine(request: HttpRequest) -> HttpResponse:
    """The posts one has or stands in for; choose which to act for."""
    person = cast(Person, request.user)
    if request.method == "POST":
        chosen = request.POST.get("appointment", "")
        pk = int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0
        appointment = get_object_or_404(Appointment.objects.select_related("post__unit"), pk=pk, person=person)
        try:
            accounts.chose_post(person, appointment, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("organisation:mine"))
        request.session[CHOSEN] = appointment.pk
        messages.success(request, _("现以“%(post)s”的身份办事。") % {"post": appointment.post.full_title})
        return HttpResponseRedirect("/")
    context = {
        "appointments": appointments_of(person, timezone.localdate()),
        "acting": acting(request),
        "tenures": {kind.value: word for kind, word in TENURES.items()},
        "role_name": role_name,
    }
    return page(request, "organisation/mine.html", context)


@require_safe
@allowed(OWN)
def account(request: HttpRequest) -> HttpResponse:
    """Password, second factor, sessions, and the last acts on the account."""
    person = cast(Person, request.user)
    context = {
        "person": person,
        "factor": second_factor(person),
        "sessions": UserSession.objects.filter(user=person).count(),
        "way": _way(request),
        "history": history(about(person), 12),
    }
    return page(request, "organisation/account.html", context)


def _way(request: HttpRequest) -> str:
    named = {OIDC: settings.OIDC.name if settings.OIDC else "OIDC", LDAP: _("单位目录（域）账号")}
    return named.get(request.session.get(WAY, ""), "")


@require_http_methods(["GET", "POST"])
@allowed(OWN)
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in; end the others."""
    person = cast(Person, request.user)
    here = request.session.session_key
    if request.method == "POST":
        number = end_sessions(person, but=here)
        if number:
            accounts.sessions_ended(person, number, by=actor_of(request), now=timezone.now())
        messages.success(request, _("已结束其他 %(number)s 个会话。") % {"number": number})
        return HttpResponseRedirect(reverse("usersessions_list"))
    rows = [row for row in UserSession.objects.filter(user=person).order_by("-created_at") if not row.purge()]
    shown = [(row, browser(row.user_agent), row.session_key == here) for row in rows]
    return page(request, "organisation/sessions.html", {"sessions": shown})


@require_safe
def no_registration(request: HttpRequest) -> HttpResponse:
    """Nobody registers: people are added by an administrator."""
    return HttpResponseRedirect(reverse("account_login"))


@require_safe
def no_password(request: HttpRequest) -> HttpResponse:
    """Who has no password of the ledger's own has none to change."""
    messages.error(request, _("您的账号没有本系统的密码。需要时请系统管理员发放一次性密码。"))
    return HttpResponseRedirect(reverse("organisation:account"))
