"""The sample county's reports in the platform, read and compared by the worker's own jobs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from taizhang.documents.actions import upload
from taizhang.documents.models import Document
from taizhang.organisation.models import Person
from taizhang.promises.jobs import sweep
from taizhang.promises.models import Pairing, Promise
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.jobs import run_due

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
COUNTY = Path(__file__).parents[4] / "samples" / "dichuan"
FIRST = """云河县2025年政府工作报告

一、2024年工作回顾

全年地区生产总值增长5.2%。新增规模以上企业20家。

二、2025年工作安排

全年主要预期目标：地区生产总值增长6%左右。

（一）壮大实体经济

新增规模以上企业28家以上，新建农村公路60公里，开工建设云河大桥。

（二）办好民生实事

改造老旧小区12个，新增公办幼儿园学位900个，建成城北污水处理厂。
"""
SECOND = """云河县2026年政府工作报告

一、2025年工作回顾

全年地区生产总值增长6.1%。新增规模以上企业32家，新建农村公路48公里。云河大桥开工建设。改造老旧小区12个，改造棚户区7个。

二、2026年工作安排

全年主要预期目标：地区生产总值增长6%左右。新增规模以上企业30家以上。
"""


def clerk(login: str = "ducha", name: str = "季明远", role: str = "supervision") -> Actor:
    """Somebody of the supervision office, with a row of their own."""
    person, _ = Person.objects.get_or_create(login=login, defaults={"name": name})
    return Actor(name, person.pk, post="督查室科员", role=role)


def hand_in(folder: Path, *texts: str, by: Actor | None = None) -> list[Document]:
    """Reports handed in, one a text."""
    settings.DATA = folder
    return [upload(f"{n}.txt", text.encode(), by=by or clerk(), now=NOW) for n, text in enumerate(texts)]


def sample(folder: Path, *years: int) -> list[Document]:
    """The sample county's reports of some years, read and compared."""
    made = hand_in(folder, *((COUNTY / f"{year}.txt").read_text(encoding="utf-8") for year in years))
    work()
    return made


def small(folder: Path) -> Pairing:
    """Two small reports, read and compared."""
    hand_in(folder, FIRST, SECOND)
    work()
    return Pairing.objects.get()


def work() -> None:
    """Let the worker do what is due, as if the sweep's turn had come."""
    while run_due(datetime.now(UTC)):
        pass
    sweep("", datetime.now(UTC))
    while run_due(datetime.now(UTC)):
        pass


def promise(of: Pairing, raw: str) -> Promise:
    """The promise that stands on these characters."""
    return of.promises.get(raw__startswith=raw)
