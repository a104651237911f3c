"""How alike two indicators are, by code and by wording."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from taizhang.ledger.types import Kind
from taizhang.reading.quantities.verbs import VERBS_ONLY
from taizhang.reading.types import Quantity
from taizhang.rulebook.indicators import plain

SCOPE = re.compile("全社会|全[市县区州盟旗省]|城乡|各类|各级|各项|重点|每年|年均|以上|总[额量数]?$")
SAME_WORDS = (
    ("规模以上", "规上"), ("限额以上", "限上"), ("保障性住房", "保障房"), ("提档升级", "改造"), ("完成率", ""), ("项目", ""), ("工程", ""),
    ("示范", ""), ("企业", ""), ("工作", ""),
)  # fmt: skip


@lru_cache(maxsize=4096)
def core(indicator: str) -> str:
    """What is measured, without what was done to it and without words that say little: 新增规模以上工业企业 → 规上工业."""
    verbs = VERBS_ONLY.match(indicator)
    text = plain(SCOPE.sub("", indicator[verbs.end() :] if verbs and verbs.end() < len(indicator) else indicator))
    short = text
    for words, same in SAME_WORDS:
        short = short.replace(words, same)
    return short if len(short) >= 2 else text


@lru_cache(maxsize=4096)
def verbs(indicator: str) -> str:
    """What was done: 新增规模以上工业企业 → 新增."""
    match = VERBS_ONLY.match(indicator)
    return match[0] if match else ""


def alike(a: str, b: str) -> float:
    """Likeness of two texts by their character pairs, 0 to 1; one within the other counts much."""
    if a == b:
        return 1.0
    if len(a) < 2 or len(b) < 2:
        return 0.0
    x, y = (Counter(pairwise(s)) for s in (a, b))
    shared = 2 * sum((x & y).values()) / (sum(x.values()) + sum(y.values()))
    if a in b or b in a:
        return max(shared, 0.55 + 0.4 * min(len(a), len(b)) / max(len(a), len(b)))
    return shared


def score(target: Quantity, outcome: Quantity) -> float:
    """How likely `outcome` answers `target`, 0 to 1, by code, wording, verb, kind, unit and region."""
    words = alike(core(target.indicator), core(outcome.indicator))
    if target.code and target.code == outcome.code:
        words = 1.0
    elif target.code and outcome.code:
        words *= 0.55  # the catalogue knows both, as two things
    if target.region and outcome.region and target.region != outcome.region:
        words *= 0.3
    if target.unit != outcome.unit and not _same_basis(target, outcome):
        words *= 0.86
    if target.kind is not outcome.kind:
        words *= 0.84 if Kind.RANK not in (target.kind, outcome.kind) else 0.4
    done, did = verbs(target.indicator), verbs(outcome.indicator)
    if done and did and done != did and not set(done) & set(did):
        words *= 0.9
    return words


def near(target: Quantity, outcome: Quantity) -> float:
    """How likely `outcome` answers `target` in other words: by what wording they share and how near the figures lie.

    A re-worded answer (盘活低效工业用地2000亩 … 唤醒沉睡工业地块2060亩) shares a word or two, the unit, and the size.
    """
    if target.unit != outcome.unit or target.kind is not outcome.kind or not target.value or not outcome.value:
        return 0.0
    if target.code and outcome.code and target.code != outcome.code:
        return 0.0
    ratio = float(outcome.value / target.value)
    if not 0.5 <= ratio <= 2:
        return 0.0
    size = 1 - abs(1 - ratio) if ratio <= 1 else 1 / ratio
    a, b = core(target.indicator), core(outcome.indicator)
    shared = len(set(a) & set(b)) / max(1, min(len(set(a)), len(set(b))))
    return 0.5 * shared + 0.3 * size + 0.2 * alike(a, b) if shared >= 0.3 else 0.0


def _same_basis(a: Quantity, b: Quantity) -> bool:
    """Whether two units count the same: 个 and 家, 人 and 名."""
    return any(
        a.unit in units and b.unit in units
        for units in ({"个", "家", "户", "项", "件", "座", "处", "所"}, {"人", "名", "人次", "位"})
    )
