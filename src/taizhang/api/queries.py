"""Named reads of applications."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet

from taizhang.api.models import Application
from taizhang.organisation.models import Appointment
from taizhang.organisation.queries import valid


def applications() -> QuerySet[Application]:
    """All of them with whom they act for, those in use first. One query."""
    rows = Application.objects.select_related("appointment__person", "appointment__post__unit")
    return rows.order_by(F("revoked").desc(nulls_first=True), "-created", "-pk")


def by_digest(digest: str) -> Application | None:
    """The application of a token's digest. One query."""
    return applications().filter(digest=digest).first()


def seats(day: date) -> dict[str, int]:
    """Whom an application can act for: words for the page → the appointment. One query."""
    rows = Appointment.objects.filter(valid(day), valid(day, "post__"), person__active=True)
    rows = rows.select_related("person", "post__unit").order_by("post__unit__code", "post__pk", "pk")
    return {f"{row.person.name}（{row.person.login}） {row.post.full_title}": row.pk for row in rows}
