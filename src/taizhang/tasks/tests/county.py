"""A small county: the office, two departments, a town, a leader; and an outsider who must see nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from taizhang.ledger.types import Op, Reference
from taizhang.organisation.models import Appointment, Person, Post, Unit
from taizhang.tasks import actions
from taizhang.tasks.actions.assigning import Order
from taizhang.tasks.models import Task
from taizhang.tasks.types import Goal, Pledge
from taizhang.toolkit.actor import Actor

START = date(2020, 1, 1)


def at(month: int, day: int, hour: int = 9, year: int = 2026) -> datetime:
    """A moment by the county's clock."""
    return timezone.make_aware(datetime(year, month, day, hour))


@dataclass(frozen=True)
class County:
    """Units, people, and the actors that people are."""

    office: Unit
    transport: Unit
    housing: Unit
    town: Unit
    clerk: Actor
    head: Actor  # a second one in the office
    leader: Actor
    driver: Actor  # of transport
    colleague: Actor  # of transport
    builder: Actor  # of housing
    farmer: Actor  # of the town
    outsider: Actor


def county() -> County:
    """The county, as of 2020."""
    units = {
        code: Unit.objects.create(code=code, kind=kind, name=f"江临县{name}", short=name, since=START)
        for code, kind, name in (
            ("D-OFFICE", "department", "人民政府办公室"),
            ("D-TRANSPORT", "department", "交通运输局"),
            ("D-HOUSING", "department", "住房和城乡建设局"),
            ("D-TOWN", "town", "城东街道"),
        )
    }
    return County(
        units["D-OFFICE"], units["D-TRANSPORT"], units["D-HOUSING"], units["D-TOWN"],
        clerk=_person("clerk", "王敏", units["D-OFFICE"], "督查科科长", "supervision"),
        head=_person("head", "陈实", units["D-OFFICE"], "主任", "supervision"),
        leader=_person("leader", "周远", units["D-OFFICE"], "副县长", "leader"),
        driver=_person("driver", "李路", units["D-TRANSPORT"], "局长", "unit"),
        colleague=_person("colleague", "孙桥", units["D-TRANSPORT"], "科长", "unit"),
        builder=_person("builder", "赵筑", units["D-HOUSING"], "局长", "unit"),
        farmer=_person("farmer", "钱田", units["D-TOWN"], "主任", "unit"),
        outsider=Actor("公众"),
    )  # fmt: skip


def _person(login: str, name: str, unit: Unit, title: str, role: str) -> Actor:
    person = Person.objects.create(login=login, name=name)
    post = Post.objects.create(unit=unit, title=title, role=role, since=START)
    Appointment.objects.create(person=person, post=post, kind="holder", since=START)
    return Actor(name, person.pk, post=f"{unit.short}{title}", role=role, unit=unit.pk)


def goal(target: int = 50, name: str = "新建农村公路", unit: str = "公里", code: str = "") -> Goal:
    """新建农村公路 >= 50 公里."""
    return Goal(name, Op.GE, Decimal(target), unit, code)


def pledge(at: int = 1, text: str = "新建改建农村公路50公里。", *goals: Goal) -> Pledge:
    """A pledge of the report."""
    return Pledge(Reference("entry", str(at)), text, ("二、2026年工作安排", "（三）城乡建设"), goals or (goal(),))


def drafted(place: County, text: str = "新建改建农村公路50公里。", number: int = 1) -> Task:
    """A task of the report, not assigned yet."""
    return actions.receive([pledge(number, text)], year=2026, by=place.clerk, now=at(1, 5))[0]


def assigned(place: County, number: int = 1) -> Task:
    """The task, given to transport, with the town to help."""
    task = drafted(place, number=number)
    order = Order(task.pk, place.transport.pk, (place.town.pk,), place.leader.person)
    return actions.assign(order, by=place.clerk, now=at(1, 8))


def underway(place: County, number: int = 1) -> Task:
    """The task, signed for."""
    return actions.sign(assigned(place, number).pk, by=place.driver, now=at(1, 9))
