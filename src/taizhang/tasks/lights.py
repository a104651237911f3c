"""Lights by arithmetic: facts and a day in, a light with its reasons out. DOMAIN: 序时进度 and 亮灯."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from taizhang.ledger.types import Op
from taizhang.tasks.definition import Thresholds
from taizhang.tasks.types import AT_WORK, SEVERITY, Because, Facts, Judgement, Light, Measured, State, StepFact

DAY = timedelta(days=1)
HUNDRED = Decimal(100)
RATES = frozenset(("%", "‰", "个百分点"))  # they do not add up over a year
PLACES = frozenset(("位", "名", "强"))  # the smaller the better
CEILINGS = frozenset((Op.LE, Op.LT))


def judge(facts: Facts, today: date, by: Thresholds) -> Judgement:
    """The light of a task on `today`."""
    rate = completion(facts.measures, facts.steps)
    because, days = _reasons(facts, today, by)
    order = sorted(because, key=lambda one: SEVERITY.index(one.light))
    changes = min((day for day in days if day > today), default=None)
    return Judgement(order[0].light, tuple(order), rate, changes)


def completion(measures: tuple[Measured, ...], steps: tuple[StepFact, ...]) -> Decimal | None:
    """How much is done, in per cent: the least of the measures, else the share of steps done; None where nothing is known."""
    known = [share for one in measures if (share := _ratio(one)) is not None]
    if known:
        return _tenth(min(known))
    if steps:
        return _tenth(HUNDRED * sum(1 for step in steps if step.done) / len(steps))
    return None


def pace(start: date, due: date, steps: tuple[StepFact, ...], day: date) -> Decimal:
    """How much of the target should be reached by the end of `day`, in per cent: along the steps' shares, else evenly."""
    points = [(start - DAY, 0), *sorted((s.due, s.share) for s in steps if s.share is not None), (due, 100)]
    if day >= due:
        return HUNDRED
    for (first, low), (last, high) in pairwise(points):
        if first <= day < last:
            return _tenth(Decimal(low) + Decimal(high - low) * (day - first).days / (last - first).days)
    return Decimal(0)


def month_end(month: date) -> date:
    """The last day of the month that begins with `month`."""
    return next_month(month) - DAY


def next_month(month: date, by: int = 1) -> date:
    """The first day of the month `by` months later."""
    years, at = divmod(month.month - 1 + by, 12)
    return date(month.year + years, at + 1, 1)


def months_between(first: date, last: date) -> int:
    """How many months lie from `first` to `last`."""
    return (last.year - first.year) * 12 + last.month - first.month


def _reasons(facts: Facts, today: date, by: Thresholds) -> tuple[list[Because], list[date]]:
    """Every rule that speaks, and the days on which one of them may say something else."""
    if facts.state is State.CANCELLED:
        return [Because(Light.GREY, "cancelled", {})], []
    if facts.state is State.DRAFTED:
        return [Because(Light.GREY, "drafted", {})], []
    if facts.state is State.CLOSED:
        closed = facts.closed or facts.due
        late = (min(closed, facts.asked or closed) - facts.due).days
        figures = {"day": closed.isoformat(), "days": str(late)}
        return [Because(Light.GREEN, "closed-late" if late > 0 else "closed", figures)], []
    found: list[Because] = []
    days: list[date] = []
    for part in (_deadline, _unsigned, _steps, _silence):
        one, at = part(facts, today, by)
        found += one
        days += at
    found += _start(facts, by)
    found += _measures(facts, by)
    return found or [Because(Light.GREEN, "no-complaint", {})], days


def _deadline(facts: Facts, today: date, by: Thresholds) -> tuple[list[Because], list[date]]:
    until = (
        (facts.asked or facts.due) if facts.state is State.CLOSING else today
    )  # the clock stops while the office checks
    days = [facts.due - timedelta(days=by.soon_days), facts.due + DAY]
    left = (facts.due - until).days
    figures = {"due": facts.due.isoformat(), "days": str(abs(left))}
    if left < 0:  # the words count the days: they change every day
        return [Because(Light.RED, "overdue", figures)], [*days, today + DAY]
    if facts.state is State.CLOSING:
        return [Because(Light.GREEN, "asked", {"day": until.isoformat()})], days
    if left <= by.soon_days:
        return [Because(Light.BLUE, "soon", figures)], [*days, today + DAY]
    return [], days


def _unsigned(facts: Facts, today: date, by: Thresholds) -> tuple[list[Because], list[date]]:
    if facts.state is not State.ASSIGNED or not facts.assigned:
        return [], []
    after = facts.assigned + timedelta(days=by.sign_days) + DAY
    waited = (today - facts.assigned).days
    figures = {"days": str(waited), "limit": str(by.sign_days)}
    if waited > by.sign_days:
        return [Because(Light.YELLOW, "unsigned", figures)], [today + DAY]
    return [Because(Light.GREY, "waiting", figures)], [after, today + DAY]


def _steps(facts: Facts, today: date, by: Thresholds) -> tuple[list[Because], list[date]]:
    if facts.state not in AT_WORK or not facts.steps:
        return [], []
    open_ = [step for step in facts.steps if not step.done]
    late = [step for step in open_ if step.due < today]
    days = [step.due + DAY for step in open_] + [step.due - timedelta(days=by.soon_days) for step in open_]
    done = str(len(facts.steps) - len(open_))
    if late:
        points = _tenth(HUNDRED * len(late) / len(facts.steps))
        figures = {"late": str(len(late)), "all": str(len(facts.steps)), "points": _said(points), "step": late[0].words}
        return [Because(_behind(points, by), "step-late", figures)], days
    near = [step for step in open_ if (step.due - today).days <= by.soon_days]
    if near:
        first = min(near, key=lambda step: step.due)
        figures = {"step": first.words, "due": first.due.isoformat()}
        return [Because(Light.BLUE, "step-soon", figures)], days
    return [Because(Light.GREEN, "steps", {"done": done, "all": str(len(facts.steps))})], days


def _silence(facts: Facts, today: date, by: Thresholds) -> tuple[list[Because], list[date]]:
    """Months whose report is overdue."""
    if facts.state not in AT_WORK or not facts.signed:
        return [], []
    first = max(facts.signed.replace(day=1), facts.start.replace(day=1))
    if facts.reported:
        first = max(first, next_month(facts.reported))
    this = today.replace(day=1)
    months = max(0, months_between(first, this))
    if months and today.day <= by.report_day:
        months -= 1  # last month's is not due yet
    next_due = max(next_month(first), this).replace(day=by.report_day) + DAY
    days = [next_due, next_month(this).replace(day=by.report_day) + DAY]
    if not months:
        return [], days
    light = Light.RED if months >= by.silent_red else Light.YELLOW if months >= by.silent_yellow else Light.GREY
    return [Because(light, "silent", {"months": str(months), "month": f"{first:%Y-%m}"})], days


def _measures(facts: Facts, by: Thresholds) -> Iterator[Because]:
    if facts.state not in AT_WORK:
        return
    for one in facts.measures:
        yield _measure(one, facts, by)


def _measure(one: Measured, facts: Facts, by: Thresholds) -> Because:
    goal = one.goal
    if one.actual is None or one.month is None:
        return Because(Light.GREY, "no-figure", {"name": goal.name})
    figures = {
        "name": goal.name,
        "actual": _said(one.actual),
        "target": _said(goal.target),
        "unit": goal.unit,
        "month": f"{one.month:%Y-%m}",
    }
    if _is_ceiling(one):
        over = one.actual - goal.target
        if over <= 0:
            return Because(Light.GREEN, "ceiling-kept", figures)
        points = _tenth(HUNDRED * over / abs(goal.target)) if goal.target else HUNDRED
        return Because(_behind(points, by), "ceiling-broken", figures | {"points": _said(points)})
    ratio = _ratio(one) or Decimal(0)
    if goal.op is Op.ABOUT and abs(one.actual - goal.target) <= _slack(one, by):
        return Because(Light.GREEN, "about", figures)
    adds_up = goal.unit not in RATES
    share = pace(facts.start, facts.due, facts.steps, month_end(one.month)) if adds_up else HUNDRED
    points = _tenth(share - ratio)
    figures |= {"ratio": _said(_tenth(ratio)), "share": _said(share), "points": _said(abs(points))}
    if points <= 0:
        return Because(Light.GREEN, "pace-kept" if adds_up else "rate-kept", figures)
    return Because(_behind(points, by), "pace-behind" if adds_up else "rate-behind", figures)


def _start(facts: Facts, by: Thresholds) -> Iterator[Because]:
    """Not started in the planned month, by the unit's own report."""
    month = facts.start.replace(day=1)
    if (
        facts.state not in AT_WORK
        or not facts.reported
        or facts.reported < month
        or not (facts.measures or facts.steps)
    ):
        return
    if any(one.actual for one in facts.measures) or any(step.done for step in facts.steps):
        return
    months = months_between(month, facts.reported) + 1
    light = Light.RED if months >= by.start_red else Light.WATCH if facts.excused else Light.YELLOW
    figures = {"month": f"{month:%Y-%m}", "reported": f"{facts.reported:%Y-%m}", "months": str(months)}
    yield Because(light, "not-started", figures)


def _behind(points: Decimal, by: Thresholds) -> Light:
    """The published rule is silent on less than `yellow_from` points: we say 'watch'."""
    if points > by.red_above:
        return Light.RED
    return Light.YELLOW if points >= by.yellow_from else Light.WATCH


def _is_ceiling(one: Measured) -> bool:
    places = one.goal.unit in PLACES and one.goal.op is not Op.GE
    return one.goal.base is None and (one.goal.op in CEILINGS or places)


def _ratio(one: Measured) -> Decimal | None:
    """How much of the way to the target is gone, in per cent; a ceiling has none."""
    if one.actual is None or _is_ceiling(one):
        return None
    base = one.goal.base or Decimal(0)
    way = one.goal.target - base
    if not way:
        return HUNDRED if one.actual >= one.goal.target else Decimal(0)
    if one.goal.target < 0 and one.goal.base is None:  # a rise above a negative floor
        return HUNDRED if one.actual >= one.goal.target else HUNDRED * (1 - (one.goal.target - one.actual) / abs(way))
    return HUNDRED * (one.actual - base) / way


def _slack(one: Measured, by: Thresholds) -> Decimal:
    """How far from the target 左右 still reaches."""
    return by.about_points if one.goal.unit in RATES else abs(one.goal.target) * by.about_share


def _tenth(value: Decimal) -> Decimal:
    return Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _said(value: Decimal) -> str:
    """Without the noughts that say nothing: 12.50 is 12.5, 30.0 is 30."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
