"""The pages over HTTP, without a browser: status, headers, refusals."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from taizhang.desk import views

pytestmark = pytest.mark.urls("taizhang.desk.urls")
REPORT = "云河县2024年政府工作报告\n\n一、2023年工作回顾\n\n新增规模以上企业20家。\n\n二、2024年工作安排\n\n改造老旧小区6个。\n"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A client of a server with one report, which takes files of up to 1 MB."""
    (tmp_path / "云河.txt").write_text(REPORT, "utf-8")
    (tmp_path / "uploads").mkdir()
    chosen = {
        "SOURCES": (str(tmp_path / "云河.txt"),),
        "UPLOAD_FOLDER": str(tmp_path / "uploads"),
        "UPLOAD_BYTES": 1 << 20,
        "TOO_LARGE_VIEW": "taizhang.desk.views.too_large",  # as the settings say where there are SOURCES
        "CSRF_FAILURE_VIEW": "taizhang.desk.views.forbidden",
    }
    with override_settings(**chosen):
        views.shelf.cache_clear()
        views.shelf().read_all()
        yield Client(SERVER_NAME="127.0.0.1")
    views.shelf.cache_clear()


def page(client: Client) -> str:
    return re.search(r"/readings/\w+/", client.get("/").content.decode())[0]  # type: ignore[index]


def test_every_page_comes_under_a_strict_policy(client: Client) -> None:
    for address in ("/", page(client), "/nowhere/"):
        headers = client.get(address).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]


def test_no_page_holds_inline_script_or_style(client: Client) -> None:
    for address in ("/", page(client), "/nowhere/"):
        html = client.get(address).content.decode()
        scripts = re.findall(r"<script([^>]*)>", html)
        assert all("src=" in s or "application/json" in s for s in scripts)
        assert "<style" not in html
        assert not re.search(r'<[^>]+\s(style|on\w+)="', html)


def test_a_page_that_did_not_change_is_not_sent_again(client: Client) -> None:
    first = client.get(page(client))
    again = client.get(page(client), headers={"if-none-match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("jsonl", b'{"document":'),
        ("json", b"["),
        ("csv", b"\xef\xbb\xbfdocument"),
        ("xlsx", b"PK"),
        ("parquet", b"PAR1"),
    ],
)
def test_the_ledger_comes_in_every_format_as_a_file(client: Client, name: str, start: bytes) -> None:
    answer = client.get(f"{page(client)}facts.{name}")
    assert answer.content.startswith(start)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert "%E4%BA%91%E6%B2%B3" in answer.headers["Content-Disposition"]


def test_the_layers_of_a_download_can_be_chosen(client: Client) -> None:
    answer = client.get(f"{page(client)}facts.jsonl?layer=tasks&layer=doubts")
    layers = {json.loads(line)["layer"] for line in answer.content.splitlines()}
    assert layers == {"tasks"}


@pytest.mark.parametrize(
    "query", ["facts.csv?layer=secrets", "facts.csv?layer=tasks&layer=names", "facts.exe", "../facts.csv"]
)
def test_a_download_that_cannot_be_is_not_found(client: Client, query: str) -> None:
    assert client.get(page(client) + query).status_code == 404


def test_the_document_comes_as_it_was_found(client: Client) -> None:
    answer = client.get(f"{page(client)}document")
    assert answer.content.decode() == REPORT
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_an_own_file_is_read_and_shown(client: Client) -> None:
    file = SimpleUploadedFile("我的报告.txt", REPORT.replace("云河", "青石").encode())
    answer = client.post("/upload/", {"file": file}, follow=True)
    assert answer.redirect_chain[0][1] == 302
    assert "青石县2024年政府工作报告" in answer.content.decode()


def test_no_file_and_an_unreadable_file_are_refused_in_words(client: Client) -> None:
    assert (answer := client.post("/upload/")).status_code == 400
    assert "没有选择文件" in answer.content.decode()
    answer = client.post("/upload/", {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7 broken")})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post("/upload/", {"file": SimpleUploadedFile("x.txt", b"x" * (2 << 20))})
    assert answer.status_code == 413
    assert "文件太大" in answer.content.decode()


def test_a_form_of_another_site_is_refused(client: Client) -> None:
    strict = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    answer = strict.post("/upload/", {"file": SimpleUploadedFile("x.txt", b"x")})
    assert answer.status_code == 403
    assert "没有接受这次提交" in answer.content.decode()


def test_a_server_that_takes_no_files_shows_no_form(client: Client) -> None:
    with override_settings(UPLOAD_FOLDER=""):
        assert "<form" not in client.get("/").content.decode()
        assert client.post("/upload/", {"file": SimpleUploadedFile("x.txt", b"x")}).status_code == 404


def test_a_name_that_is_not_ours_is_refused(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL, "django.security.DisallowedHost"):
        assert Client(SERVER_NAME="attacker.example").get("/").status_code == 400


def test_the_language_is_kept_in_a_cookie(client: Client) -> None:
    assert client.get("/?lang=en").cookies["language"].value == "en"
    assert "<h1>Reports</h1>" in client.get("/").content.decode()
    client.cookies["language"] = "xx"
    assert "<h1>读报告</h1>" in client.get("/").content.decode()


def test_pages_answer_only_to_what_they_are_for(client: Client) -> None:
    assert client.post("/").status_code == 405
    assert client.get("/upload/").status_code == 405
    assert client.head("/").status_code == 200


def test_whoever_watches_over_the_server_gets_an_answer(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


def test_a_mistake_of_ours_is_owned_up_to(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = page(client)
    client.raise_request_exception = False

    def fail(*_: object, **__: object) -> str:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(views, "render", fail)
    answer = client.get(address)
    assert answer.status_code == 500
    assert "服务器出错了" in answer.content.decode()
    assert "secret inside" not in answer.content.decode()
