"""Finds the quantities of one sentence and says why the other numerals are none."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from decimal import Decimal

from taizhang.reading.quantities import exclude as no
from taizhang.reading.quantities.numerals import ANY, ARABIC, CHINESE_RUN, NUMBER, arabic_value, chinese_value
from taizhang.reading.quantities.units import COUNTING, MULTIPLIER, UNIT, base_unit, multiplied

ENCLOSED = re.compile(r"“[^”]{0,300}”|《[^》]{0,100}》|‘[^’]{0,100}’")
PEOPLE_NOUN = re.compile(
    r"(?:名|余|多)?(?:[\u4e00-\u9fff“”]{0,8})(?:人民|群众|居民|市民|儿女|观众|师生|青年|学生|残疾人|农民|职工|干部|党员|劳动力|老人|儿童|人口|人才|游客|人(?:次)?)"
)
VISITS_LEFT = re.compile("人次(?:达到?|超过?|突破|为|约|近)*$")
FIRMS_LEFT = re.compile("(?:经营主体|市场主体|企业|个体工商户)[^，。；]{0,12}$")
PEOPLE_LEFT = re.compile("(?:人口|人数|就业|用户|游客|参保|常住|户籍|农民工|培训)[^，。；]{0,10}$")
RANK_LEFT = re.compile(
    "(?:列|居|位|名|排|排名|位次|升至|升到|上升到|前移至|跃升至|晋升至|全[省国市州区县盟球]|[省市州区县盟]|综合实力|增[速幅]|总[量额]|县市|同类城市|地区|均|双双|获|为|连续|保持|稳居|第[一二三四五六七八九十\\d]+[、和])第$"
)
FRONT = re.compile("(?:居|列|位|排|进入|跻身|挺进|名)[\u4e00-\u9fff]{0,6}前$")
SHARES_UNIT = re.compile(
    rf"(?:[和、与]{NUMBER})+(?P<times>{MULTIPLIER})?(?P<unit>{UNIT})"
)  # 高于全国、全省1.7和0.9个百分点
LONGEST = 18  # digits; a longer run is an account, a code or noise
NAME = 24  # characters: what is quoted and shorter is a name
BESIDE = 40  # characters before a bare 23万 in which a word may tell of what
SPEECH = re.compile("[，。]")
CLOCK = re.compile(r"\d时$")
MULTIPLIERS = "十百千万亿"
IN_WORDS = frozenset("元%分度里米方口面片类种地把头节门对组队段成")  # units that with 一 or 两 before them make words
INDUSTRIES = re.compile(
    r"(?:三次产业|[一二三]产)[^，。；]{0,36}?(?P<one>\d+(?:\.\d+)?)[：:∶](?P<two>\d+(?:\.\d+)?)[：:∶](?P<three>\d+(?:\.\d+)?)"
    r"(?:[^，。；\d]{1,12}(?P<four>\d+(?:\.\d+)?)[：:∶](?P<five>\d+(?:\.\d+)?)[：:∶](?P<six>\d+(?:\.\d+)?))?"
)


@dataclass(slots=True)
class Found:
    """A quantity as found, before its meaning is decided. Offsets are into the clean text."""

    start: int  # of the number
    end: int  # of the unit
    value: Decimal
    unit: str
    high: Decimal | None = None
    more: bool = False  # 余 or 多 inside
    rank: bool = False
    first: bool = False  # 前20强: a rank at least so good
    rules: list[str] = field(default_factory=list)


class Numerals:
    """The numerals of a text and what encloses them, found once for all its sentences."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.spans = [m.span() for m in ANY.finditer(form)]
        self.starts = [start for start, _ in self.spans]
        self.enclosed = [m.span() for m in ENCLOSED.finditer(form)]
        self.openings = [start for start, _ in self.enclosed]

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        """The numerals that start in ``form[start:end]``."""
        return self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def named(self, at: int) -> bool:
        """Whether the numeral at `at` stands within quotation or title marks that hold a name, not a speech."""
        index = bisect_left(self.openings, at) - 1
        if index < 0:
            return False
        start, end = self.enclosed[index]
        return at < end and (end - start <= NAME or not SPEECH.search(self.form, start, end))


def find(numerals: Numerals, start: int, end: int) -> tuple[list[Found], list[tuple[int, str]]]:
    """(quantities, refused numerals: where each starts and why) of the sentence ``form[start:end]``, both in order."""
    spans = numerals.between(start, end)
    found: list[Found] = []
    refused: list[tuple[int, str]] = []
    if not spans:
        return found, refused
    form, position = numerals.form, start
    ratio = _industries(form, start, end)
    for at, stop in spans:
        if at < position:
            continue  # within the figure before: 3-5家, 1.5万
        if numerals.named(at):
            refused.append((at, "not.quoted-name"))
        elif at in ratio:
            found.append(Found(at, stop, arabic_value(form[at:stop]), "%", rules=[f"number.industry-{ratio[at]}"]))
            position = stop
        else:
            verdict = _arabic(form, at, start, end) if form[at].isdigit() else _chinese(form, at, start, end)
            if isinstance(verdict, Found):
                found.append(verdict)
                position = verdict.end
            else:
                refused.append((at, verdict))
    return found, refused


def _industries(form: str, start: int, end: int) -> dict[int, int]:
    """Where the shares of the three industries stand (三次产业结构 17.9：38.4：43.7), and which industry each is."""
    if form.find("产", start, end) < 0 or not (match := INDUSTRIES.search(form, start, end)):
        return {}
    return {match.start(name): index % 3 + 1 for index, name in enumerate(INDUSTRIES.groupindex) if match[name]}


def _arabic(form: str, at: int, start: int, end: int) -> Found | str:
    m = ARABIC.match(form, at, end)
    if m is None:
        return "not.code"
    low, low_times, high_digits, more, times, more_behind, _, unit = m.groups()
    before, number_end, stop = form[max(start, at - 16) : at], at + len(low), m.end()
    last = before[-1:]
    if len(low) > LONGEST or (last in no.ENDS_LATIN and no.LATIN_BEFORE.search(before)):
        return "not.code"
    if last in no.OPENS_NOTE and form[number_end : number_end + 1] in "）]】":
        return "not.numbering"
    if at == start and form[number_end : number_end + 1] in "、.）":
        return "not.numbering"
    if low.startswith(no.CENTURIES) and no.YEAR.match(form, at):
        return "not.date"
    tail = m.end("high") if high_digits else number_end
    after = form[tail : tail + 1]
    special = after in no.OPENS_SPECIAL or after.isspace()
    if special and (timed := _time(form, at, tail, low, before, counted=bool(times or more))):
        return timed
    if last == "第":
        return _rank(form, at, stop, arabic_value(low), unit, before, start) or "not.ordinal"
    if (last in no.ENDS_ROAD and no.ROAD_BEFORE.search(before)) or (
        special and (no.CODE_AFTER.match(form, tail) or (not unit and no.LATIN_AFTER.match(form, tail)))
    ):
        return "not.code"
    value = arabic_value(low) * multiplied(low_times or times or "")
    high = arabic_value(high_digits) * multiplied(times or "") if high_digits else None
    if high is not None and high <= value:
        high = None
    if last == "前" and unit in ("强", "位", "名", None):
        return Found(at, stop, value, unit or "位", rank=True, first=True, rules=["number.arabic", "rank.front"])
    if unit == "强":
        return "not.code"
    if unit == "分" and CLOCK.search(before):
        return "not.date"
    if unit == "成":
        unit, value = "%", value * 10
    if unit == "台" and form.startswith("阶", stop):
        unit, stop = "元", stop - 1
    if unit is None and not times:
        return _bare(form, at, number_end, end, low, value, before)
    unit = unit or _unit_of_many(form, stop, form[max(start, at - BESIDE) : at])
    if unit is None:
        return "not.no-unit"
    if refusal := _threshold(form, at, stop, end, before, unit):
        return refusal
    if unit in no.PHYSICAL and _numbers_a_model(form, stop, before):
        return "not.code"
    return Found(at, stop, value, base_unit(unit), high, bool(more or more_behind), rules=["number.arabic"])


def _time(form: str, at: int, tail: int, low: str, before: str, *, counted: bool) -> Found | str | None:
    """What a numeral is that a word of time follows at `tail`; None where none does."""
    if (timed := no.TIME_UNIT.match(form, tail)) and no.MEASURED_IN_TIME.search(before):
        return Found(at, timed.end(), arabic_value(low), timed[0], rules=["number.time"])
    if not counted and no.TIME_AFTER.match(form, tail):
        return "not.duration" if form[tail] == "年" and len(low) < 4 else "not.date"
    return "not.duration" if no.DURATION_AFTER.match(form, tail) else None


def _bare(form: str, at: int, number_end: int, end: int, low: str, value: Decimal, before: str) -> Found | str:
    """A number with neither unit nor multiplier: it may share the next one's unit, or be an index."""
    if later := SHARES_UNIT.match(form, number_end, end):
        shared = arabic_value(low) * multiplied(later["times"] or "")
        return Found(at, number_end, shared, base_unit(later["unit"]), rules=["number.shared-unit"])
    if no.INDEX.search(before):
        return Found(at, number_end, value, "", rules=["number.index"])
    return "not.date" if no.BARE_YEAR.match(low) else "not.no-unit"


def _numbers_a_model(form: str, stop: int, before: str) -> bool:
    """Whether a physical size stands within a name: 110千伏变电站."""
    return (
        "\u4e00" <= form[stop : stop + 1] <= "\u9fff"
        and not no.AFTER_UNIT.match(form, stop)
        and "\u4e00" <= before[-1:] <= "\u9fff"
        and not no.VERB_END.search(before)
    )


def _unit_of_many(form: str, at: int, left: str) -> str | None:
    """The unit of 23万 where none is written: people or firms, by the words beside it."""
    if VISITS_LEFT.search(left):
        return "人次"
    if PEOPLE_NOUN.match(form, at) or PEOPLE_LEFT.search(left):
        return "人"
    if FIRMS_LEFT.search(left):
        return "家"
    return None


def _threshold(form: str, at: int, stop: int, end: int, before: str, unit: str) -> str | None:
    """Why the figure only qualifies the thing after it (5亿元以上项目, 百亿级企业), or None."""
    if unit in ("%", "倍", "个百分点", "百分点"):
        return None
    money, following, last = unit in ("元", "美元"), form[stop : stop + 1], before[-1:]
    if (
        following in no.OPENS_THRESHOLD
        and no.THRESHOLD.match(form, stop)
        and not no.AT_BOUND.match(form, stop)
        and (
            money
            or unit == "分"
            or (unit not in COUNTING and no.COUNTED.match(form, stop, end))
            or no.MEASURED.search(before)
        )
    ):
        return "not.threshold"
    if form.find("的", max(0, at - 40), at) >= 0 and no.SHARE_WHO.search(form, max(0, at - 40), at):
        return "not.threshold"
    if following == "级" and no.CLASSED.match(form, stop):
        return "not.class"
    if following == "的":
        if no.OVER.search(before) and no.SHARED.match(form, stop, end):
            return "not.threshold"
    elif money and no.SIZE_BEFORE.search(before) and no.BOUND_NOUN.match(form, stop, end):
        return "not.threshold"
    if money and last == "个" and form.startswith("以上", stop):
        return "not.threshold"
    if last in no.ENDS_AMONG and no.AMONG_BEFORE.search(before) and no.AMONG_AFTER.match(form, stop, end):
        return "not.grouping"
    if following in no.OPENS_WORK and no.WORK_AFTER.match(form, stop) and no.LISTED.search(form, max(0, at - 34), at):
        return "not.grouping"
    return None


def _rank(form: str, at: int, stop: int, value: Decimal, unit: str | None, before: str, start: int) -> Found | None:
    """第N as a place in an order, not as the number of a meeting."""
    after = form[stop : stop + 1]
    named = unit in ("位", "名")
    if not named and unit is not None:
        return None
    if (named or RANK_LEFT.search(form[max(start, at - 14) : at])) and (
        after in "，。；、！）” 的和" or not after or named
    ):
        return Found(at, stop, value, unit or "位", rank=True, rules=["rank.ordinal"])
    return None


def _chinese(form: str, at: int, start: int, end: int) -> Found | str:
    m = CHINESE_RUN.match(form, at, end)
    if m is None:
        return "not.word"
    fraction, digits, _, more, times, unit = m.groups()
    digits_end, stop = m.end("digits"), m.end()
    value = chinese_value(digits)
    if fraction:
        return "not.word" if value is None else Found(at, digits_end, Decimal(value), "%", rules=["number.chinese"])
    before = form[max(start, at - 16) : at]
    if before.endswith("第"):
        place_end = stop if unit else digits_end
        ranked = value is not None and _rank(form, at, place_end, Decimal(value), unit, before, start)
        return ranked or "not.ordinal"
    if digits[0] in MULTIPLIERS and no.VAGUE_BEFORE.search(before):
        return "not.vague"
    if value is None or digits in ("零", "〇"):
        return "not.word"
    after = form[digits_end : digits_end + 1]
    if (after in no.OPENS_SPECIAL or after.isspace()) and (
        no.TIME_AFTER.match(form, digits_end) or no.DURATION_AFTER.match(form, digits_end)
    ):
        return "not.duration"
    if digits != "十" and not digits.strip(MULTIPLIERS):
        return _bare_multiplier(form, at, m, before, end, Decimal(value))
    if no.GROUP_AFTER.match(form, digits_end):
        return "not.grouping"
    if unit == "成" and not no.TENTHS_WORD.search(before):
        return Found(at, stop, Decimal(value) * 10, "%", rules=["number.chinese"])
    if unit == "番" and before.endswith("翻"):
        return Found(at, stop, Decimal(value), "番", rules=["number.chinese"])
    if unit in ("位", "名") and FRONT.search(before):
        return Found(at, stop, Decimal(value), unit, rank=True, first=True, rules=["number.chinese", "rank.front"])
    if unit is None or (
        unit in IN_WORDS
        and not (unit == "地" and digits in ("两", "三") and no.MAKING.search(form, max(start, at - 30), at))
    ):
        return "not.word"
    if digits == "一":
        return (
            Found(at, stop, Decimal(1), base_unit(unit), rules=["number.chinese"])
            if unit in ("次", "场", "届") and no.ONCE.search(before)
            else "not.vague"
        )
    if unit == "期" or form.startswith("级", stop):
        return "not.word"
    near = max(start, at - 20)
    clause = max(form.rfind("，", near, at), form.rfind("；", near, at), near)
    if not (
        digits == "两"
        or no.MAKING.search(form, max(clause, at - 14), at)
        or no.MAKING.search(form, stop, min(end, stop + 16))
    ):
        return "not.grouping"
    if refusal := _threshold(form, at, stop, end, before, unit):
        return refusal
    size = multiplied(times or "")
    return Found(at, stop, Decimal(value) * size, base_unit(unit), more=bool(more), rules=["number.chinese"])


ENDS_BARE = re.compile("大关|台阶|级?[，。；、]")
REACHED = re.compile(r"(?:超过?|突破|逾|近|达到?|达|破|过|迈上|迈入|跨入|踏上|冲刺|上)(?:了)?$")


def _bare_multiplier(form: str, at: int, m: re.Match[str], before: str, end: int, value: Decimal) -> Found | str:
    """超亿元, 近万人, 达到千亿级: a multiplier alone is a number where something reaches it."""
    unit, stop = m["unit"], m.end()
    digits_end = m.end("digits")
    if unit in COUNTING and len(m["digits"]) == 1 and m["digits"] in "百千万" and no.MADE.search(before):
        return Found(at, stop, value, unit, rules=["number.round"])
    if unit == "台" and form.startswith("阶", stop):
        unit = None
    if unit == "强" or not REACHED.search(before):
        return "not.class" if no.CLASS_AFTER.match(form, digits_end) or unit else "not.word"
    if unit is None:
        large = m["digits"] == "亿" or (len(m["digits"]) > 1 and m["digits"][-1] in "亿万")
        if large and ENDS_BARE.match(form, digits_end):
            return Found(at, digits_end, value, "元", rules=["number.multiplier"])
        return "not.class"
    if refusal := _threshold(form, at, stop, end, before[:-1], unit):
        return refusal
    return Found(at, stop, value, base_unit(unit), rules=["number.multiplier"])
