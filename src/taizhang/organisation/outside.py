"""Who else may vouch for a person at the sign-in: an OIDC provider, an LDAP directory. Settings, checked; no Django in here."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import urlsplit

from taizhang.toolkit import env
from taizhang.toolkit.env import SettingError

SETTINGS = (
    "OIDC_ISSUER", "OIDC_CLIENT", "OIDC_SECRET", "OIDC_NAME", "OIDC_CLAIM",
    "LDAP_URL", "LDAP_BASE", "LDAP_FILTER", "LDAP_BIND_DN", "LDAP_BIND_PASSWORD", "LDAP_CA",
)  # fmt: skip
DISCOVERY = "/.well-known/openid-configuration"
HERE = frozenset(("127.0.0.1", "localhost", "::1"))


@dataclass(frozen=True, slots=True)
class Oidc:
    """An OpenID Connect provider (统一身份认证) at which we are a client."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str = "统一身份认证"  # what stands on the button
    claim: str = "preferred_username"  # which claim is the person's login with us


@dataclass(frozen=True, slots=True)
class Ldap:
    """A directory that checks passwords."""

    url: str
    base: str
    filter: str = "(uid=%(user)s)"
    bind_dn: str = ""
    bind_password: str = field(default="", repr=False)
    ca: str = ""  # file with the certificates that are trusted; "" trusts those of the system
    start_tls: bool = False


def encrypted(address: str) -> bool:
    """Whether nobody on the way can read what is sent to an http address: by TLS, or because it stays on this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE))


def oidc() -> Oidc | None:
    """The provider that TAIZHANG_OIDC_… names; None where none is set. Raises SettingError."""
    given = {name: env.text(f"OIDC_{name.upper()}") for name in ("issuer", "client", "secret", "name", "claim")}
    if not any(given.values()):
        return None
    if missing := [f"TAIZHANG_OIDC_{name.upper()}" for name in ("issuer", "client", "secret") if not given[name]]:
        raise SettingError(f"sign-in by OIDC needs {', '.join(missing)} too: the provider's administrator gives them")
    given["issuer"] = given["issuer"].removesuffix(DISCOVERY).rstrip("/")
    if not encrypted(given["issuer"]):
        raise SettingError(
            f"TAIZHANG_OIDC_ISSUER is {given['issuer']!r}: write an https address, for example https://sso.example.gov.cn"
        )
    return Oidc(**{name: value for name, value in given.items() if value})


def ldap() -> Ldap | None:
    """The directory that TAIZHANG_LDAP_… names; None where none is set. Raises SettingError, also without the extra."""
    names = ("url", "base", "filter", "bind_dn", "bind_password", "ca")
    given = {name: env.text(f"LDAP_{name.upper()}") for name in names}
    if not any(given.values()):
        return None
    if missing := [f"TAIZHANG_LDAP_{name.upper()}" for name in ("url", "base") if not given[name]]:
        raise SettingError(f"sign-in by LDAP needs {', '.join(missing)} too, for example ou=people,dc=example,dc=gov")
    parts = urlsplit(given["url"])
    if parts.scheme not in ("ldap", "ldaps") or not parts.hostname:
        raise SettingError(f"TAIZHANG_LDAP_URL is {given['url']!r}: write ldaps://host, or ldap://host for STARTTLS")
    if bool(given["bind_dn"]) != bool(given["bind_password"]):
        raise SettingError(
            "TAIZHANG_LDAP_BIND_DN and TAIZHANG_LDAP_BIND_PASSWORD go together; without both the search is anonymous"
        )
    if given["filter"] and not _is_filter(given["filter"]):
        raise SettingError(f"TAIZHANG_LDAP_FILTER is {given['filter']!r}: write one like (uid=%(user)s)")
    if find_spec("django_auth_ldap") is None:
        raise SettingError("sign-in by LDAP needs an extra: pip install 'taizhang[server,ldap]'")
    plain = parts.scheme == "ldap" and parts.hostname not in HERE
    return Ldap(**{name: value for name, value in given.items() if value}, start_tls=plain)


def _is_filter(text: str) -> bool:
    try:
        filled = text % {"user": "\0"}
    except (KeyError, TypeError, ValueError):
        return False
    return "%(user)s" in text and "\0" in filled and text.startswith("(") and text.endswith(")")
