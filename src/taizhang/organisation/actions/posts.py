"""Open and close posts; appoint, deputise, hand over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.organisation.access import require
from taizhang.organisation.actions.units import MANAGE, reason_given
from taizhang.organisation.definition import access
from taizhang.organisation.matters import Seat, move_all, open_matters
from taizhang.organisation.models import Appointment, Person, Post, Unit
from taizhang.organisation.types import Tenure, Validity
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused

NO_POSTS = frozenset(("guest", "public"))  # roles of those who have no post
LONGEST_DEPUTY = 366  # days


@transaction.atomic
def open_post(unit: Unit, title: str, role: str, *, since: date, by: Actor, now: datetime) -> Post:
    """Open a post in a unit."""
    require(by, MANAGE, unit)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    title = " ".join(title.split())
    if not title or len(title) > 60:
        raise Refused(_("请填写职务名称，最多 60 字。"))
    if role not in access().roles or role in NO_POSTS:
        raise Refused(_("请为职务选择角色，它决定在职人员能办什么。"))
    if not unit.valid.on(since):
        raise Refused(_("“%(unit)s”在 %(day)s 尚未设立或已经撤销，请核对日期。") % {"unit": unit.name, "day": since})
    if Post.objects.filter(unit=unit, title=title, until=None).exists():
        raise Refused(
            _("“%(unit)s”已有职务“%(post)s”：同名职务请加序号或分工以示区别。") % {"unit": unit.name, "post": title}
        )
    post = Post.objects.create(unit=unit, title=title, role=role, since=since)
    after = {"unit": unit.name, "title": title, "role": role, "since": since}
    record(about(post), "organisation.post-opened", by, now=now, after=after)
    return post


@transaction.atomic
def close_post(post: Post, *, day: date, reason: str, by: Actor, now: datetime) -> None:
    """Close a post from `day` on; nobody may have it any more, nothing may be open with it."""
    post = _locked(post)
    require(by, MANAGE, post.unit)
    if held := Appointment.objects.filter(post=post).exclude(until__lte=day).select_related("person").first():
        raise Refused(_("“%(person)s”仍任此职务：请先免职或移交。") % {"person": held.person.name})
    if left := open_matters(Seat(post.pk, None)):
        raise Refused(_("此职务还有未结事项：%(matters)s。请先移交。") % {"matters": said(left)})
    if day <= post.since or (post.until and post.until <= day):
        raise Refused(_("撤销日期须晚于设立日期，且职务当时尚未撤销。"))
    Post.objects.filter(pk=post.pk).update(until=day)
    record(
        about(post), "organisation.post-closed", by, now=now,
        after={"unit": post.unit.name, "title": post.title, "day": day}, reason=reason_given(reason),
    )  # fmt: skip


@transaction.atomic
def appoint(post: Post, person: Person, *, since: date, by: Actor, now: datetime, reason: str = "") -> Appointment:
    """Make a person the holder of a vacant post from `since` on; what lay open with the post becomes theirs."""
    post = _locked(post)
    require(by, MANAGE, post.unit)
    appointment = _appoint(post, person, since)
    moved = move_all(Seat(post.pk, None), Seat(post.pk, person.pk), by, now)
    after = {"post": post.full_title, "person": person.name, "since": since, "matters": moved}
    record(about(post), "organisation.appointed", by, now=now, after=after, reason=reason.strip())
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, day: date, reason: str, by: Actor, now: datetime) -> None:
    """End a person's time in a post at `day`. A holder's open matters stay with the post until somebody is appointed."""
    post = _locked(appointment.post)
    require(by, MANAGE if appointment.kind == Tenure.HOLDER else "organisation.deputise", post.unit)
    current = Appointment.objects.select_related("person").get(pk=appointment.pk)
    if current.until is not None and current.until <= day:
        raise Refused(_("这项任职已在 %(day)s 结束，无需再办。") % {"day": current.until})
    _end(current, day)
    moved = dict[str, int]()
    if current.kind == Tenure.HOLDER:
        moved = move_all(Seat(post.pk, current.person_id), Seat(post.pk, None), by, now)
    after = {"post": post.full_title, "person": current.person.name, "day": day, "kind": current.kind, "matters": moved}
    record(
        about(post), "organisation.dismissed", by, now=now, after=after, reason=reason_given(reason),
    )  # fmt: skip


@transaction.atomic
def deputise(
    post: Post, person: Person, *, since: date, until: date, reason: str, by: Actor, now: datetime
) -> Appointment:
    """Let a person stand in for a post's holder from `since` up to but without `until`; what was open stays where it is."""
    post = _locked(post)
    require(by, "organisation.deputise", post.unit)
    if not 0 < (until - since).days <= LONGEST_DEPUTY:
        raise Refused(_("代理须有止期，止期在起期之后且不超过一年。"))
    _fits(post, person, Validity(since, until))
    if Appointment.objects.filter(post=post, person=person, since__lt=until).exclude(until__lte=since).exists():
        raise Refused(_("“%(person)s”这段时间已任或代理此职务。") % {"person": person.name})
    made = Appointment.objects.create(post=post, person=person, kind=Tenure.DEPUTY, since=since, until=until)
    record(
        about(post), "organisation.deputised", by, now=now,
        after={"post": post.full_title, "person": person.name, "since": since, "last": until - timedelta(days=1)}, reason=reason_given(reason),
    )  # fmt: skip
    return made


@transaction.atomic
def hand_over(post: Post, to: Person, *, day: date, reason: str, by: Actor, now: datetime) -> dict[str, int]:
    """Give a post with all open matters to another person from `day` on; how many matters of each kind moved.

    The day is today or past: matters move at once. A vacant post's matters go to the new holder too.
    """
    post = _locked(post)
    require(by, "organisation.hand-over", post.unit)
    if day > timezone.localdate():
        raise Refused(_("移交在生效当天或以后办理，请把日期改为今天或更早。"))
    before = Appointment.objects.filter(post=post, kind=Tenure.HOLDER).exclude(until__lte=day).select_related("person")
    held = before.order_by("since").first()
    if held and held.person_id == to.pk:
        raise Refused(_("“%(person)s”已任此职务，请选择接任人。") % {"person": to.name})
    if held:
        _end(held, day)
    Appointment.objects.filter(post=post, person=to, kind=Tenure.DEPUTY, since__lt=day).exclude(until__lte=day).update(
        until=day
    )
    Appointment.objects.filter(post=post, person=to, kind=Tenure.DEPUTY, since__gte=day).delete()
    _appoint(post, to, day)
    moved = move_all(Seat(post.pk, held.person_id if held else None), Seat(post.pk, to.pk), by, now)
    record(
        about(post), "organisation.handed-over", by, now=now, before={"person": held.person.name if held else ""},
        after={"post": post.full_title, "person": to.name, "day": day, "matters": moved}, reason=reason_given(reason),
    )  # fmt: skip
    return moved


def about(post: Post) -> Reference:
    """What the journal calls a post."""
    return Reference("post", str(post.pk))


def said(matters: dict[str, int]) -> str:
    """督办事项 3 件、信访件 1 件."""
    return "、".join(_("%(name)s %(number)s 件") % {"name": name, "number": number} for name, number in matters.items())


def _locked(post: Post) -> Post:
    Post.objects.select_for_update().get(pk=post.pk)
    return Post.objects.select_related("unit").get(pk=post.pk)


def _fits(post: Post, person: Person, valid: Validity) -> None:
    """The person is active, and the post stands for all the days."""
    if not Person.objects.filter(pk=person.pk, active=True).exists():
        raise Refused(_("“%(person)s”的账号已停用，请先启用。") % {"person": person.name})
    if valid.since < post.since or (post.until is not None and (valid.until is None or post.until < valid.until)):
        raise Refused(_("职务“%(post)s”并非全程设立，请核对起止日期。") % {"post": post.title})


def _appoint(post: Post, person: Person, since: date) -> Appointment:
    _fits(post, person, Validity(since, post.until))
    held = Appointment.objects.filter(Q(until=None) | Q(until__gt=since), post=post, kind=Tenure.HOLDER)
    if found := held.select_related("person").first():
        raise Refused(
            _("此职务自 %(day)s 起由“%(person)s”担任：请先免职，或用“移交”一次办妥。")
            % {"person": found.person.name, "day": found.since}
        )
    return Appointment.objects.create(post=post, person=person, kind=Tenure.HOLDER, since=since, until=post.until)


def _end(appointment: Appointment, day: date) -> None:
    """It ends at `day`; one that begins then or later never was."""
    if appointment.since >= day:
        appointment.delete()
    else:
        Appointment.objects.filter(pk=appointment.pk).update(until=day)
