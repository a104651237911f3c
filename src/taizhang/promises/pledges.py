"""What a report promises for its own year: the figures of its plan, and what it ties to the economy's growth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from taizhang.ledger.types import Kind, Op, Period, Span, Stance
from taizhang.reading.form import rule_form
from taizhang.reading.outline.types import Part, Sentence
from taizhang.reading.types import Quantity, Reading

TIED = "pledge.tied"  # the rule of a target that is tied to the economy
SUM_OF_A_PROJECT = "period.none"  # the reader's rule for 总投资3亿元的新城小学: the size of a thing, no pledge
TO_THE_ECONOMY = re.compile(
    r"(?P<what>[^，。；：\d]{2,60}?)(?P<rel>(?:增长|增速|增幅)?(?:(?:[与同和]|不低于|跟)(?:地区|全县|全市)?(?:经济|GDP|生产总值)(?:发展|增长|增速)?"
    r"(?:速度)?(?:保持)?(?:基本)?(?:同步|同速)(?:增长)?|(?P<above>(?:高于|快于)(?:地区|全县|全市)?(?:经济|GDP|生产总值)(?:增长|增速)(?:水平)?)))"
)
LEADS = re.compile("^(?:力争|确保|保持|实现|努力|推动|促进|使|主要|今年)+")


def pledged(reading: Reading, year: int) -> list[Quantity]:
    """The targets that the plan sets for `year`, or for no year in particular, in reading order; ties included."""
    plan = [span for part, span, _ in reading.outline.parts if part is Part.PLAN]
    headed = {s.span.start for s in reading.outline.sentences if s.part is Part.PLAN}
    raw_plan = [reading.map.span_to_raw(s.start, s.end) for s in plan]
    tied = {t.span.start: t for t in ties(reading, year)}
    found = [
        q
        for q in reading.quantities
        if q.stance is Stance.TARGET
        and (q.period is None or q.period == Period.year(year))
        and SUM_OF_A_PROJECT not in q.rules
        and (any(s.start <= q.span.start < s.end for s in raw_plan) or _at(reading, q) in headed)
    ]
    return sorted([*found, *tied.values()], key=lambda q: q.span.start)


def _at(reading: Reading, q: Quantity) -> int:
    return reading.map.to_clean(q.sentence.start) or 0


def ties(reading: Reading, year: int) -> Iterator[Quantity]:
    """Targets without a figure that are tied to the economy's growth: 居民收入增长与经济增长同步. Their value is None."""
    form = rule_form(reading.clean)
    for sentence in reading.outline.sentences:
        if sentence.part is not Part.PLAN:
            continue
        for match in TO_THE_ECONOMY.finditer(form, sentence.span.start, sentence.span.end):
            at = match.start("what")
            for name in match["what"].split("、"):
                lead = LEADS.match(name)
                skip = lead.end() if lead else 0
                if len(name) - skip >= 2:
                    span = reading.map.span_to_raw(at + skip, match.end("rel"))
                    yield _tie(reading, year, span, name[skip:], sentence, above=match["above"] is not None)
                at += len(name) + 1


def _tie(reading: Reading, year: int, span: Span, name: str, sentence: Sentence, *, above: bool) -> Quantity:
    key = blake2b(f"{reading.source.digest}:tie:{span.start}:{name}".encode(), digest_size=6).hexdigest()
    section = reading.outline.sections[sentence.section].path if sentence.section >= 0 else ()
    return Quantity(
        id=f"q-{key}",
        span=span,
        raw=reading.source.text[span.start : span.end],
        value=None,
        value_high=None,
        unit="%",
        op=Op.GT if above else Op.ABOUT,
        kind=Kind.GROWTH,
        stance=Stance.TARGET,
        period=Period.year(year),
        indicator=name,
        code=_code(name),
        region=None,
        section=section,
        sentence=reading.map.span_to_raw(sentence.span.start, sentence.span.end),
        confidence=0.85,
        rules=(TIED,),
    )


def _code(name: str) -> str | None:
    from taizhang.rulebook.indicators import catalogue

    known = catalogue().find(name)
    return known.code if known else None
