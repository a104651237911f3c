"""The tree, a unit, and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.journal.queries import history
from taizhang.organisation import actions, forms, queries
from taizhang.organisation.access import actor_of, allowed, may, reach_q, require
from taizhang.organisation.actions.units import about
from taizhang.organisation.models import Edge, Tree, Unit
from taizhang.organisation.types import UnitKind
from taizhang.organisation.views.forming import Sheet, formed
from taizhang.organisation.words import KINDS, SUCCESSIONS, role_name
from taizhang.toolkit.pages import page

VIEW, MANAGE = "organisation.view", "organisation.manage"
ORDER = {kind: place for place, kind in enumerate(("county", "department", "body", "firm", "park", "town", "village"))}


@require_safe
@allowed(VIEW)
def index(request: HttpRequest) -> HttpResponse:
    """The tree of a day, or the units that a search finds, under present and former names."""
    actor, today = actor_of(request), timezone.localdate()
    day = _day(request.GET.get("day", "")) or today
    trees = list(Tree.objects.order_by("pk"))
    chosen = next((tree for tree in trees if tree.pk == request.GET.get("tree")), None)
    sought = request.GET.get("q", "").strip()[:60]
    units = queries.units_on(day).filter(reach_q(actor, VIEW, "pk"))
    tree = queries.tree(day, chosen.pk if chosen else queries.ADMINISTRATIVE)
    if chosen and chosen.pk != queries.ADMINISTRATIVE:
        units = units.filter(pk__in={*tree.parents, *tree.parents.values()})
    if sought:
        named = Q(name__icontains=sought) | Q(short__icontains=sought) | Q(code__istartswith=sought)
        units = units.filter(named | Q(names__name__icontains=sought)).distinct()
    found = {unit.pk: unit for unit in sorted(units, key=lambda unit: (ORDER[UnitKind(unit.kind)], unit.code))}
    villages = bool(sought) or request.GET.get("villages") == "1"
    rows = [
        (found[pk], 0 if sought else depth)
        for pk, depth in tree.walk(found)
        if villages or found[pk].kind != UnitKind.VILLAGE
    ]
    below = {
        pk: sum(found[c].kind == UnitKind.VILLAGE for c in tree.children.get(pk, ()) if c in found) for pk in found
    }
    context = {
        "rows": rows, "below": below, "trees": trees, "chosen": chosen, "sought": sought, "day": day, "past": day != today,
        "villages": villages, "hidden": len(found) - len(rows), "kinds": KINDS, "filled": queries.counts(day),
        "vacant": queries.vacant(day), "manages": may(actor, MANAGE), "exchanges": may(actor, "organisation.exchange"),
        "total": len(found),
    }  # fmt: skip
    return page(request, "organisation/index.html", context)


@require_safe
@allowed(VIEW)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit: where it stands, who is in it, what it was called, what became of it."""
    actor, day = actor_of(request), timezone.localdate()
    found = get_object_or_404(Unit, pk=pk)
    require(actor, VIEW, found)
    tree = queries.tree(day)
    above = {each.pk: each for each in Unit.objects.filter(pk__in=list(tree.ancestors(pk)))}
    context = {
        "unit": found,
        "kind": KINDS[UnitKind(found.kind)],
        "kinds": KINDS,
        "crumbs": [above[each] for each in reversed(list(tree.ancestors(pk)))],
        "below": Unit.objects.filter(pk__in=tree.children.get(pk, ())).order_by("code"),
        "posts": queries.posts_of(found, day),
        "role_name": role_name,
        "names": found.names.order_by("-since"),
        "before": found.predecessors.select_related("before").order_by("-day"),
        "after": found.successors.select_related("after").order_by("-day"),
        "answering": queries.answering(pk, day) if found.until and found.until <= day else (),
        "successions": {kind.value: word for kind, word in SUCCESSIONS.items()},
        "edges": Edge.objects.filter(child=found).select_related("tree", "parent").order_by("-since"),
        "history": history(about(found)),
        "manages": may(actor, MANAGE, found),
        "phones": may(actor, "organisation.phones", found),
        "stands": found.valid.on(day),
        "has_trees": Tree.objects.exclude(pk=queries.ADMINISTRATIVE).exists(),
    }
    return page(request, "organisation/unit.html", context)


@require_http_methods(["GET", "POST"])
@allowed(MANAGE)
def new(request: HttpRequest) -> HttpResponse:
    """Found a unit."""
    parent = Unit.objects.filter(pk=request.GET.get("parent") or 0, until=None).first() if _digits(request) else None
    first = not Unit.objects.exists()
    back = reverse("organisation:unit", args=[parent.pk]) if parent else reverse("organisation:index")
    note = _("先设立县（市、区）本级，它没有上级；其余单位都在它之下。") if first else ""
    sheet = Sheet(_("设立单位"), _("设立"), back, parent.name if parent else "", note)
    initial = {"parent": f"{parent.name} {parent.code}" if parent else "", "kind": "county" if first else "department"}

    def do(data: dict[str, Any]) -> str:
        made = actions.found_unit(**data | {"kind": UnitKind(data["kind"])}, by=actor_of(request), now=timezone.now())
        return reverse("organisation:unit", args=[made.pk])

    return formed(request, sheet, forms.FoundUnit, do, done=_("已设立单位。"), initial=initial)


@require_http_methods(["GET", "POST"])
@allowed(MANAGE)
def new_tree(request: HttpRequest) -> HttpResponse:
    """Begin an assessment tree."""
    sheet = Sheet(
        _("新建考核序列"),
        _("新建"),
        reverse("organisation:index"),
        note=_("建好后，在单位页用“调整隶属”把单位放进序列。"),
    )

    def do(data: dict[str, Any]) -> str:
        made = actions.found_tree(data["id"], data["name"], by=actor_of(request), now=timezone.now())
        return f"{reverse('organisation:index')}?tree={made.pk}"

    return formed(request, sheet, forms.FoundTree, do, done=_("已新建考核序列。"))


@require_http_methods(["GET", "POST"])
@allowed(MANAGE)
def verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One act on a unit."""
    found = get_object_or_404(Unit, pk=pk)
    actor, now = actor_of(request), timezone.now()
    require(actor, MANAGE, found)
    here = reverse("organisation:unit", args=[pk])
    name = found.name

    def rename(data: dict[str, Any]) -> str:
        actions.rename(found, by=actor, now=now, **data)
        return here

    def move(data: dict[str, Any]) -> str:
        actions.move(found, data.pop("parent"), by=actor, now=now, **data)
        return here

    def leave(data: dict[str, Any]) -> str:
        actions.leave(found, by=actor, now=now, **data)
        return here

    def merge(data: dict[str, Any]) -> str:
        into: Unit = data.pop("into")
        actions.merge([found], into, by=actor, now=now, **data)
        return reverse("organisation:unit", args=[into.pk])

    def split(data: dict[str, Any]) -> str:
        parts = [
            actions.NewUnit(data[f"code{n}"], data[f"name{n}"], UnitKind(data[f"kind{n}"]))
            for n in (1, 2, 3)
            if data[f"code{n}"]
        ]
        options = {key: data[key] for key in ("keeps", "day", "reason")}
        actions.split(found, parts, by=actor, now=now, **options)
        return here

    def close(data: dict[str, Any]) -> str:
        actions.close(found, by=actor, now=now, **data)
        return here

    def open_post(data: dict[str, Any]) -> str:
        made = actions.open_post(found, data["title"], data["role"], since=data["since"], by=actor, now=now)
        return reverse("organisation:post", args=[made.pk])

    handed = _("下级单位、职务、在职人员和未结事项都由承接单位接续；本单位的历史保留。")
    verbs: dict[str, tuple[Sheet, Any, Callable[[dict[str, Any]], str], str, dict[str, Any]]] = {
        "rename": (Sheet(_("更名"), _("更名"), here, name), forms.Rename, rename, _("已更名。"), {"name": name, "short": found.short}),
        "move": (Sheet(_("调整隶属"), _("调整"), here, name), forms.Move, move, _("已调整隶属。"), {}),
        "leave": (Sheet(_("移出考核序列"), _("移出"), here, name), forms.Leave, leave, _("已移出序列。"), {}),
        "merge": (Sheet(_("并入其他单位"), _("并入"), here, name, handed), forms.Merge, merge, _("已并入。"), {}),
        "split": (Sheet(_("分设"), _("分设"), here, name), forms.Split, split, _("已分设。"), {}),
        "close": (Sheet(_("撤销单位"), _("撤销"), here, name), forms.EndDay, close, _("已撤销。"), {}),
        "open-post": (Sheet(_("设立职务"), _("设立"), here, name), forms.OpenPost, open_post, _("已设立职务。"), {}),
    }  # fmt: skip
    if verb not in verbs:
        raise Http404
    sheet, make, do, done, initial = verbs[verb]
    return formed(request, sheet, make, do, done=done, initial=initial)


def _digits(request: HttpRequest) -> bool:
    return request.GET.get("parent", "").isdecimal() and len(request.GET["parent"]) < 18


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
