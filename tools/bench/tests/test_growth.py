"""No pattern of the reader may cost more than in proportion to the text: each is run on texts made to be hard for it.

A pattern that backtracks over its text takes four times as long on a text twice as long; a straight one takes twice as long.
What is compared is that growth, over several doublings and with room for noise, never seconds.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import pairwise
from math import inf
from pathlib import Path
from pkgutil import walk_packages

import pytest

import taizhang.reading
from taizhang.reading.pipeline import read_text

SHORT = (24, 48, 72, 300, 900)  # characters, where an exponential or cubic pattern shows and still ends
LENGTH, DOUBLINGS = 2_000, 3  # characters from which growth is looked at, and how often they are doubled
TOO_STEEP = 3.0  # of one doubling; 2 is straight, 4 is quadratic
LOOKS = 4  # before a growth is believed
NOTICEABLE = 1e-3  # seconds that a straight pattern hardly needs for LENGTH characters
GENERAL = (
    "1", "12.5", "1,", "1.", "一", "一百", "百分之", "，", "、", "。", "；", "：", " ", "\t", "\n", "　", "（", "）", "“", "”", "—", "a", "年",
    "2025年", "增长", "增长5%", "亿元", "1亿元", "1万", "个", "以上", "分别", "其中", "的", "和", "是", "到", "项目", "建设", "新", "第一",
    "一、", "（一）", "1.2", "5%、", "十四五", "县", "人民政府", "〓", "甲乙丙", "甲乙丙丁，", "甲，乙、", "甲 乙",
)  # fmt: skip
BOUNDED = {  # asked about a piece of bounded length only; the whole reader is tried on texts that are hard for them
    "names.trim.COUNT_AFTER": "the 24 characters before a name's end",
    "outline.build.PLAIN_RUN_IN": "a sentence no longer than RUN_IN_LONGEST",
    "outline.places.ENDING": "the name of a place",
    "quantities.indicator.BASE": "the phrase beside a figure",
    "quantities.indicator.INNER": "the phrase beside a figure",
    "quantities.indicator.SHARE_PHRASE": "the phrase beside a figure",
    "quantities.phrase.COUNTED_HEAD": "the clause beside a figure",
    "quantities.phrase.RESPECTIVELY": "the clause beside a figure",
    "quantities.tables.NOT_MEASURE": "the head of a column",
}
ENDINGS = ("", "5%。", "个。", "增长5%、6%。", "每人每月500元。", "\t5\t6\n")
HARD = ("分别", "提高至", "占", "族", "甲族", "全部", "约1个", "1亿元", "（甲")
LITERAL = re.compile(r"[^\\()\[\]{}|?*+.^$\n-]{1,8}")
CLOSINGS = ("", "\x00", "甲。")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """(name, pattern) of everything compiled at the top of a module of the reader, also inside tables."""
    seen: set[tuple[str, int]] = set()
    for module in walk_packages(taizhang.reading.__path__, "taizhang.reading."):
        if ".tests" in module.name:
            continue
        for name, value in vars(import_module(module.name)).items():
            for pattern in _compiled(value):
                key = (pattern.pattern, pattern.flags)
                if key not in seen:
                    seen.add(key)
                    yield f"{module.name.removeprefix('taizhang.reading.')}.{name}", pattern


def _compiled(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        for each in [*value.keys(), *value.values()]:
            yield from _compiled(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _compiled(each)


def units(pattern: re.Pattern[str]) -> list[str]:
    """What to repeat: common pieces of reports, and pieces of the pattern itself, alone and in pairs."""
    own = list(dict.fromkeys(LITERAL.findall(pattern.pattern)))[:12]
    pairs = [a + b for a, b in pairwise(own)]
    return list(dict.fromkeys([*GENERAL, *own, *pairs]))


def anchored(name: str) -> bool:
    """Whether the reader asks this pattern only at a given place (match, fullmatch), never to look for one."""
    uses = {use for source in SOURCES for use in re.findall(rf"\b{name.rsplit('.', 1)[-1]}\.(\w+)\(", source)}
    return bool(uses) and uses <= {"match", "fullmatch"}


def asking(pattern: re.Pattern[str], *, once: bool) -> Callable[[str], object]:
    """To find everything in a text, or with `once` to match at its start."""
    return pattern.match if once else lambda text: deque(pattern.finditer(text), maxlen=0)


def cost(run: Callable[[str], object], text: str) -> float:
    """Seconds of the processor for one text; the least of two tries where it is enough to be told from noise."""
    tries: list[float] = []
    while len(tries) < 2 and (not tries or tries[0] >= NOTICEABLE):
        begun = time.thread_time()
        run(text)
        tries.append(time.thread_time() - begun)
    return min(tries)


def steepness(run: Callable[[str], object], unit: str, closing: str = "") -> float:
    """By how much the cost grows at a doubling, the least of a few in a row; 0 where there is too little to be told."""
    least = before = 0.0
    for length in (*SHORT, *(LENGTH << doubling for doubling in range(DOUBLINGS + 1))):
        now = cost(run, unit * (length // len(unit)) + closing)
        if length in SHORT and now > 20 * NOTICEABLE:
            return inf
        if length > LENGTH and before >= NOTICEABLE:
            least = min(least or now / before, now / before)
        if length >= LENGTH and (now < NOTICEABLE or 0 < least < TOO_STEEP):
            return least if least < TOO_STEEP else 0.0
        before = now
    return least


def steep_each_time(run: Callable[[str], object], unit: str, closing: str) -> bool:
    """Whether the cost grows too steeply whenever it is looked at: what grows by its nature does so every time."""
    return all(steepness(run, unit, closing) >= TOO_STEEP for _ in range(LOOKS))


SOURCES = [path.read_text(encoding="utf-8") for path in Path(taizhang.reading.__path__[0]).rglob("*.py")]
ALL = list(patterns())


def test_there_are_patterns_to_look_at() -> None:
    assert len(ALL) > 50


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(*each, id=each[0]) for each in ALL])
def test_no_pattern_backtracks_over_its_text(name: str, pattern: re.Pattern[str]) -> None:
    if name in BOUNDED:
        pytest.skip(f"asked only about {BOUNDED[name]}")
    run = asking(pattern, once=anchored(name))
    tried = ((unit, closing) for unit in units(pattern) for closing in CLOSINGS)
    steep = next((each for each in tried if steep_each_time(run, *each)), None)
    assert steep is None, f"{pattern.pattern!r} grows too steeply on {steep[0]!r} again and again, then {steep[1]!r}"


def test_the_whole_reader_costs_in_proportion_to_the_text() -> None:
    read_text("甲。")  # loads what is loaded once
    tried = [*((unit, "") for unit in GENERAL), *((unit, ending) for unit in HARD for ending in ENDINGS)]
    assert [each for each in tried if steep_each_time(read_text, *each)] == []


def test_what_is_said_to_be_bounded_is_there() -> None:
    assert BOUNDED.keys() <= {name for name, _ in ALL}


@pytest.mark.parametrize(("pattern", "unit"), [(r"\d+元", "1"), (r"(?:\d+)+元", "1"), (r"[甲乙]*[乙丙]*丁", "乙")])
def test_a_pattern_that_backtracks_is_caught(pattern: str, unit: str) -> None:
    assert steepness(asking(re.compile(pattern), once=False), unit, "x") >= TOO_STEEP


@pytest.mark.parametrize("pattern", [r"(?<!\d)\d++元", r"\d{1,12}元", r"^\d+元"])
def test_a_pattern_that_does_not_passes(pattern: str) -> None:
    assert steepness(asking(re.compile(pattern), once=False), "1", "x") < TOO_STEEP
