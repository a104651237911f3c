"""Addresses of the organisation and of the sign-in. allauth's views keep the names by which allauth asks for them."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, URLResolver, include, path

from taizhang.organisation.access import allowed
from taizhang.organisation.views import exchange, outside, own, people, posts, units

anybody, own_account = allowed("account.sign-in"), allowed("account.own")

pages: list[URLPattern | URLResolver] = [
    path("", units.index, name="index"),
    path("units/new", units.new, name="unit-new"),
    path("units/<int:pk>", units.unit, name="unit"),
    path("units/<int:pk>/<slug:verb>", units.verb, name="unit-verb"),
    path("trees/new", units.new_tree, name="tree-new"),
    path("posts/<int:pk>", posts.post, name="post"),
    path("posts/<int:pk>/deputise", posts.deputise, name="post-deputise"),
    path("posts/<int:pk>/hand-over", posts.hand_over, name="post-hand-over"),
    path("posts/<int:pk>/<slug:verb>", posts.verb, name="post-verb"),
    path("people", people.index, name="people"),
    path("people/new", people.new, name="person-new"),
    path("people/<int:pk>", people.person, name="person"),
    path("people/<int:pk>/<slug:verb>", people.verb, name="person-verb"),
    path("exchange", exchange.index, name="exchange"),
    path("exchange/import", exchange.bring_in, name="import"),
    path("exchange/organisation.xlsx", exchange.export, name="export"),
    path("exchange/template.xlsx", exchange.template, name="template"),
    path("mine", own.mine, name="mine"),
    path("account", own.account, name="account"),
]
accounts: list[URLPattern | URLResolver] = [
    path("login/", anybody(outside.login), name="account_login"),
    path("oidc/", anybody(outside.begin), name="oidc_begin"),
    path("oidc/callback/", anybody(outside.come_back), name="oidc_callback"),
    path("logout/", anybody(account.logout), name="account_logout"),
    path("inactive/", anybody(account.account_inactive), name="account_inactive"),
    path("signup/", anybody(own.no_registration), name="account_signup"),
    path("reauthenticate/", own_account(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", own_account(account.password_change), name="account_change_password"),
    path("password/set/", own_account(own.no_password), name="account_set_password"),
    path("2fa/", own_account(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", anybody(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", own_account(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", own_account(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", own_account(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", own_account(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/", own_account(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path("sessions/", own.sessions, name="usersessions_list"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("organisation/", include((pages, "organisation"))),
    path("accounts/", include(accounts)),
]
