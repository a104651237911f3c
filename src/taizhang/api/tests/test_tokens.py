"""Tokens: who gets in, for how long, and how far."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from taizhang.api import actions
from taizhang.api.models import Application
from taizhang.api.tests.setting import ROOT, Caller, Place, application, problem
from taizhang.api.types import Scope, Standing
from taizhang.journal.models import Entry
from taizhang.organisation import actions as organisation
from taizhang.organisation.access import actor_for
from taizhang.organisation.models import Appointment, Person
from taizhang.organisation.tests.county import START, holder
from taizhang.toolkit.actor import CLOCK
from taizhang.toolkit.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def test_an_application_acts_for_its_person_and_post_and_says_so(here: Place) -> None:
    said = here.clerk.get("/me").json()
    assert said["post"] == "督查室科长"
    assert said["person"].startswith("王敏（应用")
    assert said["person_id"] == here.held["clerk"].person_id
    assert "task.assign" in said["acts"]
    assert "task.sign" not in said["acts"]


def test_an_outsider_gets_401_that_says_how_to_get_in(here: Place) -> None:
    answer = Client().get(f"{ROOT}/tasks")
    problem(answer, 401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="taizhang"'


@pytest.mark.parametrize("token", ["", "tz_wrong", "Basic abc", "tz_" + "A" * 5000])
def test_a_token_that_nobody_gave_opens_nothing(token: str, here: Place) -> None:
    answer = Caller(token).get("/tasks")
    problem(answer, 401, "unauthenticated")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_revoked_token_is_refused_at_once(here: Place) -> None:
    made, token = application(here.held["clerk"])
    assert Caller(token).get("/me").status_code == 200
    actions.revoke(made, "人员离岗", by=CLOCK, now=timezone.now())
    problem(Caller(token).get("/me"), 401, "unauthenticated")


def test_an_expired_token_is_refused(here: Place) -> None:
    made, token = application(here.held["clerk"])
    now = timezone.now()
    Application.objects.filter(pk=made.pk).update(created=now - timedelta(days=3), expires=now - timedelta(seconds=1))
    problem(Caller(token).get("/me"), 401, "unauthenticated")


def test_a_token_ends_with_the_appointment_it_acts_for(here: Place) -> None:
    Appointment.objects.filter(pk=here.held["clerk"].pk).update(until=timezone.localdate())
    problem(here.clerk.get("/me"), 401, "unauthenticated")


def test_a_token_ends_with_its_person_s_account(here: Place) -> None:
    organisation.deactivate(here.held["clerk"].person, reason="离职", by=CLOCK, now=timezone.now())
    problem(here.clerk.get("/me"), 401, "unauthenticated")


def test_a_scope_that_was_not_given_is_refused_by_its_name(here: Place) -> None:
    caller = Caller(application(here.held["clerk"], [Scope.FIGURES_READ])[1])
    assert caller.get("/figures").status_code == 200
    assert "tasks:read" in problem(caller.get("/tasks"), 403, "scope")["detail"]
    problem(caller.post("/documents/1/publish"), 403, "scope")


def test_the_scope_to_write_includes_reading_but_not_the_other_way(here: Place) -> None:
    writer = Caller(application(here.held["clerk"], [Scope.TASKS_WRITE])[1])
    reader = Caller(application(here.held["clerk"], [Scope.TASKS_READ])[1])
    assert writer.get("/tasks").status_code == 200
    problem(reader.post("/tasks/1/assign", {"lead": 1}), 403, "scope")


def test_no_scope_lets_an_application_do_more_than_its_post(here: Place) -> None:
    said = problem(here.builder.post("/documents/1/publish"), 403, "not-allowed")
    assert "发布进台账" in said["detail"]


def test_only_the_hash_of_a_token_is_kept(here: Place) -> None:
    made, token = application(here.held["clerk"])
    kept = Application.objects.filter(pk=made.pk).values().get()
    assert token not in str(kept)
    assert kept["digest"] == actions.digest(token)
    assert len(token) == 46  # tz_ and 256 bits


def test_a_new_application_is_written_down_for_itself_and_for_the_person(here: Place) -> None:
    made, token = application(here.held["clerk"])
    entries = Entry.objects.filter(act="api.application-made", after_text__contains=made.name)
    assert {entry.chain.kind for entry in entries.select_related("chain")} == {"application", "person"}
    assert not any(token in entry.after_text for entry in entries)
    actions.revoke(made, "人员离岗", by=CLOCK, now=timezone.now())
    assert Entry.objects.get(act="api.application-revoked").reason == "人员离岗"


def test_the_day_of_the_last_use_is_written_once_a_day(here: Place, django_assert_num_queries: object) -> None:
    made, token = application(here.held["clerk"])
    assert made.last_used is None
    Caller(token).get("/me")
    assert Application.objects.get(pk=made.pk).last_used == timezone.localdate()
    with django_assert_num_queries(1):  # type: ignore[operator]
        Caller(token).get("/me")


def test_only_an_administrator_makes_and_revokes(here: Place) -> None:
    clerk, administrator = (
        actor_for(here.held["clerk"]),
        actor_for(holder("admin", here.county.office, "administrator")),
    )
    made, _token = application(here.held["clerk"])
    with pytest.raises(NotAllowed):
        actions.revoke(made, "不该", by=clerk, now=timezone.now())
    actions.revoke(made, "到期前停用", by=administrator, now=timezone.now())
    with pytest.raises(Refused, match="已经吊销"):
        actions.revoke(made, "再来一次", by=administrator, now=timezone.now())


def test_an_application_for_somebody_who_left_is_refused(here: Place) -> None:
    held = here.held["clerk"]
    held.until = timezone.localdate()
    assert (
        Application(appointment=held, expires=timezone.now() + timedelta(1)).standing(timezone.now()) is Standing.VACANT
    )
    with pytest.raises(Refused, match="不在这个岗位"):
        application(held)


def test_a_browser_s_session_may_read(here: Place) -> None:
    client = Client()
    client.force_login(here.held["clerk"].person)
    assert client.get(f"{ROOT}/me").json()["application"] is None


def test_a_session_s_write_from_another_site_is_refused(here: Place) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(here.held["clerk"].person)
    problem(client.post(f"{ROOT}/documents/1/publish", headers={"Idempotency-Key": "a"}), 403, "csrf")


def test_a_session_s_write_from_our_own_page_is_taken(here: Place) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(here.held["clerk"].person)
    client.get(f"{ROOT}/docs")
    headers = {"Idempotency-Key": "a", "X-CSRFToken": client.cookies["csrftoken"].value}
    problem(client.post(f"{ROOT}/documents/1/publish", headers=headers), 404, "not-found")


def test_a_token_in_a_browser_with_a_session_counts_instead_of_the_session(here: Place) -> None:
    client = Client()
    client.force_login(here.held["leader"].person)
    answer = client.get(f"{ROOT}/me", headers={"Authorization": f"Bearer {here.clerk.token}"})
    assert answer.json()["role"] == "supervision"


def test_beyond_its_calls_a_minute_an_application_waits_and_others_do_not(here: Place) -> None:
    caller = Caller(application(here.held["clerk"], per_minute=3)[1])
    assert [caller.get("/me").status_code for _ in range(3)] in ([200] * 3,)
    answer = caller.get("/me")
    if answer.status_code == 200:  # a new minute began in between
        cache.clear()
        answer = [caller.get("/me") for _ in range(4)][-1]
    problem(answer, 429, "too-many-requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert here.head.get("/me").status_code == 200


def test_an_address_that_shows_no_token_is_counted(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taizhang.api.limits.OUTSIDER", 2)
    answers = [Caller("tz_guess").get("/me") for _ in range(5)]
    problem(answers[0], 401, "unauthenticated")
    problem(answers[-1], 429, "too-many-requests")
    assert answers[-1].headers["Retry-After"]
    assert here.clerk.get("/me").status_code == 200


def test_a_person_without_a_post_may_ask_who_they_are_and_no_more(here: Place) -> None:
    client = Client()
    client.force_login(Person.objects.create(login="guest", name="客"))
    assert client.get(f"{ROOT}/me").json()["role"] == "guest"
    problem(client.get(f"{ROOT}/documents"), 403, "not-allowed")


def test_standing_in_is_told_and_limited(here: Place) -> None:
    stand_in = Appointment.objects.create(
        person=here.held["water"].person,
        post=here.held["head"].post,
        kind="deputy",
        since=START,
        until=timezone.localdate() + timedelta(days=5),
    )
    said = Caller(application(stand_in)[1]).get("/me").json()
    assert said["deputy"]
    assert "task.confirm" in said["acts"]
    assert "task.decide" not in said["acts"]
