"""Lights change as time goes by; or stand beside one that somebody sets by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from taizhang.journal.actions import record, record_all
from taizhang.journal.types import Draft
from taizhang.organisation.access import require
from taizhang.tasks.actions.common import LIGHT_FIELDS, claim, light_up, need_reason, save
from taizhang.tasks.models import Task
from taizhang.tasks.types import Light
from taizhang.toolkit.actor import CLOCK, Actor
from taizhang.toolkit.errors import Refused

BATCH = 200
LONGEST = timedelta(days=62)
HAND = ("hand_light", "hand_reason", "hand_by", "hand_until")


def refresh_due(now: datetime) -> int:
    """Light anew the tasks whose moment has come, batch by batch; how many. A change of colour is a line in the journal."""
    done = 0
    while pks := list(
        Task.objects.filter(light_until__lte=now).order_by("light_until").values_list("pk", flat=True)[:BATCH]
    ):
        with transaction.atomic():
            locked = Task.objects.select_for_update().filter(pk__in=pks, light_until__lte=now).order_by("pk")
            tasks = list(locked.prefetch_related("measures", "steps"))
            drafts = []
            for task in tasks:
                before = task.light
                if light_up(task, now, task.measures.all(), task.steps.all()):
                    drafts.append(Draft(task.reference, "tasks.lit", {"light": before}, {"light": task.light}))
            Task.objects.bulk_update(tasks, LIGHT_FIELDS)
            if drafts:
                record_all(drafts, CLOCK, now=now)
        done += len(tasks)
        if not tasks:
            break  # another worker was quicker
    return done


def set_light(pk: int, light: Light, reason: str, until: date, *, by: Actor, now: datetime) -> Task:
    """Say that a task stands otherwise than computed, why and until when. Both lights are shown from then on."""
    with transaction.atomic():
        task = claim(pk, "light")
        require(by, "task.light")
        reason = need_reason(reason)
        today = timezone.localdate(now)
        if not today <= until <= today + LONGEST:
            raise Refused(
                gettext("人工亮灯最长 %(days)s 天：请在 %(last)s 之前选一天。")
                % {"days": LONGEST.days, "last": today + LONGEST}
            )
        before = {"light": task.light}
        task.hand_light, task.hand_reason, task.hand_by, task.hand_until = light, reason[:300], by.name, until
        save(task, now, *HAND)
        record(
            task.reference, "tasks.lit-by-hand", by, now=now, before=before,
            after={"light": light, "until": until.isoformat()}, reason=reason,
        )  # fmt: skip
    return task


def clear_light(pk: int, *, by: Actor, now: datetime) -> Task:
    """Take back a light that was set by hand."""
    with transaction.atomic():
        task = claim(pk, "light")
        require(by, "task.light")
        if not task.hand_light:
            raise Refused(gettext("这项任务没有人工亮灯。"))
        before = {"light": task.hand_light}
        task.hand_light, task.hand_reason, task.hand_by, task.hand_until = "", "", "", None
        save(task, now, *HAND)
        record(task.reference, "tasks.unlit-by-hand", by, now=now, before=before, after={"light": task.light})
    return task
