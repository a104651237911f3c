"""``taizhang keys rotate``: everything comes under the new key, may be interrupted, and is checked."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner, Result

pytest.importorskip("django", reason="the server extra is not installed")

from allauth.mfa.models import Authenticator
from django.conf import settings as platform
from django.db.models import TextField, Value
from django.utils import timezone

from taizhang.cli.main import taizhang
from taizhang.journal.models import Entry
from taizhang.organisation import renewal
from taizhang.organisation.models import ImportDraft, Person
from taizhang.organisation.tests.county import person
from taizhang.toolkit.actor import CLOCK
from taizhang.toolkit.secret import current, opened, sealed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(platform.SOURCES), reason="a desk has no accounts"),
]
OLD, NEW = "o" * 40, "n" * 40
PHONES = [f"1380000{number:04}" for number in range(7)]


@pytest.fixture(autouse=True)
def ledger(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven telephones, two second factors and an import draft under the old key; now there is a new one before it."""
    monkeypatch.setattr(renewal, "BATCH", 3)
    settings.FIELD_KEY = OLD
    people = [person(f"p{number}", phone=phone) for number, phone in enumerate(PHONES)]
    person("none")
    Authenticator.objects.create(user=people[0], type="totp", data={"secret": sealed("TOTP")})
    codes = {"seed": sealed("seed"), "used_mask": 5, "migrated_codes": [sealed("1"), sealed("2")]}
    Authenticator.objects.create(user=people[0], type="recovery_codes", data=codes)
    ImportDraft.objects.create(person=people[0], sealed=sealed("book"), made=timezone.now())
    settings.FIELD_KEY = f"{NEW}, {OLD}"


def run() -> Result:
    return CliRunner().invoke(taizhang, ["keys", "rotate"])


def acts() -> list[str]:
    found = Entry.objects.filter(act__startswith="organisation.keys").order_by("pk")
    return [entry.act.removeprefix("organisation.") for entry in found]


def test_afterwards_the_new_key_alone_opens_everything(settings: Any) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.startswith("12 values encrypted anew, 12 checked under the first key\n")
    assert "can be dropped" in result.stdout
    settings.FIELD_KEY = NEW
    assert [each.phone for each in Person.objects.exclude(login="none").order_by("login")] == PHONES
    assert Person.objects.get(login="none").phone == ""
    assert opened(Authenticator.objects.get(type="totp").data["secret"]) == "TOTP"
    codes = Authenticator.objects.get(type="recovery_codes").data
    assert (opened(codes["seed"]), codes["used_mask"]) == ("seed", 5)
    assert [opened(code) for code in codes["migrated_codes"]] == ["1", "2"]
    assert opened(ImportDraft.objects.get().sealed) == "book"


def test_it_is_journalled_without_a_key() -> None:
    run()
    assert acts() == ["keys-renewal-begun", "keys-renewed"]
    texts = "".join(entry.after_text for entry in Entry.objects.all())
    assert NEW not in texts
    assert OLD not in texts


def test_what_was_interrupted_goes_on_where_it_was() -> None:
    def pulled(_seen: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renewal.renew(by=CLOCK, now=timezone.now, tell=pulled)
    assert acts() == ["keys-renewal-begun"]
    assert run().stdout.startswith("9 values encrypted anew, 12 checked")  # a batch of three was kept


def test_a_second_time_there_is_nothing_to_do() -> None:
    run()
    assert run().stdout.startswith("0 values encrypted anew, 12 checked")


def test_a_value_that_no_key_opens_is_named_and_the_others_come_over(settings: Any) -> None:
    settings.FIELD_KEY = "x" * 40
    closed = Value(sealed("lost"), output_field=TextField())
    settings.FIELD_KEY = f"{NEW},{OLD}"
    lost = Person.objects.get(login="p3")
    Person.objects.filter(pk=lost.pk).update(phone=closed)
    result = run()
    assert result.exit_code == 1
    assert f"no key opens organisation_person.phone of {lost.pk}" in result.stdout
    assert "can be dropped" not in result.stdout
    assert acts() == ["keys-renewal-begun"]
    assert current(ImportDraft.objects.get().sealed)


def test_every_encrypted_column_is_known() -> None:
    assert (Person, "phone") in renewal.columns()
    assert (ImportDraft, "sealed") in renewal.columns()


def test_a_key_that_is_too_short_says_so(settings: Any) -> None:
    settings.FIELD_KEY = f"short,{OLD}"
    result = run()
    assert result.exit_code == 1
    assert "32 random letters" in result.output
