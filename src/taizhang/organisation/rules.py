"""Decisions about units, pure: trees without cycles, codes that fit, who answers today for a unit of then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from datetime import date

from taizhang.organisation.types import Heritage, Link, TreeOfDay, UnitKind

DIVISION = re.compile(r"\d{12}")
OWN_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,23}")
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
BY_DIVISION = frozenset((UnitKind.COUNTY, UnitKind.TOWN, UnitKind.VILLAGE))


def tree_on(links: Iterable[Link], day: date) -> TreeOfDay:
    """The tree of `day`."""
    return TreeOfDay({link.child: link.parent for link in links if link.valid.on(day)})


def cycle_day(links: Iterable[Link], new: Link) -> date | None:
    """The first day on which `new` would close a circle, None where it never does.

    `links` are those that hold beside `new`. Only days on which the tree changes need be looked at.
    """
    all_links = [link for link in links if link.child != new.child or not link.valid.meets(new.valid)]
    days = {new.valid.since} | {link.valid.since for link in all_links} | {link.valid.until for link in all_links}
    for day in sorted(day for day in days if day is not None and new.valid.on(day)):
        if new.parent == new.child or new.child in (new.parent, *tree_on(all_links, day).ancestors(new.parent)):
            return day
    return None


def heirs(heritage: Iterable[Heritage], unit: int, day: date, closed: Set[int]) -> frozenset[int]:
    """Who answers on `day` for what `unit` had; `closed` are the units that no longer are on that day.

    A unit that still is answers itself, also where a part was split off; one without a successor answers for ever.
    """
    after: dict[int, set[int]] = {}
    for step in heritage:
        if step.day <= day:
            after.setdefault(step.before, set()).add(step.after)
    found: set[int] = set()
    todo, seen = [unit], {unit}
    while todo:
        current = todo.pop()
        following = after.get(current, set()) if current in closed else set()
        if not following:
            found.add(current)
        todo.extend(following - seen)
        seen |= following
    return frozenset(found)


def forebears(heritage: Iterable[Heritage], units: Iterable[int], day: date, closed: Set[int]) -> frozenset[int]:
    """`units`, and all the closed ones whose matters came down to them by `day`: the other way round of `heirs`."""
    before: dict[int, set[int]] = {}
    for step in heritage:
        if step.day <= day and step.before in closed:
            before.setdefault(step.after, set()).add(step.before)
    found = set(units)
    todo = list(found)
    while todo:
        fresh = before.get(todo.pop(), set()) - found
        found |= fresh
        todo.extend(fresh)
    return frozenset(found)


def code_fits(kind: UnitKind, code: str, parent: str = "") -> str:
    """Why `code` cannot be the code of a unit of this kind below `parent` ("" for none known); "" where it can.

    Division codes have twelve digits: six of the county, three of the town (001–599), three of the village (001–599);
    NBS, 统计用区划代码和城乡划分代码编制规则 (国统字〔2009〕91号). Other units have a code of their own.
    """
    if not DIVISION.fullmatch(code):
        if kind in BY_DIVISION:
            return "division"
        return "" if OWN_CODE.fullmatch(code) else "own"
    town, village = code[6:9], code[9:]
    if kind is UnitKind.COUNTY:
        return "" if town == village == "000" and code[4:6] != "00" else "county"
    if kind in (UnitKind.TOWN, UnitKind.PARK):
        if village != "000" or not "001" <= town <= "599":
            return "town"
        return "" if not DIVISION.fullmatch(parent) or parent[:6] == code[:6] else "prefix"
    if kind is UnitKind.VILLAGE:
        if town == "000" or not "001" <= village <= "599":
            return "village"
        return "" if not DIVISION.fullmatch(parent) or parent[:9] == code[:9] else "prefix"
    return "own"
