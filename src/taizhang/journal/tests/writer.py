"""A process that records: ``python -m taizhang.journal.tests.writer SEED COUNT``; prints how many entries it wrote."""

from __future__ import annotations

import os
import random
import sys
from datetime import UTC, datetime

import django

SUBJECTS = 5  # shared by all processes, so that they are forever in each other's way


class Broken(Exception):
    """An act that fails after it was recorded."""


def main(seed: int, count: int) -> int:
    """Record until `count` entries are in; every fifth act is on three subjects, every seventh fails and is undone."""
    from django.db import transaction

    from taizhang.journal.actions import record, record_all
    from taizhang.journal.types import Draft
    from taizhang.ledger.types import Reference
    from taizhang.toolkit.actor import Actor

    by, chance, written, turn = Actor(f"第{seed}人", person=seed), random.Random(seed), 0, 0
    while written < count:
        turn += 1
        subjects = [Reference("task", str(chance.randrange(SUBJECTS))) for _ in range(3 if turn % 5 == 0 else 1)]
        note = {"note": f"{seed}-{turn}"}
        try:
            with transaction.atomic():
                if len(subjects) == 1:
                    record(subjects[0], "journal.noted", by, now=datetime.now(UTC), after=note)
                else:
                    record_all((Draft(s, "journal.noted", None, note) for s in subjects), by, now=datetime.now(UTC))
                if turn % 7 == 0:
                    raise Broken
        except Broken:
            continue
        written += len(subjects)
    return written


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
    django.setup()
    print(main(int(sys.argv[1]), int(sys.argv[2])))  # noqa: T201
