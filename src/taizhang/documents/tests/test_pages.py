"""The pages of documents over HTTP: what the clerk sees and does, what two see of each other, what others do not see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from taizhang.documents.models import Document, Entry
from taizhang.documents.tests.made import REPORT, one, uploaded
from taizhang.organisation.tests.county import County, county, somebody, staff
from taizhang.toolkit.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> County:
    """A county."""
    return county()


@pytest.fixture
def people(place: County) -> dict[str, Actor]:
    """One person for each role."""
    return staff(place)


@pytest.fixture
def clerk(people: dict[str, Actor]) -> Client:
    """A browser in which the supervision office has signed in."""
    return signed_in(people["supervision"])


@pytest.fixture
def document(people: dict[str, Actor], settings: Any, tmp_path: Path) -> Document:
    """The report, read."""
    settings.DATA = tmp_path
    return uploaded(tmp_path, people["supervision"])


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(somebody(actor))
    return client


def act(client: Client, entry: Entry, what: str, **given: str) -> Any:
    """Press one of an entry's buttons, as htmx does."""
    data = {"act": what, "revision": str(entry.revision), "layer": entry.layer, **given}
    return client.post(reverse("documents:act", args=[entry.pk]), data, headers={"HX-Request": "true"})


def test_a_file_that_is_handed_in_is_listed_and_waits_to_be_read(clerk: Client, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    file = SimpleUploadedFile("报告.txt", REPORT.encode())
    answer = clerk.post(reverse("documents:upload"), {"files": file}, follow=True)
    assert "正在阅读" in answer.content.decode()
    assert "报告.txt" in clerk.get(reverse("documents:index")).content.decode()


def test_nothing_chosen_is_said(clerk: Client) -> None:
    assert "请选择文件" in clerk.post(reverse("documents:upload"), follow=True).content.decode()


def test_the_review_shows_the_text_with_every_entry_marked(clerk: Client, document: Document) -> None:
    html = clerk.get(reverse("documents:review", args=[document.pk])).content.decode()
    for entry in document.entries.filter(layer="quantities"):
        assert f'id="e-{entry.pk}"' in html
        assert f'href="#e-{entry.pk}"' in html


@pytest.mark.parametrize("layer", ["quantities", "tasks", "names", "doubts", "numerals"])
def test_every_layer_has_its_list(layer: str, clerk: Client, document: Document) -> None:
    answer = clerk.get(reverse("documents:review", args=[document.pk]), {"layer": layer})
    assert answer.status_code == 200
    assert f'?layer={layer}" aria-current="page"' in answer.content.decode()


def test_an_entry_is_accepted_in_its_place_and_the_count_goes_up(clerk: Client, document: Document) -> None:
    answer = act(clerk, one(document, "28家"), "accepted").content.decode()
    assert 'class="entry accepted"' in answer
    assert 'hx-swap-oob="true"' in answer
    assert "<b>1/" in answer


def test_what_was_typed_wrong_is_said_beside_the_entry(clerk: Client, document: Document) -> None:
    answer = act(clerk, one(document, "28家"), "edit", value="很多").content.decode()
    assert "要写成数字" in answer
    assert one(document, "28家").state == "pending"


def test_the_second_of_two_sees_what_the_first_did(clerk: Client, document: Document, place: County) -> None:
    from taizhang.organisation.tests.county import holder

    other = Client()
    other.force_login(holder("second", place.office, "supervision").person)
    entry = one(document, "28家")
    act(other, entry, "rejected")
    assert "刚被别人改过" in act(clerk, entry, "accepted").content.decode()
    seen = clerk.get(
        reverse("documents:changes", args=[document.pk]), {"layer": "quantities", "since": "2026-01-01T00:00:00+00:00"}
    ).content.decode()
    assert f'id="e-{entry.pk}" class="entry rejected"' in seen


def test_without_a_script_the_same_buttons_lead_back_to_the_page(clerk: Client, document: Document) -> None:
    entry = one(document, "28家")
    data = {"act": "accepted", "revision": entry.revision, "layer": "quantities", "only": "pending"}
    answer = clerk.post(reverse("documents:act", args=[entry.pk]), data)
    assert answer.headers["Location"] == f"/documents/{document.pk}/?layer=quantities&only=pending"


def test_the_file_comes_back_as_it_was_handed_in(clerk: Client, document: Document) -> None:
    answer = clerk.get(reverse("documents:original", args=[document.pk]))
    assert answer.content.decode() == REPORT
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_unit_reads_and_cannot_decide(people: dict[str, Actor], document: Document) -> None:
    client = signed_in(people["unit"])
    html = client.get(reverse("documents:review", args=[document.pk])).content.decode()
    assert "采用</button>" not in html
    assert act(client, one(document, "28家"), "accepted").status_code == 403
    assert client.post(reverse("documents:publish", args=[document.pk])).status_code == 403
    assert one(document, "28家").state == "pending"


def test_an_outsider_sees_nothing(document: Document) -> None:
    for name in ("review", "original", "changes"):
        answer = Client().get(reverse(f"documents:{name}", args=[document.pk]))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")


def test_a_hostile_report_is_shown_as_text(
    clerk: Client, people: dict[str, Actor], settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    hostile = REPORT.replace("云河大桥", "<script>alert(1)</script>大桥")
    document = uploaded(tmp_path, people["supervision"], hostile)
    html = clerk.get(reverse("documents:review", args=[document.pk]), {"layer": "names"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_the_pages_ask_the_database_as_often_whatever_they_show(
    clerk: Client, document: Document, django_assert_max_num_queries: Any
) -> None:
    clerk.get(reverse("documents:index"))
    with django_assert_max_num_queries(12):
        clerk.get(reverse("documents:index"))
    with django_assert_max_num_queries(16):
        clerk.get(reverse("documents:review", args=[document.pk]))
