"""The walk of docs/api.md, line by line: what it promises is so."""

from __future__ import annotations

import json
import re
import shlex
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from taizhang.api.models import Application
from taizhang.api.tests.setting import Place
from taizhang.documents.models import Document
from taizhang.promises.models import Promise
from taizhang.tasks.models import Evidence, Progress, Task
from taizhang.toolkit.jobs import run_due

ROOT = Path(__file__).parents[4]
WALK = re.search(r"## A walk.*?```sh\n(.*?)```", (ROOT / "docs" / "api.md").read_text("utf-8"), re.S)
CALL = re.compile(r"^(?:(?P<name>\w+)=\$\()?curl -sS (?P<words>.*?)(?: \| jq -r (?P<pick>[\w.\[\]]+)\))?$")
SHOWN = re.compile(r"\$(\w+)")


class Shell:
    """As much of a shell, curl and jq as the guide uses."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names, self.client, self.answers = names, Client(), list[Any]()

    def run(self, line: str) -> None:
        if call := CALL.match(line):
            answer = self.curl(call["words"])
            self.answers.append(answer)
            assert answer.status_code < 300, (line, answer.content.decode())
            if call["name"]:
                self.names[call["name"]] = str(picked(answer.json(), call["pick"]))
        elif named := re.fullmatch(r"(\w+)=(.*)", line):
            self.names.setdefault(named[1], self.filled(shlex.split(named[2])[0]))

    def filled(self, text: str) -> str:
        return SHOWN.sub(lambda found: self.names[found[1]], text)

    def curl(self, words: str) -> Any:
        given = [self.filled(word) for word in shlex.split(words)]
        method, address = "GET", ""
        body: dict[str, Any] = {}
        headers: dict[str, str] = {}
        while given:
            match given.pop(0):
                case "-H":
                    name, value = given.pop(0).split(": ", 1)
                    headers[name] = value
                case "-X":
                    method = given.pop(0)
                case "--json":
                    method, body = "POST", {"data": given.pop(0), "content_type": "application/json"}
                case "-F":
                    name, path = given.pop(0).split("=@")
                    with (ROOT / path).open("rb") as file:
                        answer = self.client.post(
                            given.pop(0).removeprefix(self.names["host"]), {name: file}, headers=headers
                        )
                    return answer
                case word:
                    address = word.removeprefix(self.names["host"])
        return self.client.generic(method, address, headers=headers, **body)


def picked(said: Any, path: str) -> Any:
    for part in re.findall(r"\w+", path):
        said = said[int(part)] if part.isdigit() else said[part]
    return said


def walk(names: dict[str, str]) -> Shell:
    assert WALK
    shell = Shell(names)
    for minute, line in enumerate(WALK[1].splitlines()):
        shell.run(line)
        if " -F " in line:
            for later in (0, 30):  # a document is read at once; reports are looked over for pairs every 20 seconds
                while run_due(timezone.now() + timedelta(minutes=minute, seconds=later)):
                    pass
    return shell


@pytest.mark.django_db
def test_the_walk_of_the_guide_leads_from_a_report_to_a_closed_task(here: Place, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    names = {"host": "http://127.0.0.1:8000", "OFFICE": here.clerk.token, "UNIT": here.builder.token}
    first = walk(names)
    assert len(first.answers) == 24
    task = Task.objects.get(pk=first.names["TASK"])
    assert (task.state, task.lead_id) == ("closed", int(first.names["LEAD"]))
    told = first.answers[-6].json()["items"]
    assert [entry["act"].split(".")[1] for entry in reversed(told)] == [
        "drafted", "assigned", "signed", "reported", "evidenced", "requested", "closed",
    ]  # fmt: skip
    assert Promise.objects.get(pk=first.names["PROMISE"]).state == "confirmed"
    counts = [Document.objects.count(), Progress.objects.count(), Evidence.objects.count(), Task.objects.count()]
    again = Shell(dict(first.names))
    for line in WALK[1].splitlines() if WALK else ():
        if "Idempotency-Key" in line:
            again.run(line.replace("DOCUMENT=$(", "IGNORED=$("))
            assert again.answers[-1].headers["Idempotent-Replayed"] == "true", line
    assert counts == [
        Document.objects.count(),
        Progress.objects.count(),
        Evidence.objects.count(),
        Task.objects.count(),
    ]
    assert Application.objects.filter(last_used=timezone.localdate()).count() == 2
    assert json.loads(again.answers[0].content)["id"] == int(first.names["DOCUMENT"])
