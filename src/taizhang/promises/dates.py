"""Days within the year: by when a thing was promised, and when the answer says it came."""

from __future__ import annotations

import re

NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
DUE = re.compile(
    rf"(?P<quarter>[一二三])季度|(?P<half>上半年|年中)|(?<!前)(?<![\d.])(?P<month>{MONTH})月(?P<day>\d{{1,2}}日)?(?:底|末|份|中旬|上旬|下旬)?(?:前|之前|以前|内)?|(?P<feast>“?(?:春节|五一|七一|国庆|十一)”?(?:节|假期)?(?:前|之前))|(?P<school>秋季?(?:学期|开学)|开学)"
)
FEASTS = {"春节": 1, "五一": 4, "七一": 6, "国庆": 9, "十一": 9}
CAME = re.compile(
    rf"(?P<next>今年(?:[12一二]月|元旦|春节|初(?!以来)))|(?<!前)(?<![\d.至—-])(?P<month>{MONTH})月(?!份?以来)|(?P<end>年底|年末|岁末)|(?P<quarter>[一二三四])季度|(?P<feast>国庆|五一|七一|元旦)"
)
AFTER_THE_YEAR = 13
LAST_MONTH = 12


def due(clause: str) -> int | None:
    """The last month by whose end the clause promises: 一季度末前 → 3; None where it sets no day within the year."""
    match = DUE.search(clause)
    if match is None:
        return None
    if match["quarter"]:
        return NUMBERS[match["quarter"]] * 3
    if match["half"]:
        return 6
    if match["feast"]:
        return next(month for feast, month in FEASTS.items() if feast in match["feast"])
    if match["school"]:
        return 9
    month = _number(match["month"])
    return month if month < LAST_MONTH else None


def came(clause: str, year: int) -> int | None:
    """The month in which the clause says that it came, 13 for after the year `year`; None where it names none."""
    named = re.search(r"((?:19|20)\d\d)年", clause)
    if named and int(named[1]) > year:
        return AFTER_THE_YEAR
    match = CAME.search(clause)
    if match is None or (named and int(named[1]) < year):
        return None
    if match["next"]:
        return AFTER_THE_YEAR
    if match["end"]:
        return LAST_MONTH
    if match["quarter"]:
        return NUMBERS[match["quarter"]] * 3
    if match["feast"]:
        return {"国庆": 10, "五一": 5, "七一": 7, "元旦": AFTER_THE_YEAR}[match["feast"]]
    return _number(match["month"])


def _number(month: str) -> int:
    return NUMBERS[month] if month in NUMBERS else int(month)
