"""Signing in: right and wrong, lock-out, the forced change, second factors, sessions; every step in the journal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taizhang.journal.models import Entry
from taizhang.organisation import actions
from taizhang.organisation.models import Person
from taizhang.organisation.tests.county import NOW, PASSWORD
from taizhang.toolkit.actor import CLOCK

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def li() -> Person:
    """Somebody who has chosen a password."""
    person, _password = actions.add_person(login="li", name="李敏", by=CLOCK, now=NOW)
    person.set_password(PASSWORD)
    person.must_change_password, person.one_time_until = False, None
    person.save()
    return person


def come(client: Client, password: str = PASSWORD, login: str = "li", **more: str) -> Any:
    return client.post(LOGIN, {"login": login, "password": password, **more})


def acts() -> list[str]:
    found = Entry.objects.order_by("pk").values_list("act", flat=True)
    return [act.removeprefix("organisation.") for act in found if act != "organisation.person-added"]


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_the_sign_in_page_can_be_seen_by_anybody() -> None:
    shown = Client().get(LOGIN)
    assert shown.status_code == 200
    assert "登录台账" in shown.content.decode()


def test_the_right_password_opens_and_is_journalled(li: Person) -> None:
    client = Client()
    assert come(client).status_code == 302
    assert client.get(reverse("organisation:account")).status_code == 200
    assert acts() == ["signed-in"]
    client.post("/accounts/logout/")
    assert acts() == ["signed-in", "signed-out"]
    assert client.get(reverse("organisation:account")).status_code == 302


def test_a_login_is_the_same_in_capitals(li: Person) -> None:
    assert come(Client(), login="LI").status_code == 302


def test_a_wrong_password_is_journalled_and_says_what_will_follow(li: Person) -> None:
    answer = come(Client(), "wrong")
    assert "锁定 15 分钟" in answer.content.decode()
    assert acts() == ["sign-in-failed"]


def test_an_unknown_login_gets_the_same_words(li: Person) -> None:
    words = [
        re.search(r'role="alert">(.*?)<', come(Client(), "x", login).content.decode()) for login in ("li", "nobody")
    ]
    assert words[0]
    assert words[1]
    assert words[0][1] == words[1][1]


def test_five_wrong_passwords_lock_even_against_the_right_one(li: Person) -> None:
    for _ in range(5):
        come(Client(), "wrong")
    assert acts()[-1] == "locked-out"
    cache.clear()  # another process
    answer = come(Client())
    assert "请 15 分钟后再试" in answer.content.decode()


def test_a_lock_ends_by_itself(li: Person) -> None:
    Person.objects.filter(pk=li.pk).update(locked_until=timezone.now() - timedelta(seconds=1))
    assert come(Client()).status_code == 302


def test_an_administrator_ends_a_lock(li: Person) -> None:
    for _ in range(5):
        come(Client(), "wrong")
    cache.clear()
    actions.unlock(li, reason="本人来电", by=CLOCK, now=timezone.now())
    assert come(Client()).status_code == 302


def test_a_right_password_begins_the_count_anew(li: Person) -> None:
    for _ in range(2):
        for _wrong in range(4):
            come(Client(), "wrong")
        cache.clear()
        assert come(Client()).status_code == 302


def test_who_was_deactivated_does_not_come_in_and_is_out_at_once(li: Person) -> None:
    client = Client()
    come(client)
    actions.deactivate(li, reason="调离", by=CLOCK, now=NOW)
    assert client.get(reverse("organisation:account")).status_code == 302
    come(client)
    assert client.get(reverse("organisation:account")).status_code == 302


def test_a_one_time_password_is_changed_before_anything_else(li: Person) -> None:
    password = actions.reset_password(li, reason="忘记密码", by=CLOCK, now=timezone.now())
    client = Client()
    come(client, password)
    change = reverse("account_change_password")
    assert client.get(reverse("organisation:account")).headers["Location"] == change
    assert "一次性密码" in client.get(change).content.decode()
    weak = client.post(change, {"oldpassword": password, "password1": "1234567890", "password2": "1234567890"})
    assert weak.status_code == 200
    fresh = "新的-mi-ma-2026"
    assert client.post(change, {"oldpassword": password, "password1": fresh, "password2": fresh}).status_code == 302
    assert client.get(reverse("organisation:account")).status_code == 200
    assert acts()[-1] == "password-changed"
    assert not Person.objects.get(pk=li.pk).must_change_password


def test_a_one_time_password_lapses(li: Person) -> None:
    password = actions.reset_password(li, reason="忘记密码", by=CLOCK, now=timezone.now() - timedelta(days=4))
    assert come(Client(), password).status_code == 200


def test_a_new_password_ends_the_sessions(li: Person) -> None:
    client = Client()
    come(client)
    actions.reset_password(li, reason="手机丢失", by=CLOCK, now=timezone.now())
    assert client.get(reverse("organisation:account")).status_code == 302


def activated(client: Client) -> str:
    """Turn the second factor on; its secret."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page.headers.get("Location")
    shown = page.content.decode()
    assert "<svg" in shown
    found = re.search(r'class="code">(\w+)<', shown)
    assert found
    assert client.post(reverse("mfa_activate_totp"), {"code": code_for(found[1])}).status_code == 302
    return found[1]


def test_a_second_factor_is_asked_for_once_it_is_on(li: Person, django_capture_on_commit_callbacks: Any) -> None:
    client = Client()
    come(client)
    with django_capture_on_commit_callbacks(execute=True):
        secret = activated(client)
    assert acts()[1:] == ["factor-changed", "factor-changed"]  # the app, and the recovery codes that come with it
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert stored != secret
    cache.clear()
    other = Client()
    assert come(other).headers["Location"] == reverse("mfa_authenticate")
    assert other.get(reverse("organisation:account")).status_code == 302
    assert "两步验证" in other.get(reverse("mfa_authenticate")).content.decode()
    assert "验证码不对" in other.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert acts()[-1] == "sign-in-failed"
    cache.clear()
    assert other.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).status_code == 302
    assert other.get(reverse("organisation:account")).status_code == 200


def test_a_recovery_code_opens_once(li: Person) -> None:
    client = Client()
    come(client)
    activated(client)
    shown = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r'<li class="code">(\d+)</li>', shown)
    assert len(codes) == 10
    assert not re.search(r'class="code">\d', Client().get(reverse("mfa_view_recovery_codes")).content.decode())
    for works in (True, False):
        cache.clear()
        other = Client()
        come(other)
        answer = other.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert (answer.status_code == 302) is works


def test_five_wrong_codes_lock_too(li: Person) -> None:
    client = Client()
    come(client)
    activated(client)
    other = Client()
    come(other)
    for _ in range(5):
        cache.clear()
        other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert acts()[-1] == "locked-out"
    assert other.get(reverse("mfa_authenticate")).headers["Location"] == LOGIN


def test_what_guards_the_account_asks_for_the_password_again(li: Person) -> None:
    client = Client()
    client.force_login(li)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert "确认身份" in client.get(answer.headers["Location"]).content.decode()


def test_the_second_factor_is_turned_off_again(li: Person) -> None:
    client = Client()
    come(client)
    activated(client)
    assert "还剩 10 个" in client.get(reverse("mfa_index")).content.decode()
    assert "只凭密码登录" in client.get(reverse("mfa_deactivate_totp")).content.decode()
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_made_anew(li: Person) -> None:
    client = Client()
    come(client)
    activated(client)
    assert "将作废" in client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302


def test_other_sessions_are_listed_and_ended(li: Person) -> None:
    one, two = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/130"}), Client()
    come(one)
    come(two)
    shown = two.get(reverse("usersessions_list")).content.decode()
    assert "Chrome · Windows" in shown
    assert shown.count("当前设备") == 1
    assert two.post(reverse("usersessions_list")).status_code == 302
    assert one.get(reverse("organisation:account")).status_code == 302
    assert two.get(reverse("organisation:account")).status_code == 200
    assert acts()[-1] == "sessions-ended"


def test_nobody_registers() -> None:
    client = Client()
    assert client.get("/accounts/signup/").headers["Location"] == LOGIN
    client.post("/accounts/signup/", {"username": "x", "password1": PASSWORD})
    assert not Person.objects.exists()


def test_after_the_sign_in_one_is_where_one_wanted_to_go_but_never_elsewhere(li: Person) -> None:
    wanted = reverse("organisation:account")
    assert come(Client(), next=wanted).headers["Location"] == wanted
    assert "evil" not in come(Client(), next="https://evil.example/").headers["Location"]


def test_a_password_never_stands_in_the_journal(li: Person) -> None:
    come(Client(), "my-secret-word")
    come(Client())
    for entry in Entry.objects.all():
        assert "my-secret-word" not in entry.after_text
        assert PASSWORD not in entry.after_text
