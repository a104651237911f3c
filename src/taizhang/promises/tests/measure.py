"""How long the pages of promises take where a place and year has 5,000 of them, and 20 places have 10 years each.

    python -m taizhang.promises.tests.measure

makes a test database where TAIZHANG_DATABASE points, fills it, and prints medians in milliseconds. No test: it has a clock.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402
from django.urls import reverse  # noqa: E402

from taizhang.documents.models import Document  # noqa: E402
from taizhang.organisation.models import Unit  # noqa: E402
from taizhang.organisation.tests.county import NOW, county, somebody, staff  # noqa: E402
from taizhang.promises.models import Pairing, Promise  # noqa: E402
from taizhang.promises.types import Verdict  # noqa: E402
from taizhang.tasks.models import Task, TaskList  # noqa: E402

PROMISES, PLACES, YEARS, ROUNDS = 5000, 20, 10, 21
YEAR = 2025


def fill() -> Client:
    """One place and year of 5,000 promises with 500 tasks; 20 places of ten years with 150 each. A clerk's browser."""
    dice = random.Random(2026)
    people = staff(county())
    clerk = somebody(people["supervision"])
    big = _pairing("砥川县", YEAR, clerk.pk)
    _promises(big, PROMISES, dice, threads=PROMISES)
    made = TaskList.objects.create(year=YEAR, kind="report", name="分解")
    units = list(Unit.objects.filter(kind="department"))
    Task.objects.bulk_create(
        Task(
            year=YEAR, serial=n, list=made, title=f"任务{n}", source_kind="entry", source_id=str(n), lead=dice.choice(units),
            start="2025-01-01", due="2025-12-31", made=NOW, state="assigned",
        )
        for n in range(1, 501)
    )  # fmt: skip
    for place in range(PLACES):
        for year in range(YEAR - YEARS, YEAR):
            _promises(_pairing(f"第{place}县", year, clerk.pk), 150, dice, threads=120)
    client = Client()
    client.force_login(clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _pairing(place: str, year: int, by: int) -> Pairing:
    sides = [
        Document.objects.create(
            digest=f"{place}{y}{year}".encode().hex().rjust(64, "0")[-64:], name=f"{y}.txt", size=1, added=NOW, by_id=by,
            condition="read", title=f"{place}{y}年政府工作报告", place=place, planned=str(y), text="文" * 30_000,
        )
        for y in (year, year + 1)
    ]  # fmt: skip
    return Pairing.objects.create(
        year=year, place=place, place_key=place, earlier=sides[0], later=sides[1], earlier_title=sides[0].title,
        later_title=sides[1].title, compared_at=NOW, reader="x",
    )  # fmt: skip


def _promises(pairing: Pairing, count: int, dice: random.Random, *, threads: int) -> None:
    rows = []
    for n in range(count):
        verdict = dice.choice([v.value for v in Verdict])
        said = f"新建第{n}号农村公路{n}公里，改造提升沿线设施，建成一批群众满意的民生项目。"
        rows.append(
            Promise(
                pairing=pairing, sort="figured", key=f"q-{n}", start=n * 40, end=n * 40 + 5, raw=f"{n}公里", sentence=said,
                sentence_start=n * 40, section=f"二、工作安排 / （{n % 12}）章", chapter=f"（{n % 12}）章", indicator=f"新建第{n}号农村公路",
                thread=f"road-{n % threads} level", target={"value": n, "unit": "公里", "kind": "level", "op": "="},
                task_entry=str(n + 1), answer_raw=f"{n}公里", answer_sentence=said, answer_start=n * 40, answer_end=n * 40 + 5,
                answer_sentence_start=n * 40, outcome={"id": f"q-b{n}", "value": n, "unit": "公里", "kind": "level", "op": "="},
                verdict=verdict, holds=verdict, arithmetic=f"实际{n}公里 / 目标{n}公里 = 100.0%", confidence=dice.random(),
                candidates=[{"id": f"q-{m}", "start": m, "raw": f"{m}公里", "indicator": "公路", "score": 0.5} for m in range(5)],
            )
        )  # fmt: skip
    Promise.objects.bulk_create(rows, batch_size=400)


def median(what: str, do: Callable[[], object]) -> None:
    """Print how long `do` takes."""
    do()
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        do()
        took.append((time.perf_counter() - begun) * 1000)
    print(f"{what:<44} {statistics.median(took):7.1f} ms   worst {max(took):7.1f}")  # noqa: T201


def main() -> None:
    """Fill and measure."""
    setup_test_environment()
    names = setup_databases(verbosity=0, interactive=False)
    try:
        client = fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as PostgreSQL does by itself
        print(connection.vendor, Promise.objects.count(), "promises,", PROMISES, "of one place and year")  # noqa: T201
        table = reverse("promises:table", args=[YEAR])
        some = Promise.objects.filter(pairing__year=YEAR)[2500]
        for what, query in (
            ("whole", {}),
            ("last page", {"page": 100}),
            ("by verdict", {"order": "verdict"}),
            ("by confidence, downwards", {"order": "-confidence"}),
            ("one verdict, one chapter", {"verdict": "kept", "chapter": "（3）章"}),
            ("of one lead unit", {"unit": Task.objects.values_list("lead_id", flat=True)[0]}),
            ("words", {"text": "49号"}),
        ):
            median(f"table: {what}", lambda query=query: client.get(table, {"place": "砥川县", **query}))  # type: ignore[misc]
        median("overview of 21 places", lambda: client.get(reverse("promises:index")))
        median("one promise", lambda: client.get(reverse("promises:one", args=[some.pk])))
        chain = {"place": "第3县", "indicator": "road-7 level"}
        median("chain of ten years", lambda: client.get(reverse("promises:chain"), chain))
        median("what there is to follow", lambda: client.get(reverse("promises:chain"), {"place": "第3县"}))
        median("six places side by side", lambda: client.get(reverse("promises:compare"), {"year": YEAR - 1}))
        for format in ("jsonl", "xlsx", "html"):
            address = reverse("promises:export", args=[YEAR, format])
            begun = time.perf_counter()
            client.get(address, {"place": "砥川县"})
            print(f"export of 5,000: {format:<27} {(time.perf_counter() - begun) * 1000:7.1f} ms")  # noqa: T201
    finally:
        teardown_databases(names, verbosity=0)


if __name__ == "__main__":
    main()
