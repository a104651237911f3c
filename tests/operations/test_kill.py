"""Server and worker are killed at any moment (kill -9): what was accepted is there, once, and the journal is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from threading import Event, Thread

import pytest
from place import BROKEN, Browser, Place, children, line, served, until

pytestmark = pytest.mark.database
CHANCE = random.Random()
MOMENT = Event()  # never set: to let a moment go by, anywhere in the work
HANDED_IN = 12
KILLS = 2
ROWS = 60
PASS_LEASES = "Job.objects.filter(ended=None).exclude(claimed_until=None).update(claimed_until=timezone.now())"
PUBLISH = """
for document in Document.objects.order_by("pk"):
    for layer in Layer:
        accept_sure(document, layer, 0.6, by=clerk(), now=timezone.now())
    print("publishing", flush=True)
    publish(document, by=clerk(), now=timezone.now())
print("done", flush=True)
"""
IMPORT = f"""
made = make_list(2026, ListKind.RESPONSIBILITY, "责任清单", by=clerk(), now=timezone.now())
answer = imports.begin(made, "任务.xlsx", table({ROWS}), dry=False, by=clerk(), now=timezone.now()).pk
"""


def kill(process: subprocess.Popen[str]) -> None:
    """The process and all below it, at once, without a warning."""
    for pid in (process.pid, *children(process.pid)):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


def report(number: int) -> bytes:
    """A short report that differs from the others."""
    words = [
        f"{place}新建农村公路{number + at}公里，粮食总产量达到{number * 3 + at}万吨。"
        for at, place in enumerate("东西南北")
    ]
    return f"荻川县2026年政府工作报告\n\n二、2026年工作安排\n\n{''.join(words)}\n".encode()


def hand_in(address: str, waiting: list[int], accepted: dict[int, str]) -> None:
    """Hand in what waits, until all of it was accepted or the server is gone."""
    try:
        browser = Browser(address, "ducha")
        while waiting:
            accepted[waiting[0]] = browser.upload(f"report-{waiting[0]}.txt", report(waiting[0]))
            waiting.pop(0)
    except BROKEN:
        return


def test_documents_handed_in_while_server_and_worker_are_killed_are_read_exactly_once(county: Place) -> None:
    waiting, accepted = list(range(HANDED_IN)), dict[int, str]()
    for _ in range(KILLS):
        server, address = served(county)
        before = len(accepted)
        clerk = Thread(target=hand_in, args=(address, waiting, accepted))
        clerk.start()
        until(lambda before=before: len(accepted) > before + 2 or not waiting, "document that was accepted")
        MOMENT.wait(CHANCE.uniform(0, 0.6))
        kill(server)
        clerk.join()
        county.ask(PASS_LEASES)
    server, address = served(county)
    hand_in(address, waiting, accepted)
    assert sorted(accepted) == list(range(HANDED_IN))
    until(lambda: county.ask("Document.objects.filter(condition='waiting').count()") == 0, "end of the reading")
    found = county.ask(
        "{'names': sorted(Document.objects.filter(name__regex='^report-').values_list('name', flat=True)),"
        " 'places': {str(d.pk): d.name for d in Document.objects.all()},"
        " 'unread': Document.objects.exclude(condition='read').count(),"
        " 'read': Line.objects.filter(act='document.read').count(),"
        " 'doubled': Entry.objects.values('document', 'fact').annotate(n=Count('pk')).filter(n__gt=1).count(),"
        " 'even': sorted(set(Entry.objects.filter(document__name__regex='^report-')"
        ".values('document').annotate(n=Count('pk')).values_list('n', flat=True))),"
        " 'faults': verify().faults}"
    )
    assert found["names"] == sorted(f"report-{number}.txt" for number in range(HANDED_IN))
    for number, address in accepted.items():
        assert found["places"][address.strip("/").split("/")[-1]] == f"report-{number}.txt"
    assert (found["unread"], found["doubled"], found["faults"]) == (0, 0, 0)
    again = found["read"] - HANDED_IN - 3  # one reading at most was done and not yet noted at each kill
    assert 0 <= again <= KILLS
    assert len(found["even"]) == 1, "each of these alike reports has as many entries"


def test_publishing_that_is_killed_anywhere_ends_as_if_it_had_not_been(sample: Place, county: Place) -> None:
    for _ in range(4):
        publishing = county.program(PUBLISH)
        for _ in range(CHANCE.randint(1, 3)):
            line(publishing)
        MOMENT.wait(CHANCE.uniform(0, 0.5))
        kill(publishing)
        found = county.ask("figures() | {'faults': verify().faults}")
        assert found["faults"] == 0
        assert found["numbers"] == len(found["tasks"])
    for _ in range(2):  # whoever is not sure presses the button again
        publishing = county.program(PUBLISH)
        assert publishing.communicate()[0].endswith("done\n")
    found = county.ask("figures() | {'faults': verify().faults}")
    assert found.pop("faults") == 0
    assert found["published"] == found["accepted"] > 0
    assert len(found["figures"]) == len(set(found["figures"]))
    assert found == undisturbed(sample)


def undisturbed(sample: Place) -> object:
    """What the same publishing comes to where nobody kills it; taken back in the end."""
    code = (
        "from django.db import transaction\n"
        "with transaction.atomic():\n"
        "    for document in Document.objects.order_by('pk'):\n"
        "        for layer in Layer:\n"
        "            accept_sure(document, layer, 0.6, by=clerk(), now=timezone.now())\n"
        "        publish(document, by=clerk(), now=timezone.now())\n"
        "    answer = figures()\n"
        "    transaction.set_rollback(True)\n"
    )
    return sample.ask(code)


def test_an_import_whose_worker_is_killed_anywhere_makes_each_task_once(county: Place) -> None:
    key = county.ask(IMPORT)
    for _ in range(3):
        worker = county.start("worker")
        before = county.ask("Task.objects.count()")
        if before < ROWS:
            until(lambda before=before: county.ask("Task.objects.count()") > before, "task")
        kill(worker)
        county.ask(PASS_LEASES)
    county.start("worker")
    until(lambda: county.ask(f"bool(Import.objects.get(pk={key}).ended)"), "end of the import")
    found = county.ask(
        "{'titles': Task.objects.values('title').distinct().count(), 'tasks': Task.objects.count(),"
        f" 'numbers': Task.objects.values('serial').distinct().count(), 'rows': Import.objects.get(pk={key}).rows,"
        " 'faults': verify().faults}"
    )
    assert (found["titles"], found["tasks"], found["numbers"], found["faults"]) == (ROWS, ROWS, ROWS, 0)
    assert {row[1] for row in found["rows"]} <= {"new", "same"}
