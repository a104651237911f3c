"""Frozen types: kinds of units, validity, the tree of one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of unit it is (单位类别)."""

    COUNTY = "county"  # 县（市、区）
    DEPARTMENT = "department"  # 部门
    TOWN = "town"  # 乡镇、街道
    VILLAGE = "village"  # 村、社区
    PARK = "park"  # 开发区、园区
    BODY = "body"  # 事业单位
    FIRM = "firm"  # 国有企业


class SuccessionKind(StrEnum):
    """How one unit came to answer for another (沿革)."""

    MERGED = "merged"  # 并入
    SPLIT = "split"  # 分设


class Tenure(StrEnum):
    """How a person has a post (任职方式)."""

    HOLDER = "holder"  # 任职
    DEPUTY = "deputy"  # 代理


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which something holds: from `since`, up to but without `until`; for good where that is None."""

    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, other: Validity) -> bool:
        """Whether the two share a day."""
        return (self.until is None or other.since < self.until) and (other.until is None or self.since < other.until)


@dataclass(frozen=True, slots=True)
class Link:
    """A child below a parent, with its days; both are ids of units."""

    parent: int
    child: int
    valid: Validity


@dataclass(frozen=True, slots=True)
class Heritage:
    """`after` answers for `before` from `day`."""

    before: int
    after: int
    day: date
    kind: SuccessionKind


@dataclass(frozen=True)
class TreeOfDay:
    """The tree on one day: each child's parent, by ids of units. Never has a cycle."""

    parents: Mapping[int, int]
    children: Mapping[int, tuple[int, ...]] = field(init=False)

    def __post_init__(self) -> None:
        below: dict[int, list[int]] = {}
        for child, parent in self.parents.items():
            below.setdefault(parent, []).append(child)
        object.__setattr__(self, "children", {parent: tuple(each) for parent, each in below.items()})

    def ancestors(self, unit: int) -> Iterator[int]:
        """Those above `unit`, the nearest first."""
        while (parent := self.parents.get(unit)) is not None:
            yield parent
            unit = parent

    def descendants(self, unit: int) -> frozenset[int]:
        """Those below `unit`, without itself."""
        found: set[int] = set()
        todo = [unit]
        while todo:
            for child in self.children.get(todo.pop(), ()):
                found.add(child)
                todo.append(child)
        return frozenset(found)

    def walk(self, units: Iterable[int]) -> Iterator[tuple[int, int]]:
        """(unit, depth) of `units` and their ancestors' order: each parent before its children, in the order given."""
        order = list(units)
        known = set(order)
        rank = {unit: place for place, unit in enumerate(order)}
        todo = [(unit, 0) for unit in reversed(order) if self.parents.get(unit) not in known]
        while todo:
            unit, depth = todo.pop()
            yield unit, depth
            below = sorted((c for c in self.children.get(unit, ()) if c in known), key=rank.__getitem__, reverse=True)
            todo.extend((child, depth + 1) for child in below)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of an import (导入错误): where, which rule, and how to mend it."""

    sheet: str
    row: int  # as the sheet counts it, from 1
    column: str  # its letter
    head: str
    value: str
    rule: str
    fix: str
