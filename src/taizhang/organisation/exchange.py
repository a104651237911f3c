"""Import and export of units, posts and people: checked in full before anything is written, then in at once or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.journal.actions import record
from taizhang.ledger.types import Reference
from taizhang.organisation import actions, workbook
from taizhang.organisation.access import require
from taizhang.organisation.definition import access
from taizhang.organisation.models import Appointment, ImportDraft, Person, Post, Unit
from taizhang.organisation.queries import tree, valid
from taizhang.organisation.types import Problem, Tenure, UnitKind
from taizhang.organisation.workbook import PEOPLE, POSTS, UNITS, Row
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused
from taizhang.toolkit.secret import masked

T = TypeVar("T")
ACT = "organisation.exchange"
KIND_WORDS = {
    UnitKind.COUNTY: "县（市、区）",
    UnitKind.DEPARTMENT: "部门",
    UnitKind.TOWN: "乡镇街道",
    UnitKind.VILLAGE: "村（社区）",
    UnitKind.PARK: "开发区",
    UnitKind.BODY: "事业单位",
    UnitKind.FIRM: "国有企业",
}  # the file's words are Chinese, whoever exports
TENURE_WORDS = {Tenure.HOLDER: "任职", Tenure.DEPUTY: "代理"}


@dataclass(slots=True)
class Outcome:
    """What an import would do, or did (导入结果)."""

    problems: list[Problem] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)  # verb → how often
    passwords: list[tuple[str, str, str]] = field(default_factory=list)  # login, name, one-time password

    def count(self, verb: str) -> None:
        """One more."""
        self.done[verb] = self.done.get(verb, 0) + 1


class _Undo(Exception):
    """Ends a dry run."""


@transaction.atomic
def export(*, by: Actor, now: datetime, clear: bool = False) -> bytes:
    """The state of today as a workbook; telephones masked unless `clear`. It is journalled: it carries people off."""
    require(by, ACT)
    if clear:
        require(by, "organisation.phones")
    day = timezone.localdate(now)
    rows = {UNITS: list(_units(day)), POSTS: list(_posts(day)), PEOPLE: list(_people(day, clear))}
    said = "、".join(f"{sheet} {len(found)} 行" for sheet, found in rows.items()) + ("，含完整电话" if clear else "")
    record(Reference("organisation", "all"), "organisation.exported", by, now=now, after={"sheets": said})
    return workbook.written(rows)


def check(data: bytes, *, by: Actor, now: datetime) -> Outcome:
    """What importing `data` would do, and everything that is wrong with it; writes nothing."""
    require(by, ACT)
    outcome = Outcome()
    try:
        with transaction.atomic():
            _run(data, outcome, by, now, dry=True)
            raise _Undo
    except _Undo:
        return outcome


@transaction.atomic
def bring_in(data: bytes, *, by: Actor, now: datetime) -> Outcome:
    """Import `data`, all of it. Refused where `check` finds a problem."""
    require(by, ACT)
    outcome = Outcome()
    _run(data, outcome, by, now, dry=False)
    if outcome.problems:
        raise Refused(
            _("检查后数据又有变化，还有 %(number)s 处问题，没有导入。请重新检查。") % {"number": len(outcome.problems)}
        )
    said = "、".join(f"{verb} {number}" for verb, number in outcome.done.items()) or _("没有变化")
    record(Reference("organisation", "all"), "organisation.imported", by, now=now, after={"sheets": said})
    ImportDraft.objects.filter(person=by.person).delete()
    return outcome


def _run(data: bytes, outcome: Outcome, by: Actor, now: datetime, *, dry: bool) -> None:
    try:
        rows, problems = workbook.read(data)
    except workbook.Unreadable as error:
        raise Refused(_unreadable(str(error))) from error
    outcome.problems += [_shape(problem) for problem in problems]
    if problems:
        return
    run = _Import(outcome, by, now, dry)
    for row in run.in_order([row for row in rows if row.sheet == UNITS]):
        run.attempt(row, "代码", run.unit)
    for row in rows:
        if row.sheet == POSTS:
            run.attempt(row, "职务", run.post)
    for row in rows:
        if row.sheet == PEOPLE:
            run.attempt(row, "登录名", run.person)
    outcome.problems.sort(key=lambda each: (list(workbook.SHEETS).index(each.sheet), each.row, each.column))


class _Wrong(Exception):
    """A cell that cannot be; carries the problem. Without one: the row's problems are noted already."""

    def __init__(self, problem: Problem | None = None) -> None:
        self.problem = problem


class _Import:
    """One import: what it saw, what it did."""

    def __init__(self, outcome: Outcome, by: Actor, now: datetime, dry: bool) -> None:
        self.outcome, self.by, self.now, self.today = outcome, by, now, timezone.localdate(now)
        self.dry = dry  # a password takes 50 ms to hash, which a dry run need not spend
        self.seen: dict[tuple[str, ...], int] = {}
        self.fresh: set[int] = set()  # people added by this import
        self.changed: set[int] = set()  # people whose name and telephone this import has looked at
        self.bad = False  # whether a cell of the present row cannot be
        self.reason = _("批量导入")

    def attempt(self, row: Row, head: str, verb: Callable[[Row], None]) -> None:
        """Do a row; what is wrong with it is kept, what it wrote is undone."""
        self.bad = False
        try:
            with transaction.atomic():
                verb(row)
        except _Wrong as wrong:
            if wrong.problem:
                self.outcome.problems.append(wrong.problem)
        except Refused as refusal:
            self.outcome.problems.append(row.problem(head, _("不符合业务规则"), str(refusal)))

    def in_order(self, rows: Sequence[Row]) -> list[Row]:
        """Parents before their children, whatever the order of the sheet; a circle is left to be refused row by row."""
        by_code = {row.cells["代码"].upper(): row for row in reversed(rows) if row.cells["代码"]}
        order: dict[int, Row] = {}  # by number; a dict keeps the order
        for row in rows:
            chain = [row]
            while (above := by_code.get(chain[-1].cells["上级代码"].upper())) is not None and above not in chain:
                chain.append(above)
            for each in reversed(chain):
                order.setdefault(each.number, each)
        return list(order.values())

    def unit(self, row: Row) -> None:
        """A row of units: found it, or rename and move what is there."""
        code = self.filled(row, "代码").upper()
        self.once(row, "代码", UNITS, code)
        name, short = self.filled(row, "名称"), row.cells["简称"]
        kind = self.word(row, "类别", {word: kind for kind, word in KIND_WORDS.items()})
        parent = self.found_unit(row, "上级代码") if row.cells["上级代码"] else None
        since = self.day(row, "生效日")
        self.settle()
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            actions.found_unit(
                code=code, kind=kind, name=name, short=short, parent=parent, since=since, by=self.by, now=self.now,
                reason=self.reason,
            )  # fmt: skip
            return self.outcome.count(_("新设单位"))
        if unit.kind != kind:
            raise _Wrong(
                row.problem(
                    "类别",
                    _("单位类别不能更改"),
                    _("改回“%(kind)s”；性质变了，请并入或分设。") % {"kind": KIND_WORDS[UnitKind(unit.kind)]},
                )
            )
        if (unit.name, unit.short) != (name, short or name[:40]):
            actions.rename(unit, name, short, day=self.today, reason=self.reason, by=self.by, now=self.now)
            self.outcome.count(_("更名"))
        above = tree(self.today).parents.get(unit.pk)
        if parent is not None and parent.pk != above:
            actions.move(unit, parent, day=self.today, reason=self.reason, by=self.by, now=self.now)
            self.outcome.count(_("调整隶属"))

    def post(self, row: Row) -> None:
        """A row of posts: open it where it is not."""
        unit, title = self.found_unit(row, "单位代码"), self.filled(row, "职务")
        self.once(row, "职务", POSTS, unit.code, title)
        roles = {each.name: each.id for each in access().roles.values() if each.id not in ("guest", "public")}
        role = self.word(row, "角色", roles)
        since = self.day(row, "生效日")
        self.settle()
        post = Post.objects.filter(unit=unit, title=title, until=None).first()
        if post is None:
            actions.open_post(unit, title, role, since=since, by=self.by, now=self.now)
            self.outcome.count(_("新设职务"))
        elif post.role != role:
            raise _Wrong(
                row.problem(
                    "角色",
                    _("职务的角色不能更改"),
                    _("改回“%(role)s”；权限变了，请撤销后另设职务。") % {"role": access().roles[post.role].name},
                )
            )

    def person(self, row: Row) -> None:
        """A row of people: add or mend the person, and give the post."""
        login = self.filled(row, "登录名").lower()
        name, phone = self.filled(row, "姓名"), row.cells["电话"]
        self.settle()
        person = Person.objects.filter(login=login).first()
        if person is None:
            if "*" in phone:
                raise _Wrong(row.problem("电话", _("电话被遮掩"), _("新人员请填写完整电话，或留空。")))
            person, password = actions.add_person(
                login=login, name=name, phone=phone, by=self.by, now=self.now, with_password=not self.dry
            )
            if password:
                self.outcome.passwords.append((login, name, password))
            self.outcome.count(_("新增人员"))
            self.fresh.add(person.pk)
        elif (name, phone) not in ((person.name, person.phone), (person.name, person.masked_phone)):
            if person.pk in self.fresh | self.changed:
                raise _Wrong(
                    row.problem("姓名", _("同一登录名的姓名、电话不一致"), _("同一人占多行时，各行姓名和电话须相同。"))
                )
            actions.change_person(person, name=name, phone=phone, by=self.by, now=self.now)
            self.outcome.count(_("更正人员"))
        self.changed.add(person.pk)
        if not row.cells["单位代码"] and not row.cells["职务"]:
            return self.once(row, "登录名", PEOPLE, login)
        self.appointment(row, person)

    def appointment(self, row: Row, person: Person) -> None:
        """The right half of a row of people."""
        unit, title = self.found_unit(row, "单位代码"), self.filled(row, "职务")
        self.once(row, "登录名", PEOPLE, person.login, unit.code, title)
        tenure = self.word(row, "任职方式", {word: each for each, word in TENURE_WORDS.items()})
        since = self.day(row, "任职起")
        until = self.day(row, "任职止") + timedelta(days=1) if row.cells["任职止"] else None
        self.settle()
        post = Post.objects.filter(unit=unit, title=title, until=None).select_related("unit").first()
        if post is None:
            raise _Wrong(
                row.problem("职务", _("职务不存在"), _("先在“职务”表登记“%(unit)s”的这一职务。") % {"unit": unit.name})
            )
        same = Appointment.objects.filter(person=person, post=post, kind=tenure, since=since)
        if found := same.first():
            if found.until != until:
                raise _Wrong(row.problem("任职止", _("止期不能通过导入更改"), _("请在职务页办理免职或移交。")))
            return
        if tenure is Tenure.DEPUTY:
            if until is None:
                raise _Wrong(row.problem("任职止", _("代理须有止期"), _("填写代理的最后一天，例如 2026-06-30。")))
            actions.deputise(post, person, since=since, until=until, reason=self.reason, by=self.by, now=self.now)
        elif until is not None:
            raise _Wrong(row.problem("任职止", _("任职不预填止期"), _("留空；到期时在职务页办理免职或移交。")))
        else:
            actions.appoint(post, person, since=since, by=self.by, now=self.now, reason=self.reason)
        self.outcome.count(_("任职"))

    def note(self, problem: Problem) -> None:
        """Keep a problem and read on, so that all of a row's cells are told at once."""
        self.outcome.problems.append(problem)
        self.bad = True

    def settle(self) -> None:
        """Leave the row where a cell cannot be."""
        if self.bad:
            raise _Wrong

    def filled(self, row: Row, head: str) -> str:
        """The text of a cell that must not be empty."""
        text = row.cells[head]
        if not text:
            self.note(row.problem(head, _("必填"), _("请填写“%(head)s”。") % {"head": head}))
        elif text.startswith(workbook.FORMULA):
            self.note(row.problem(head, _("不能是公式"), _("去掉开头的 = + - @ 符号。")))
        return text

    def day(self, row: Row, head: str) -> date:
        """The date of a cell; today where it is none."""
        text = self.filled(row, head)
        try:
            return date.fromisoformat(text.replace("/", "-").replace(".", "-"))
        except ValueError:
            if text:
                self.note(row.problem(head, _("不是日期"), _("写成 2026-01-31 的样子，或设为日期格式。")))
            return self.today

    def word(self, row: Row, head: str, words: dict[str, T]) -> T:
        """What a cell's word stands for; the first of them where it is none."""
        text = self.filled(row, head)
        if text and text not in words:
            self.note(row.problem(head, _("不在可选范围"), _("可填：%(words)s。") % {"words": "、".join(words)}))
        return words.get(text, next(iter(words.values())))

    def found_unit(self, row: Row, head: str) -> Unit:
        """The unit of a cell's code; an empty one where there is none."""
        code = self.filled(row, head).upper()
        unit = Unit.objects.filter(code=code, until=None).first()
        if unit is None and code:
            fix = _("核对代码，或先在“单位”表登记并改正该行的错误。")
            self.note(row.problem(head, _("单位不存在或已撤销"), fix))
        return unit or Unit()

    def once(self, row: Row, head: str, *key: str) -> None:
        """Note what stands in the sheet twice."""
        first = self.seen.setdefault(key, row.number)
        if first != row.number:
            self.note(row.problem(head, _("重复"), _("与第 %(row)s 行重复，请删去一行。") % {"row": first}))


def _units(day: date) -> Iterator[tuple[str, ...]]:
    found = {unit.pk: unit for unit in Unit.objects.filter(valid(day)).order_by("code")}
    today = tree(day)
    for pk, _depth in today.walk(found):
        unit, above = found[pk], found.get(today.parents.get(pk, 0))
        kind = KIND_WORDS[UnitKind(unit.kind)]
        yield unit.code, unit.name, unit.short, kind, above.code if above else "", unit.since.isoformat()


def _posts(day: date) -> Iterator[tuple[str, ...]]:
    for post in Post.objects.filter(valid(day)).select_related("unit").order_by("unit__code", "pk"):
        yield post.unit.code, post.title, access().roles[post.role].name, post.since.isoformat()


def _people(day: date, clear: bool) -> Iterator[tuple[str, ...]]:
    rows = Appointment.objects.filter(valid(day), valid(day, "post__")).select_related("post__unit")
    having: dict[int, list[Appointment]] = {}
    for row in rows.order_by(F("kind").desc(), "since", "pk"):
        having.setdefault(row.person_id, []).append(row)
    for person in Person.objects.filter(active=True).order_by("login"):
        own = (person.login, person.name, person.phone if clear else masked(person.phone))
        for held in having.get(person.pk, ()):
            last = (held.until - timedelta(days=1)).isoformat() if held.until else ""
            kind = TENURE_WORDS[Tenure(held.kind)]
            yield *own, held.post.unit.code, held.post.title, kind, held.since.isoformat(), last
        if person.pk not in having:
            yield *own, "", "", "", "", ""


def _shape(problem: Problem) -> Problem:
    """A problem of the sheet's heads, in words."""
    if problem.rule == "head-missing":
        rule, fix = _("缺少列"), _("在首行补上“%(head)s”一列，或下载模板重填。") % {"head": problem.fix}
    else:
        rule, fix = _("不认识的列"), _("删去这一列；可用的列：%(heads)s。") % {"heads": problem.fix}
    return Problem(problem.sheet, problem.row, problem.column, problem.head, problem.value, rule, fix)


def _unreadable(code: str) -> str:
    return {
        "not-xlsx": _("这不是能读的 XLSX 文件：请用 WPS 或 Excel 另存为 .xlsx（不加密码）后再试。"),
        "no-sheet": _("文件里没有“单位”“职务”“人员”中的任何一张表：请下载模板填写。"),
        "too-large": _("文件展开后过大，没有读取：请删去图片和多余的表。"),
        "too-many-rows": _("一张表最多 50000 行，请分次导入。"),
    }[code]
