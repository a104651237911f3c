"""Passwords checked by an LDAP directory, over django-auth-ldap (``taizhang[ldap]``)."""

from __future__ import annotations

from typing import Any

import ldap
from django.conf import settings
from django_auth_ldap.backend import LDAPBackend, ldap_error
from django_auth_ldap.config import LDAPSearch, LDAPSettings

from taizhang.organisation.sessions import DirectoryDown

PATIENCE = 5  # seconds for the directory to answer
OWN_FAULT = (ldap.INAPPROPRIATE_AUTH, ldap.INSUFFICIENT_ACCESS, ldap.CONSTRAINT_VIOLATION)  # of the account, there


class Directory(LDAPBackend):  # type: ignore[misc]  # it has no types
    """The directory says whether login and password belong together. It adds nobody and changes nothing in the ledger."""

    def __init__(self) -> None:
        named = settings.LDAP
        assert named is not None  # the settings name this backend
        tls = {ldap.OPT_X_TLS_REQUIRE_CERT: ldap.OPT_X_TLS_DEMAND}
        if named.ca:
            tls[ldap.OPT_X_TLS_CACERTFILE] = named.ca
        self.settings = LDAPSettings(
            self.settings_prefix,
            {
                "SERVER_URI": named.url,
                "START_TLS": named.start_tls,
                "BIND_DN": named.bind_dn,
                "BIND_PASSWORD": named.bind_password,
                "USER_SEARCH": LDAPSearch(named.base, ldap.SCOPE_SUBTREE, named.filter, ["1.1"]),
                "NO_NEW_USERS": True,
                "ALWAYS_UPDATE_USER": False,
                "PERMIT_EMPTY_PASSWORD": False,
                "CONNECTION_OPTIONS": {
                    ldap.OPT_NETWORK_TIMEOUT: PATIENCE,
                    ldap.OPT_TIMEOUT: PATIENCE,
                    ldap.OPT_REFERRALS: 0,
                    **tls,
                    ldap.OPT_X_TLS_NEWCTX: 0,  # the last: it makes those before hold
                },
            },
        )


def _report(context: str, exception: Exception, **_rest: Any) -> None:
    if not (context == "authenticate" and isinstance(exception, OWN_FAULT)):
        raise DirectoryDown(str(exception)) from exception


ldap_error.connect(_report, sender=Directory, dispatch_uid="organisation.directory")
