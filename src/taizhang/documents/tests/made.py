"""A clerk, a small report, and the way of both into the database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from taizhang.documents.actions import upload
from taizhang.documents.jobs import read_document
from taizhang.documents.models import Document, Entry
from taizhang.organisation.models import Person
from taizhang.toolkit.actor import Actor

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
REPORT = """云河县2026年政府工作报告

一、2025年工作回顾

全年地区生产总值完成512.4亿元，增长6.1%。新增规模以上企业28家。云河大桥建成通车。

二、2026年工作安排

全年主要预期目标：地区生产总值增长6%左右。

（一）壮大实体经济

新增规模以上企业30家以上，健全“企业服务日”制度。

（二）办好民生实事

改造老旧小区12个，开工建设城北污水处理厂。
"""


def clerk(login: str = "ducha", name: str = "季明远", role: str = "supervision") -> Actor:
    """Somebody of the supervision office, with a row of their own."""
    person, _ = Person.objects.get_or_create(login=login, defaults={"name": name})
    return Actor(name, person.pk, post="督查室科员", role=role)


def uploaded(folder: Path, by: Actor, text: str = REPORT) -> Document:
    """The report, handed in and read."""
    settings.DATA = folder
    document = upload("报告.txt", text.encode(), by=by, now=NOW)
    read_document(str(document.pk), NOW)
    document.refresh_from_db()
    return document


def one(document: Document, raw: str) -> Entry:
    """The entry that stands on these characters."""
    return next(entry for entry in document.entries.all() if entry.raw.startswith(raw))
