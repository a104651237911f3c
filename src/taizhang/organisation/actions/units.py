"""Found, rename, move and close units."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.organisation.access import require
from taizhang.organisation.models import Edge, Post, Tree, Unit, UnitName
from taizhang.organisation.queries import ADMINISTRATIVE, links, valid
from taizhang.organisation.rules import code_fits, cycle_day
from taizhang.organisation.types import Link, UnitKind, Validity
from taizhang.organisation.words import code_advice
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused

MANAGE = "organisation.manage"


@transaction.atomic
def found_tree(id: str, name: str, *, by: Actor, now: datetime) -> Tree:
    """Begin a tree beside the administrative one, by which units are assessed."""
    require(by, MANAGE)
    if not name.strip():
        raise Refused(_("考核序列要有名称，例如“乡镇考核序列”。"))
    tree, made = Tree.objects.get_or_create(pk=id, defaults={"name": name.strip(), "stamp": secrets.token_hex(8)})
    if not made:
        raise Refused(_("已有代号为“%(id)s”的序列，请换一个代号。") % {"id": id})
    record(Reference("tree", id), "organisation.tree-founded", by, now=now, after={"name": tree.name})
    return tree


@transaction.atomic
def found_unit(
    *,
    code: str,
    kind: UnitKind,
    name: str,
    short: str = "",
    parent: Unit | None,
    since: date,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Unit:
    """Found a unit below `parent` in the administrative tree; None for the county itself."""
    require(by, MANAGE, parent)
    lock(ADMINISTRATIVE)
    unit = make(code=code, kind=kind, name=name, short=short, parent=parent, since=since)
    after = {
        "code": unit.code,
        "kind": kind,
        "name": unit.name,
        "parent": parent.name if parent else "",
        "since": since,
    }
    record(about(unit), "organisation.founded", by, now=now, after=after, reason=reason)
    return unit


@transaction.atomic
def rename(unit: Unit, name: str, short: str = "", *, day: date, reason: str, by: Actor, now: datetime) -> None:
    """Give a unit another name from `day` on; the old one stays for the days before."""
    require(by, MANAGE, unit)
    lock(ADMINISTRATIVE)
    unit = standing(unit, day)
    name, short = _named(name, short)
    if (name, short) == (unit.name, unit.short):
        raise Refused(_("新名称与现名称相同，没有改动。"))
    before = {"name": unit.name, "short": unit.short}
    set_name(unit, name, short, day)
    record(
        about(unit), "organisation.renamed", by, now=now, before=before,
        after={"name": name, "short": short, "day": day}, reason=reason_given(reason),
    )  # fmt: skip


@transaction.atomic
def move(
    unit: Unit, parent: Unit, *, day: date, reason: str, by: Actor, now: datetime, tree: str = ADMINISTRATIVE
) -> None:
    """Put a unit below another in a tree, from `day` on; days before keep the tree they had."""
    require(by, MANAGE, unit)
    lock(tree)
    before = _parent_name(unit, tree, day)
    place(unit, parent, tree, day)
    record(
        about(unit), "organisation.moved", by, now=now, before={"parent": before},
        after={"parent": parent.name, "tree": tree_name(tree), "day": day}, reason=reason_given(reason),
    )  # fmt: skip


@transaction.atomic
def leave(unit: Unit, *, tree: str, day: date, reason: str, by: Actor, now: datetime) -> None:
    """Take a unit out of an assessment tree from `day` on."""
    require(by, MANAGE, unit)
    if tree == ADMINISTRATIVE:
        raise Refused(_("行政隶属不能空缺：请调整上级单位，或撤销该单位。"))
    lock(tree)
    before = _parent_name(unit, tree, day)
    if not before:
        raise Refused(_("“%(unit)s”当日不在该序列中，无需移出。") % {"unit": unit.name})
    end_edges(unit, day, tree)
    record(
        about(unit), "organisation.left-tree", by, now=now, before={"parent": before},
        after={"tree": tree_name(tree), "day": day}, reason=reason_given(reason),
    )  # fmt: skip


@transaction.atomic
def close(unit: Unit, *, day: date, reason: str, by: Actor, now: datetime) -> None:
    """Close a unit from `day` on. It must have neither units below it nor open posts; who takes over is a merger."""
    require(by, MANAGE, unit)
    lock(ADMINISTRATIVE)
    unit = standing(unit, day)
    below = Edge.objects.filter(parent=unit).exclude(until__lte=day).select_related("child").first()
    if below:
        raise Refused(
            _("“%(unit)s”还有下级单位“%(child)s”：请先移走或撤销下级单位。")
            % {"unit": unit.name, "child": below.child.name}
        )
    if post := Post.objects.filter(unit=unit).exclude(until__lte=day).first():
        raise Refused(
            _("“%(unit)s”还有职务“%(post)s”：请先撤销职务，或改用“并入”由其他单位承接。")
            % {"unit": unit.name, "post": post.title}
        )
    shut(unit, day)
    record(about(unit), "organisation.closed", by, now=now, after={"day": day}, reason=reason_given(reason))


def about(unit: Unit) -> Reference:
    """What the journal calls a unit."""
    return Reference("unit", str(unit.pk))


def lock(tree: str) -> None:
    """Hold a tree until the transaction ends, so that two changes cannot close a circle between them; renew its stamp."""
    if tree == ADMINISTRATIVE:
        Tree.objects.get_or_create(pk=ADMINISTRATIVE, defaults={"name": "行政隶属"})
    found = Tree.objects.select_for_update().filter(pk=tree).first()
    if found is None:
        raise Refused(_("没有这个考核序列，请刷新页面后重选。"))
    found.stamp = secrets.token_hex(8)
    found.save(update_fields=["stamp"])


def make(*, code: str, kind: UnitKind, name: str, short: str, parent: Unit | None, since: date) -> Unit:
    """The rows of a new unit; the tree is locked by the caller."""
    code = code.strip().upper()
    if problem := code_fits(kind, code, parent.code if parent else ""):
        raise Refused(code_advice(problem, code))
    if Unit.objects.filter(code=code).exists():
        raise Refused(_("代码 %(code)s 已被使用：代码终身不变、不得重复使用，请核对。") % {"code": code})
    if parent is None and kind is not UnitKind.COUNTY:
        raise Refused(_("请选择上级单位：只有县（市、区）本级没有上级。"))
    name, short = _named(name, short)
    unit = Unit.objects.create(code=code, kind=kind, name=name, short=short, since=since)
    UnitName.objects.create(unit=unit, name=name, short=short, since=since)
    if parent:
        place(unit, parent, ADMINISTRATIVE, since)
    return unit


def set_name(unit: Unit, name: str, short: str, day: date) -> None:
    """The name from `day` on."""
    current = unit.names.filter(until=None).get()
    if current.since > day:
        raise Refused(_("现名称自 %(day)s 起使用，更名日期不能早于这一天。") % {"day": current.since})
    if current.since == day:  # a slip of the same day is mended; the journal keeps both
        unit.names.filter(pk=current.pk).update(name=name, short=short)
    else:
        unit.names.filter(pk=current.pk).update(until=day)
        UnitName.objects.create(unit=unit, name=name, short=short, since=day)
    Unit.objects.filter(pk=unit.pk).update(name=name, short=short)


def place(unit: Unit, parent: Unit, tree: str, day: date) -> None:
    """The edge from `day` on; the tree is locked by the caller."""
    unit.refresh_from_db()
    parent.refresh_from_db()
    for each in (unit, parent):
        if not each.valid.on(day):
            raise Refused(
                _("“%(unit)s”在 %(day)s 尚未设立或已经撤销，请核对生效日期。") % {"unit": each.name, "day": day}
            )
    later = Edge.objects.filter(tree=tree, child=unit, since__gt=day).first()
    if later:
        raise Refused(
            _("“%(unit)s”自 %(day)s 起已另有隶属安排，生效日期不能早于这一天。")
            % {"unit": unit.name, "day": later.since}
        )
    if found := cycle_day(links(tree), Link(parent.pk, unit.pk, Validity(day))):
        raise Refused(
            _("“%(parent)s”在 %(day)s 是“%(unit)s”自身或其下级，不能作为它的上级。")
            % {"parent": parent.name, "unit": unit.name, "day": found}
        )
    end_edges(unit, day, tree)
    Edge.objects.create(tree_id=tree, parent=parent, child=unit, since=day)


def end_edges(unit: Unit, day: date, tree: str | None = None) -> None:
    """No parent from `day` on, in one tree or in all."""
    edges = Edge.objects.filter(child=unit, **({"tree": tree} if tree else {}))
    edges.filter(since__gte=day).delete()
    edges.filter(since__lt=day).exclude(until__lte=day).update(until=day)


def shut(unit: Unit, day: date) -> None:
    """The unit's rows end at `day`."""
    if day <= unit.since or unit.names.filter(since__gte=day).exists():
        raise Refused(_("撤销日期须晚于设立日期和最近一次更名日期。"))
    end_edges(unit, day)
    unit.names.filter(until=None).update(until=day)
    Unit.objects.filter(pk=unit.pk).update(until=day)


def reason_given(reason: str) -> str:
    """The reason; refused where there is none."""
    if not reason.strip():
        raise Refused(_("请写明依据，例如批准文号。"))
    return reason.strip()


def not_ahead(day: date) -> None:
    """Names and successions are written down once they hold: what is only planned may still change."""
    if day > timezone.localdate():
        raise Refused(_("更名、并入、分设在生效当天或以后登记，请把日期改为今天或更早。"))


def tree_name(tree: str) -> str:
    """The name of a tree."""
    return Tree.objects.values_list("name", flat=True).get(pk=tree)


def standing(unit: Unit, day: date) -> Unit:
    """The unit as it is now, which must stand on `day`."""
    not_ahead(day)
    found = Unit.objects.select_for_update().get(pk=unit.pk)
    if not found.valid.on(day):
        raise Refused(_("“%(unit)s”在 %(day)s 尚未设立或已经撤销，请核对日期。") % {"unit": found.name, "day": day})
    return found


def _named(name: str, short: str) -> tuple[str, str]:
    name, short = " ".join(name.split()), " ".join(short.split())
    if not name:
        raise Refused(_("请填写单位名称。"))
    if len(name) > 120 or len(short or name[:40]) > 40:
        raise Refused(_("名称最多 120 字，简称最多 40 字。"))
    return name, short or name[:40]


def _parent_name(unit: Unit, tree: str, day: date) -> str:
    edge = Edge.objects.filter(valid(day), tree=tree, child=unit).select_related("parent").first()
    return edge.parent.name if edge else ""
