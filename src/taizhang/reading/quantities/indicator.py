"""What a figure measures (指标名称): the phrase a statistician would write at the head of the row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from taizhang.reading.quantities.verbs import (
    ENDS_GROWTH_TAIL,
    ENDS_TAIL,
    GROWTH_TAIL,
    LEAD,
    OPENS_COUNTED,
    OPENS_LEAD,
    PREDICATE,
    SUBJECT,
    TAIL,
    VERBS_ONLY,
)

RULES: dict[str, tuple[str, tuple[str, ...]]] = {
    "indicator.before": ("the phrase before the figure", ("改造老旧小区26个。",)),
    "indicator.behind": ("the noun behind the figure, with the verb before it", ("打造20条美丽街巷。",)),
    "indicator.carried": ("a figure without a phrase of its own takes the one before", ("投资244亿元，增长19%。",)),
    "indicator.verb-carried": ("a list shares its first verb", ("新增企业87家、商户33家。",)),
    "indicator.noun-carried": ("a verb alone takes the noun before", ("新签约项目60个，新开工42个。",)),
    "indicator.of": ("a bare 总投资 or 面积 belongs to the thing before", ("签约项目22个，总投资180亿元。",)),
    "indicator.heads": ("分别 pairs heads with figures", ("城镇、农村居民收入分别增长6%、7%。",)),
    "indicator.industries": ("the shares of the three industries", ("三次产业结构为12.1：46.3：41.6。",)),
    "indicator.clause": ("the clause before, where nothing else names the thing", ()),
}  # fmt: skip

LONGEST_TAIL = 12  # characters of the longest words that lead up to a figure, a line break included
NOISE = re.compile(  # every alternative opens with a character, so that the search skips to the next of these
    r"（\d+）|（下同）|\[\d+\]|〔\d+〕|各(?<!各级各)类|" + "|".join("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ \n")
)
_RELATION = (
    "(?:计划|协议|合同)?(?:总投资(?:额)?|投资(?:额)?|完成投资|年度投资|面积|总面积|建筑面积|产量|产值|年产值|总产值|产能|销售收入|销售额|收入|营业收入|金额|总额|资金|贷款|授信|交易额|户数|人数|人口|数量|规模|里程|长度|"
    "覆盖率|占比|比重|比例|占[^，。；]{1,14}|满意率|满意度|合格率|达标率|办结率|完成率|利用率|普及率|增速|排名|位次|坐席|支持资金|减免税费|投入|贴息|惠及[^，。；]{0,8}|增加值|税收|利润|装机|总装机|存栏|出栏)"
)
RELATIONAL = re.compile(_RELATION)
RELATIONAL_LAST = re.compile(
    "(?:年度|当年|全年)?(?:投资|任务|计划|目标|建设)?(?:完成率|达标率|合格率|办结率|开工率|投产率|覆盖率|满意率|占比|比重|年度投资|完成投资|总投资)$"
)
SHARE_OF = re.compile("^占(?P<of>.+?)(?:的)?(?:比重|比例|份额)?$")
BEHIND = re.compile("(?:“[^”]{0,300}”|《[^》]{0,100}》|（[^）]{0,12}）|[^，。；：、！？（）\n\\d“《])*")
NOT_BEHIND = re.compile(
    "(?:(?:增加|提高|提升|扩大|拓展|下降|降低|降|减少|减|上升|升|增长|增|合并|压缩|缩减|缩)(?:到|至|为)|以上|以下|以内|左右|上下|余|多|的$|和|及|与|并|且|，|、|。|；|：|等|之|在|到|至|用于|大关|台阶|关口|目标|水平|高位|：|大台阶|增长|下降|提高)"
)
MAY_LEAD = re.compile("[将计力预确]")
SCOPE_ONLY = re.compile("(?:总[数量额]|全[市区县州盟旗省国]|辖区内?|区域内|域内|其|在)*")
EXAMPLES = re.compile(
    "^(?P<names>[^，。；“]{1,60}|[^，。；]{1,60}、[^，。；]{1,60})等(?P<head>(?!为主|级)[^、，。；等]{4,})$"
)
ENABLING = frozenset(
    ("推动", "推进", "确保", "支持", "促进", "加快", "力争", "抓好", "加快推进", "做好", "帮助", "引导", "鼓励")
)
GENERIC = frozenset(("项目", "工程", "企业", "任务", "活动", "产业项目", "重点项目"))
LINK = re.compile("(?:、|和(?!美|谐)|及(?!时)|与|以及|并(?!网))")
OPENS_LINK = frozenset("、和及与以并")
OPENS_SCOPE = frozenset("总全辖区域其在")
SPLIT = re.compile("[、和与及]")
INNER = re.compile("(?:全部|均|已|顺利|成功|有序|分别|共|累计|各|已经)+$")


STOCK = re.compile(
    "(?:达到?|突破|超过?|稳定在|保持在?|总数|总量|增至|增加到|提高到|累计有|共有|拥有|现有|为)(?:了|近|约)?$"
)
BASE = re.compile(
    "^(?P<what>.+?)(?:提高到|提高至|调整到|调整为|增加到|提标到|提标至|达到?|为)*(?P<base>(?:每人|人均)?每[月年])$"
)
WITHIN = re.compile(
    "(?<=[\u4e00-\u9fff”])(?:累计|共计|总计|合计|(?:完成|实现)(?!投资|率|的|度|情况|额))(?=[\u4e00-\u9fff])"
)
DONE_TO = re.compile("^(?P<verb>[\u4e00-\u9fff]{2})了(?=[\u4e00-\u9fff])")
HOW = re.compile("(?:集中|全部|加快|大型|重点|专项|首次|累计)+")
STAGED = re.compile(
    "(?:新(?:增|建|开|设|签|签约|开工|竣工|投产|认定|引进|培育|注册|落户|创成|创建|获批|入库|纳入|招引|改建|改扩建|续建|组建)|开工|开工建设|集中开工|开复工|竣工|竣工投产|投产|达产|建成|建成投用|建成投产|签约|落地|投用|投运|续建|新建|改建|扩建|引进|招引|获批|认定|创成|改造|实施|推进|完成|发放|惠及|服务群众|带动|搬迁)$"
)
CARRIERS = frozenset("实施 谋划实施 推进 开展 安排 储备 谋划 落地".split())
ENLISTED = frozenset(
    "列入 纳入 入选 入围 获评 获批 获得 获 荣获 跻身 通过 达 达到 参与 参加 享受 具备 取得 提供".split()
)
OF_PLAN = re.compile("^(?:完成)?(?P<what>.*(?:计划|目标|任务))的$")
NEW_LAST = re.compile("^(?P<noun>.{2,}?)(?P<verb>新(?:签约|开工|竣工|投产|增|建|认定|引进|注册|落户|培育|招引|签))$")
SHARE_PHRASE = re.compile("^(?P<what>.+)占(?P<of>[^，。]+?)的?$")
FULL_NAMES = {"GDP": "地区生产总值", "GDP总量": "地区生产总值", "生产总值": "地区生产总值"}


@dataclass(slots=True)
class Phrase:
    """An indicator in its parts, so that later figures of the sentence can share them."""

    verb: str
    noun: str
    rule: str
    money: bool = False  # of a sum of money or a rate, not of a count

    @property
    def text(self) -> str:
        """As written in the row's head."""
        text = _joined(self.verb, self.noun) if self.verb else self.noun
        if text[-2:] in ("工作", "任务") and len(text) > 4:
            text = text[:-2]
        if "每" in text and (base := BASE.match(text)):
            text = base["what"][:-4] + base["base"] + base["what"][-4:]
        if text in FULL_NAMES:
            return FULL_NAMES[text]
        if text[2:3] == "了":
            text = DONE_TO.sub(r"\g<verb>", text)
        return WITHIN.sub("", text) if "计" in text or "完成" in text or "实现" in text else text


def _joined(verb: str, noun: str) -> str:
    """`verb` and `noun`, what ends the one and opens the other written once: 新建, 新建公园 → 新建公园."""
    if verb[-1] in noun[1:4]:
        for size in range(2, min(4, len(verb), len(noun)) + 1):
            if verb[-size:] == noun[:size]:
                return verb + noun[size:]
    return verb + noun


def tidy(text: str) -> str:
    """Without notes, blanks, line breaks and 各类."""
    return text if text.isalpha() and "各类" not in text else NOISE.sub("", text)


def links(text: str) -> re.Match[str] | None:
    """The 、 or 和 that `text` opens with, where it goes on a list."""
    return LINK.match(text) if text[:1] in OPENS_LINK else None


def unlinked(text: str) -> str:
    """Without the 、 or 和 that it opens with."""
    if text[:1] in OPENS_LINK and (link := LINK.match(text)):
        return text[link.end() :]
    return text


def strip_lead(text: str) -> str:
    """Without the subject, connectives, adverbs and dates that open a clause."""
    if MAY_LEAD.search(text, 0, 18) and (subject := SUBJECT.match(text)) and subject.end() < len(text):
        text = text[subject.end() :]
    while text[:1] in OPENS_LEAD and (match := LEAD.match(text)):
        text = text[match.end() :]
    return text


def strip_tail(text: str, *, change: bool) -> str:
    """Without the verbs and adverbs that lead up to the figure; with `change`, without the word of change too."""
    while match := _tail(text) or (_growth_tail(text) if change else None):
        text = text[: match.start()]
    return text


def _tail(text: str) -> re.Match[str] | None:
    return TAIL.search(text, max(0, len(text) - LONGEST_TAIL)) if text[-1:] in ENDS_TAIL else None


def _growth_tail(text: str) -> re.Match[str] | None:
    return GROWTH_TAIL.search(text, max(0, len(text) - LONGEST_TAIL)) if text[-1:] in ENDS_GROWTH_TAIL else None


def split_verb(phrase: str) -> tuple[str, str]:
    """(verbs, noun) of a phrase that opens with what is done: 新增企业 → 新增, 企业."""
    if phrase[:1] in OPENS_COUNTED and (match := VERBS_ONLY.match(phrase)):
        return phrase[: (end := match.end())], phrase[end:]
    return "", phrase


def behind(text: str) -> tuple[str, str, str]:
    """(noun, predicate verb, its object) of what follows a figure up to the end of its clause."""
    match = BEHIND.match(text)
    body = match[0] if match else text
    predicate = PREDICATE.search(body, 2) if len(body) > 2 else None
    if predicate and predicate.start() >= 2 and not HOW.fullmatch(body, 0, predicate.start()):
        return INNER.sub("", body[: predicate.start()]), predicate["verb"], body[predicate.end() :]
    return body.rstrip("和及与"), "", ""
