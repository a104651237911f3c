"""Merge and split units: those before end, those after answer for what they had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.journal.actions import record_all
from taizhang.journal.types import Draft
from taizhang.organisation.access import require
from taizhang.organisation.actions.units import MANAGE, about, lock, make, place, reason_given, shut, standing
from taizhang.organisation.matters import Seat, move_all
from taizhang.organisation.models import Appointment, Edge, Post, Succession, Tree, Unit
from taizhang.organisation.queries import ADMINISTRATIVE, valid
from taizhang.organisation.types import SuccessionKind, UnitKind
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be founded by a split (新设单位)."""

    code: str
    name: str
    kind: UnitKind
    short: str = ""


@transaction.atomic
def merge(units: Sequence[Unit], into: Unit, *, day: date, reason: str, by: Actor, now: datetime) -> dict[str, int]:
    """Close `units` at `day`; `into` takes over their units below, their posts with who has them, and all open matters.

    Gives how many matters of each kind moved.
    """
    for unit in (*units, into):
        require(by, MANAGE, unit)
    reason = reason_given(reason)
    _lock_all()
    into = standing(into, day)
    if not units or into.pk in {unit.pk for unit in units}:
        raise Refused(_("请选择要并入的单位，且不能是承接单位自身。"))
    drafts, moved = [], dict[str, int]()
    for unit in (standing(each, day) for each in units):
        _adopt_children(unit, into, day)
        matters = _adopt_posts(unit, into, day, by, now)
        shut(unit, day)
        Succession.objects.create(before=unit, after=into, kind=SuccessionKind.MERGED, day=day, reason=reason)
        after = {"into": into.name, "day": day, "matters": matters}
        drafts.append(Draft(about(unit), "organisation.merged", after=after, reason=reason))
        moved = {name: moved.get(name, 0) + matters.get(name, 0) for name in (*moved, *matters)}
    names = [unit.name for unit in units]
    drafts.append(Draft(about(into), "organisation.took-over", after={"units": names, "day": day}, reason=reason))
    record_all(drafts, by, now=now)
    return moved


@transaction.atomic
def split(
    unit: Unit, parts: Sequence[NewUnit], *, keeps: bool, day: date, reason: str, by: Actor, now: datetime
) -> list[Unit]:
    """Found `parts` out of a unit at `day`. Where it does not keep existing, the first part takes over what it had."""
    require(by, MANAGE, unit)
    reason = reason_given(reason)
    _lock_all()
    unit = standing(unit, day)
    if len(parts) < (1 if keeps else 2):
        raise Refused(_("原单位保留时至少新设一个单位，原单位撤销时至少新设两个单位。"))
    edge = Edge.objects.filter(valid(day), tree=ADMINISTRATIVE, child=unit).select_related("parent").first()
    if edge is None:
        raise Refused(_("县（市、区）本级不能分设。"))
    made = [
        make(code=part.code, kind=part.kind, name=part.name, short=part.short, parent=edge.parent, since=day)
        for part in parts
    ]
    if not keeps:
        _adopt_children(unit, made[0], day)
        _adopt_posts(unit, made[0], day, by, now)
        shut(unit, day)
    for part in made:
        Succession.objects.create(before=unit, after=part, kind=SuccessionKind.SPLIT, day=day, reason=reason)
    names = [part.name for part in made]
    drafts = [
        Draft(about(unit), "organisation.split", after={"units": names, "day": day, "keeps": keeps}, reason=reason)
    ]
    for part in made:
        after = {"code": part.code, "kind": part.kind, "name": part.name, "parent": edge.parent.name, "since": day}
        drafts.append(Draft(about(part), "organisation.founded", after=after, reason=reason))
    record_all(drafts, by, now=now)
    return made


def _lock_all() -> None:
    """Hold every tree, in one order."""
    lock(ADMINISTRATIVE)
    for tree in Tree.objects.exclude(pk=ADMINISTRATIVE).order_by("pk").values_list("pk", flat=True):
        lock(tree)


def _adopt_children(unit: Unit, into: Unit, day: date) -> None:
    """What is below `unit` in any tree comes below `into`."""
    if Edge.objects.filter(parent=unit, since__gt=day).exists():
        raise Refused(_("“%(unit)s”下已登记了更晚生效的隶属安排，请先处理。") % {"unit": unit.name})
    for edge in Edge.objects.filter(valid(day), parent=unit).select_related("child").order_by("tree", "pk"):
        if edge.child_id != into.pk:
            place(edge.child, into, edge.tree_id, day)
            continue
        above = Edge.objects.filter(valid(day), tree=edge.tree_id, child=unit).select_related("parent").first()
        if above is None:
            raise Refused(_("“%(unit)s”没有上级，不能并入自己的下级。") % {"unit": unit.name})
        place(into, above.parent, edge.tree_id, day)


def _adopt_posts(unit: Unit, into: Unit, day: date, by: Actor, now: datetime) -> dict[str, int]:
    """Each open post goes on under `into`, with its appointments and matters; a title that is taken names where it was."""
    moved: dict[str, int] = {}
    for post in Post.objects.select_for_update().filter(unit=unit).exclude(until__lte=day):
        if post.since >= day:
            raise Refused(_("职务“%(post)s”在 %(day)s 才设立，请核对日期。") % {"post": post.title, "day": post.since})
        taken = Post.objects.filter(unit=into, title=post.title, until=None).exists()
        title = f"{post.title}（原{unit.short}）"[:60] if taken else post.title
        heir = Post.objects.create(unit=into, title=title, role=post.role, since=day, until=post.until)
        Post.objects.filter(pk=post.pk).update(until=day)
        for held in Appointment.objects.filter(post=post).exclude(until__lte=day):
            if held.since < day:
                until, held.until = held.until, day
                held.save(update_fields=["until"])
                Appointment.objects.create(person_id=held.person_id, post=heir, kind=held.kind, since=day, until=until)
            else:
                Appointment.objects.filter(pk=held.pk).update(post=heir)
            done = move_all(Seat(post.pk, held.person_id), Seat(heir.pk, held.person_id), by, now)
            moved = {name: moved.get(name, 0) + done.get(name, 0) for name in (*moved, *done)}
        done = move_all(Seat(post.pk, None), Seat(heir.pk, None), by, now)
        moved = {name: moved.get(name, 0) + done.get(name, 0) for name in (*moved, *done)}
    return moved
