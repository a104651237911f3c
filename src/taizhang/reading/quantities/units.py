"""Units of measure and counting words (计量单位、量词), and the multipliers before them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

# Counting words and units that may follow a figure. Longer ones win. What stands for people, firms, works, land, money
# and matter is listed apart so that a reader can find the word he misses.
PEOPLE = "人次 人 名 户次 户 位 对"
THINGS = (
    "个 家 项 件 条 座 处 所 套 间 栋 幢 辆 台套 台 架 艘 列 班 场次 场 次 届 批次 批 笔 起 宗 例 只 头 匹 羽 尾 株 棵 盏 口 眼 孔 "
    "枚 把 部 册 篇 份 张 块 片 面 根 支 队 组 桩 段 站 地 穴 幅 副 门 本 期 类 种 款 单 单元 标准箱 标箱 航次 架次 车次 床 "
    "床位 席 坐席 泊位 车位 剂 剂次 杆 羊单位 尊 趟 节 堂 课时 学时 枪 包 袋 瓶 盒 箱 桶 具 颗 粒"
)
LAND = "万平方公里 平方公里 平方千米 平方米 平米 公顷 亩次 亩 立方米 立方 方 公里 千米 海里 里 厘米 毫米 米"
MONEY = "人民币 美元 欧元 港元 日元 元 块钱"
MATTER = (
    "标准煤 吨标准煤 吨标煤 吨公里 吨 公斤 千克 斤 克 升 担 千瓦时 度 兆瓦时 兆瓦 千瓦 吉瓦 兆伏安 千伏安 万伏 千伏 伏 微克 毫克 "
    "分贝 帕 摄氏度 ℃ 流量 Gbps Mbps TB PB EFlops PFlops GW MW kW GWh MWh kWh km m² ㎡ m3 m³ kg t TEU"
)
RATIO = "%% 个百分点 百分点 个基点 个点 ‰ % 倍 成 番 年一遇 强 分"

_OVER = "(?:元|人|亩|吨|平方米|平方公里|立方米|公里|千人|万人|斤|公斤|户|床|天|年|月|日|小时|分钟|万元|千米|年度|辆|㎡|m3|m³|升|次|家|瓦|千瓦时|百户)"
COUNTING = frozenset(f"{THINGS} {PEOPLE}".split()) - {"人", "人次"}
_NOT = {
    "方": "(?![面案式向便法针位百])",
    "台": "(?!阶)",
    "家": "(?![庭园])",
    "件": "(?!套)",
    "面": "(?!积|向|临)",
    "组": "(?![织建])",
    "部": "(?![门署委分])",
    "成": "(?![立功果效为员本绩长熟都])",
    "分": "(?![别布为期类级之步配享])",
    "对": "(?![接口外])",
    "期": "(?![间末限])",
    "段": "(?!落)",
    "点": "(?![位击])",
    "本": "(?![级地科])",
    "地": "(?!区|块|方|下)",
    "元": "(?![素旦件])",
    "度": "(?!假)",
    "次": "(?!产业)",
    "方面": "",
    "名": "(?!录|牌|单)",
    "口": "(?!岸|径|袋)",
    "里": "(?!程|面)",
    "米": "(?!袋)",
    "节": "(?![点约能水气])",
    "号": "",
    "头": "(?!部)",
    "类": "(?!型)",
    "条": "(?!例|件|线)",
    "项": "(?!目)",
    "位": "(?!居|列|于|次)",
}
_OFTEN = "个%元家亩人条公户项件平所吨套座名位处场千"  # first characters of most units in reports: tried first
_WORDS = sorted(" ".join((PEOPLE, THINGS, LAND, MONEY, MATTER, RATIO)).split(), key=len, reverse=True)


def _any_of_words() -> str:
    """A pattern for any unit, grouped by first character: most text that is none is given up at a glance."""
    tails: dict[str, list[str]] = {first: [] for first in _OFTEN}
    for word in _WORDS:
        tails.setdefault(word[0], []).append(re.escape(word[1:]) + _NOT.get(word, ""))
    groups = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in tails.items())
    return f"(?=[{''.join(tails)}])(?:{groups})"


UNIT = f"{_any_of_words()}(?:[/每]{_OVER})?"
LONGEST_UNIT = 11  # characters, what it is counted over included
MULTIPLIER = "(?:万亿?|亿|十(?:万亿?|亿)|[百千](?:万亿?|亿|(?![瓦米克卡分帕伏])))"

SIZES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
SAME = {
    "平米": "平方米", "㎡": "平方米", "m²": "平方米", "km": "公里", "千米": "公里", "人民币": "元", "百分点": "个百分点", "个点": "个百分点",
    "吨标煤": "吨标准煤", "kWh": "千瓦时", "m3": "立方米", "m³": "立方米", "平方千米": "平方公里", "立方": "立方米", "kg": "千克", "块钱": "元",
}  # fmt: skip


@lru_cache(64)
def multiplied(words: str) -> Decimal:
    """The product of multiplier characters: 百万 → 1000000, "" → 1."""
    size = 1
    for word in words:
        size *= SIZES[word]
    return Decimal(size)


def base_unit(unit: str) -> str:
    """The unit as the ledger spells it."""
    return SAME.get(unit, unit)
