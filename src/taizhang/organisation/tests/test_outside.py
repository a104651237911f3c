"""Settings of the sign-in over others: what is wrong is said, nothing is taken silently."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from taizhang.organisation import outside
from taizhang.toolkit.env import SettingError

OIDC = {"ISSUER": "https://sso.example.gov.cn", "CLIENT": "taizhang", "SECRET": "two"}
LDAP = {"URL": "ldaps://ldap.example.gov.cn", "BASE": "dc=example"}
needs_ldap = pytest.mark.skipif(find_spec("django_auth_ldap") is None, reason="taizhang[ldap] is not installed")


@pytest.fixture(autouse=True)
def _none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ISSUER", "CLIENT", "SECRET", "NAME", "CLAIM"):
        monkeypatch.delenv(f"TAIZHANG_OIDC_{name}", raising=False)
    for name in ("URL", "BASE", "FILTER", "BIND_DN", "BIND_PASSWORD", "CA"):
        monkeypatch.delenv(f"TAIZHANG_LDAP_{name}", raising=False)


def oidc(monkeypatch: pytest.MonkeyPatch, **given: str) -> outside.Oidc | None:
    for name, value in (OIDC | given).items():
        monkeypatch.setenv(f"TAIZHANG_OIDC_{name}", value)
    return outside.oidc()


def ldap(monkeypatch: pytest.MonkeyPatch, **given: str) -> outside.Ldap | None:
    for name, value in (LDAP | given).items():
        monkeypatch.setenv(f"TAIZHANG_LDAP_{name}", value)
    return outside.ldap()


def test_without_settings_nobody_else_vouches() -> None:
    assert outside.oidc() is None
    assert outside.ldap() is None


def test_a_provider_has_its_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    found = oidc(monkeypatch)
    assert found == outside.Oidc(OIDC["ISSUER"], "taizhang", "two", "统一身份认证", "preferred_username")
    assert "two" not in repr(found)


@pytest.mark.parametrize("end", ["/", "/.well-known/openid-configuration"])
def test_a_provider_is_named_by_its_address_or_its_discovery_document(
    monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    found = oidc(monkeypatch, ISSUER=OIDC["ISSUER"] + end)
    assert found
    assert found.issuer == OIDC["ISSUER"]


def test_half_a_provider_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingError, match="TAIZHANG_OIDC_SECRET too"):
        oidc(monkeypatch, SECRET="")


@pytest.mark.parametrize("issuer", ["http://sso.example.gov.cn", "sso.example.gov.cn", "https://", "ftp://x"])
def test_a_provider_that_others_could_listen_to_is_refused(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    with pytest.raises(SettingError, match="write an https address"):
        oidc(monkeypatch, ISSUER=issuer)


def test_on_this_machine_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    assert oidc(monkeypatch, ISSUER="http://127.0.0.1:8080")


@needs_ldap
@pytest.mark.parametrize(
    ("url", "starts"), [("ldaps://x.cn", False), ("ldap://x.cn", True), ("ldap://127.0.0.1:389", False)]
)
def test_nothing_goes_to_a_directory_in_clear_but_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, url: str, starts: bool
) -> None:
    found = ldap(monkeypatch, URL=url)
    assert found
    assert found.start_tls is starts


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"URL": "https://x.cn"}, "write ldaps://host"),
        ({"URL": ""}, "TAIZHANG_LDAP_URL too"),
        ({"BASE": ""}, "TAIZHANG_LDAP_BASE too"),
        ({"BIND_DN": "cn=reader"}, "go together"),
        ({"FILTER": "(uid=li)"}, "write one like"),
        ({"FILTER": "(uid=%s)"}, "write one like"),
        ({"FILTER": "uid=%(user)s"}, "write one like"),
        ({"FILTER": "(uid=%(name)s)"}, "write one like"),
    ],
)
def test_a_directory_that_cannot_be_says_so(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], words: str) -> None:
    with pytest.raises(SettingError, match=words):
        ldap(monkeypatch, **given)


@pytest.mark.skipif(find_spec("django_auth_ldap") is not None, reason="the extra is there")
def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingError, match=r"pip install 'taizhang\[server,ldap\]'"):
        ldap(monkeypatch)
