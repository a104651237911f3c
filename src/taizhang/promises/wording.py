"""The words of an indicator that tell it from others: its matter, what was done to it, its distinguishing marks."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from taizhang.promises.definition import standard
from taizhang.reading.quantities.verbs import COUNTED
from taizhang.rulebook.indicators import plain

NOUNS = "养殖|种植|服务|加工|生产|销售|贷款|融资|研发|就业|培训|绿化|造林|检测|监测|登记|运营|设施|发行"  # verbs that may be the matter
FIRST = re.compile(
    f"(?:(?!{NOUNS})(?:{COUNTED}|管护|抚育|发展|完成|力争|确保)(?!用地|面积|任务|进度|收入)(?:（改）|（扩）)?[、和]?)+"
)
SCOPE = re.compile(
    "全社会|全[市县区州盟旗省](?!域)|城乡(?=居民|低保|供水|环境)|各类|各级|各项|重点(?=项目)|每年|年均|年末|累计|同口径|以上|之上|总[额量数]?$|(?<=[\u4e00-\u9fff]{2})数$"
)
ADDRESS = re.compile("^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+是|我们|先后|全年|当年|共|新一年)+")
THRESHOLD = re.compile(
    r"\d[\d.]*[十百千]?[万亿]?元以上|(?<!\d)[千百]?[万亿]元以上|(?:投资)?[超过](?P<over>\d*[十百千]?[万亿])元(?=[\u4e00-\u9fff]|$)"
)
DONE_LAST = re.compile(
    "(?:(?:提档|改造|建设|治理|整治|修复|更新|升级|提升|管护|新增|新建|完成|建成|实施|培育|化解|处置|发放|培训|安装|开通|出栏|存栏|认定|备案|引进|打造|创建|转移|办结|拆除|盘活|达标|净增|投放|种植|播种|实现|投入使用)(?:了|数)?)+$"
)
MEASURE = re.compile("(?:占GDP比重|占gdp比重|占比|比重|比例|强度|浓度|总额|余额|增速|增幅|总产量|总量)$")
EXCLUSIVE: tuple[tuple[str, ...], ...] = (
    ("国家级|国家(?!公园|级)|国字号", "省级|省(?=[^内外会定市])", "市级|州级", "县级|区级", "乡级|镇级|村级"),
    ("城镇|城市|县城", "农村|乡村|农民"),
    ("幼儿园", "中小学|小学|中学|初中|高中", "卫生[院室]"),
    ("第一产业", "第二产业", "第三产业"),
    ("出口(?!额?总)", "进口"),
    ("存款(?!贷)", "(?<!存)贷款"),
    ("规上", "限上"),
    ("一期", "二期", "三期"),
    ("普惠|托位", "养老"),
    ("高速公路", "农村公路", "国省"),
    ("签约", "开工", "竣工|投产|投用", "入库|储备"),
    ("小巨人", "单项冠军", "专精特新(?!.{0,2}小巨人)", "高新技术|高企", "瞪羚", "独角兽"),
    ("工业", "农业", "服务业", "建筑业"),
    ("城市低保", "农村低保"),
    ("增加值", "销售|营业收入|产值"),
)
_EXCLUSIVE = [[re.compile(word) for word in group] for group in EXCLUSIVE]


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """`text` with the words that mean one thing said one way, and in small letters."""
    alike, first = _alike()
    return alike.sub(lambda match: first[match[0]], text).lower()


@lru_cache(maxsize=16384)
def core(indicator: str) -> str:
    """What is measured, without what was done to it and without words that say little: 新增规模以上工业企业 → 规上工业."""
    text = ADDRESS.sub("", indicator) or indicator
    head = FIRST.match(text)
    if head and head.end() < len(text):
        text = text[head.end() :]
    tail = DONE_LAST.search(text)
    if tail and tail.start() >= 2:
        text = text[: tail.start()]
    text = plain(SCOPE.sub("", normal(THRESHOLD.sub("", text)))) or "项目"
    short = _passed_over().sub("", text)
    return short if len(short) >= 2 else text


@lru_cache(maxsize=16384)
def topic(words: str) -> str:
    """A core without the measure at its end: 研发投入占比 → 研发投入."""
    match = MEASURE.search(words)
    return words[: match.start()] if match and match.start() >= 2 else words


@cache
def too_general() -> frozenset[str]:
    """Cores that alone do not tell one matter from another: 资金, 床位."""
    return frozenset(standard().too_general)


@lru_cache(maxsize=16384)
def deeds(indicator: str) -> frozenset[str]:
    """The characters of what was done, before or behind the thing: 新增规模以上工业企业 → 新, 增."""
    head, tail = FIRST.match(indicator), DONE_LAST.search(indicator)
    return frozenset((head[0] if head else "") + (tail[0] if tail and tail.start() >= 2 else ""))


@cache
def _alike() -> tuple[re.Pattern[str], dict[str, str]]:
    first = {word: words[0] for words in standard().said_alike for word in words[1:]}
    longest = sorted({*first, *(words[0] for words in standard().said_alike)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), first | {
        words[0]: words[0] for words in standard().said_alike
    }


@cache
def _passed_over() -> re.Pattern[str]:
    return re.compile("|".join(sorted(standard().passed_over, key=len, reverse=True)))


@lru_cache(maxsize=16384)
def marks(indicator: str) -> tuple[int, ...]:
    """For each group of words that exclude each other, which of them the indicator bears (0: none)."""
    return tuple(next((n for n, word in enumerate(group, 1) if word.search(indicator)), 0) for group in _EXCLUSIVE)


@lru_cache(maxsize=16384)
def thresholds(indicator: str) -> frozenset[str]:
    """Sums that only qualify what is counted: 亿元以上, 10亿元以上, 超10亿元."""
    found = (f"{m['over']}元以上" if m["over"] else m[0] for m in THRESHOLD.finditer(indicator))
    return frozenset("亿元以上" if said == "1亿元以上" else said for said in found)
