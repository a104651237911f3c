"""Sign-in over an OIDC provider: the real code flow with a provider that runs beside, and what must not get through it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taizhang.journal.models import Entry
from taizhang.organisation import actions
from taizhang.organisation.models import Person
from taizhang.organisation.outside import Oidc
from taizhang.organisation.tests.county import NOW
from taizhang.organisation.tests.oidc_server import CLIENT, SECRET
from taizhang.organisation.tests.test_signin import acts, code_for
from taizhang.toolkit.actor import CLOCK

pytestmark = pytest.mark.django_db
SERVER = Path(__file__).with_name("oidc_server.py")
ACCOUNT = "/organisation/account"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a provider."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    with subprocess.Popen([sys.executable, str(SERVER)], stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.fixture(autouse=True)
def provider(settings: Any, issuer: str) -> Oidc:
    """Sign-in by it, configured."""
    settings.OIDC = Oidc(issuer, CLIENT, SECRET, "云岭统一认证")
    return settings.OIDC  # type: ignore[no-any-return]


@pytest.fixture
def li() -> Person:
    """Somebody with a one-time password that was never used."""
    person, _password = actions.add_person(login="li", name="李敏", by=CLOCK, now=NOW)
    return person


def sent(client: Client, query: str = "", **more: str) -> str:
    """The address at the provider to which the sign-in page sends a browser."""
    going = client.post(reverse("oidc_begin") + query, more)
    found = re.search(r'http-equiv="refresh" content="0; url=(.*?)"', going.content.decode())
    assert found, going.content.decode()
    return unescape(found[1])


def back(there: str, login: str, fault: str = "") -> str:
    """What the provider sends a browser back with, once `login` was typed there."""
    answer = requests.post(there, {"login": login, "fault": fault}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].removeprefix("http://testserver")


def come(client: Client, login: str, fault: str = "", **more: str) -> Any:
    return client.get(back(sent(client, **more), login, fault))


def inside(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def test_the_sign_in_page_has_a_button_only_where_a_provider_is_set(settings: Any) -> None:
    assert "用云岭统一认证登录" in Client().get("/accounts/login/").content.decode()
    settings.OIDC = None
    assert reverse("oidc_begin") not in Client().get("/accounts/login/").content.decode()
    assert Client().post(reverse("oidc_begin")).headers["Location"] == "/accounts/login/"
    assert Client().get(reverse("oidc_callback")).status_code == 404


def test_who_is_in_the_ledger_comes_in_and_it_is_journalled(li: Person) -> None:
    client = Client()
    assert come(client, "li").headers["Location"] == "/"
    assert inside(client)
    assert acts() == ["signed-in"]
    assert '"way":"oidc"' in Entry.objects.get(act="organisation.signed-in").after_text.replace(" ", "")
    assert "云岭统一认证" in client.get(ACCOUNT).content.decode()


def test_a_login_is_the_same_in_capitals(li: Person) -> None:
    client = Client()
    come(client, "LI")
    assert inside(client)


def test_no_password_of_ours_is_asked_to_be_changed(li: Person) -> None:
    assert li.must_change_password
    client = Client()
    come(client, "li")
    assert inside(client)
    assert Person.objects.get(pk=li.pk).must_change_password


def test_one_goes_on_to_where_one_wanted_but_never_elsewhere(li: Person) -> None:
    assert come(Client(), "li", next=ACCOUNT).headers["Location"] == ACCOUNT
    assert come(Client(), "li", next="https://evil.example/").headers["Location"] == "/"


def test_the_provider_is_sent_a_challenge_a_state_and_a_nonce() -> None:
    asked = parse_qs(urlsplit(sent(Client())).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == ["http://testserver/accounts/oidc/callback/"]
    assert "email" not in asked["scope"][0]
    assert all(len(asked[name][0]) >= 16 for name in ("code_challenge", "state", "nonce"))


def test_behind_a_proxy_with_https_the_provider_sends_back_to_https(settings: Any) -> None:
    settings.HTTPS = True
    asked = parse_qs(urlsplit(sent(Client())).query)
    assert asked["redirect_uri"] == ["https://testserver/accounts/oidc/callback/"]


def test_a_request_cannot_widen_what_is_asked_of_the_provider(li: Person) -> None:
    asked = parse_qs(urlsplit(sent(Client(), "?scope=admin&process=connect&auth_params=nonce%3Dmine")).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile"}
    assert asked["nonce"] != ["mine"]


def test_an_unknown_login_is_told_whom_to_ask_and_journalled() -> None:
    client = Client()
    answer = come(client, "stranger")
    assert answer.status_code == 403
    assert "“stranger”" in unescape(answer.content.decode())
    assert "系统管理员" in answer.content.decode()
    assert not inside(client)
    assert not Person.objects.exists()
    assert acts() == ["stranger"]


def test_who_was_deactivated_is_turned_away_and_it_is_journalled(li: Person) -> None:
    actions.deactivate(li, reason="调离", by=CLOCK, now=NOW)
    client = Client()
    assert come(client, "li").headers["Location"] == reverse("account_inactive")
    assert not inside(client)
    assert acts()[-1] == "turned-away"


def test_a_locked_account_is_locked_here_too(li: Person) -> None:
    Person.objects.filter(pk=li.pk).update(locked_until=timezone.now() + timedelta(minutes=5))
    client = Client()
    assert "15 分钟" in come(client, "li").content.decode()
    assert not inside(client)
    assert acts() == ["turned-away"]


FAULTS = {
    "nonce": "nonce", "audience": "Audience", "issuer": "issuer", "expired": "expired", "party": "made for another",
    "key": "Signature", "unsigned": "a key we do not know",
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_token_that_is_not_for_us_now_and_from_the_provider_opens_nothing(
    li: Person, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    answer = come(client, "li", fault)
    assert answer.status_code == 403
    assert "没有成功" in answer.content.decode()
    assert FAULTS[fault] in caplog.text
    assert not inside(client)
    assert acts() == []


def test_another_s_answer_opens_nothing_in_a_browser_that_did_not_ask(li: Person) -> None:
    answered = back(sent(Client()), "li")
    other = Client()
    sent(other)
    assert other.get(answered).status_code == 403
    assert not inside(other)


def test_an_answer_opens_once(li: Person) -> None:
    client = Client()
    answered = back(sent(client), "li")
    assert client.get(answered).status_code == 302
    client.post("/accounts/logout/")
    assert client.get(answered).status_code == 403
    assert not inside(client)


@pytest.mark.parametrize("query", ["", "?state=x", "?code=x", "?state=x&code=x", "?error=server_error", "?state=%00"])
def test_an_answer_without_a_state_of_ours_opens_nothing(li: Person, query: str) -> None:
    client = Client()
    sent(client)
    assert client.get(reverse("oidc_callback") + query).status_code == 403
    assert not inside(client)


def test_a_made_up_code_opens_nothing(li: Person) -> None:
    client = Client()
    state = parse_qs(urlsplit(sent(client)).query)["state"][0]
    assert client.get(reverse("oidc_callback"), {"state": state, "code": "made-up"}).status_code == 403
    assert not inside(client)


def test_who_changes_their_mind_at_the_provider_may_begin_again(li: Person) -> None:
    client = Client()
    assert "重新登录" in come(client, "li", "refused").content.decode()
    come(client, "li")
    assert inside(client)


def test_another_claim_may_be_the_login(settings: Any, issuer: str) -> None:
    actions.add_person(login="n-li", name="李敏", by=CLOCK, now=NOW)
    settings.OIDC = Oidc(issuer, CLIENT, SECRET, claim="work_number")  # the userinfo has it
    client = Client()
    come(client, "li")
    assert inside(client)
    assert come(Client(), "li", "userinfo").status_code == 403


def test_a_provider_that_tells_no_login_is_a_matter_for_the_administrator(li: Person) -> None:
    assert "没有给出您的登录名" in come(Client(), "li", "no-claim").content.decode()


def test_a_provider_that_does_not_answer_leaves_the_password(settings: Any, li: Person) -> None:
    settings.OIDC = Oidc("http://127.0.0.1:9", CLIENT, SECRET)
    answer = Client().post(reverse("oidc_begin"))
    assert answer.status_code == 502
    assert "/accounts/login/" in answer.content.decode()


def test_a_provider_that_calls_itself_otherwise_is_not_believed(settings: Any, issuer: str) -> None:
    settings.OIDC = Oidc(issuer.replace("127.0.0.1", "localhost"), CLIENT, SECRET)
    assert Client().post(reverse("oidc_begin")).status_code == 403


def test_a_second_factor_is_asked_for_here_too(li: Person) -> None:
    li.set_unusable_password()
    li.save()
    client = Client()
    come(client, "li")
    found = re.search(r'class="code">(\w+)<', client.get(reverse("mfa_activate_totp")).content.decode())
    assert found
    assert client.post(reverse("mfa_activate_totp"), {"code": code_for(found[1])}).status_code == 302
    other = Client()
    assert come(other, "li").headers["Location"] == reverse("mfa_authenticate")
    assert not inside(other)
    assert li.password not in str(dict(other.session.items()))
    cache.clear()
    assert other.post(reverse("mfa_authenticate"), {"code": code_for(found[1])}).status_code == 302
    assert inside(other)
    assert '"way":"oidc"' in Entry.objects.order_by("-pk")[0].after_text.replace(" ", "")


def test_an_own_password_after_it_is_asked_to_be_changed_again(li: Person) -> None:
    password = actions.reset_password(li, reason="忘记密码", by=CLOCK, now=timezone.now())
    client = Client()
    come(client, "li")
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "li", "password": password})
    assert client.get(ACCOUNT).headers["Location"] == reverse("account_change_password")


def test_only_a_form_of_ours_begins_it() -> None:
    assert Client().get(reverse("oidc_begin")).headers["Location"] == "/accounts/login/"
    assert Client(enforce_csrf_checks=True).post(reverse("oidc_begin")).status_code == 403
