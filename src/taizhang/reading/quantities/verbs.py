"""Verbs of the trade (动词): what stands before a counted thing, and what merely introduces a figure."""

from __future__ import annotations

import re

from taizhang.reading.lexicon import one_of, words

CONDITION = re.compile(r"\(\?<?[!=][^)]*\)")
LAST_CHARACTERS = re.compile(r"[^?|](?:[^?|]\?)*(?=\||$)")  # of a word: the last that must be there, those that may be


def last_characters(alternatives: str) -> frozenset[str]:
    """The characters in which a match of words parted by | may end: 达到了?|超过 ends in 到, 了 or 过.

    Text that ends in none of them need not be searched for the words at its end.
    """
    return frozenset("".join(LAST_CHARACTERS.findall(CONDITION.sub("", alternatives))).replace("?", ""))


COUNTED = one_of(words("counted"))
# Verbs and adverbs that introduce a figure and belong to no indicator. Each opens with a character, not with what must
# not stand before it: so a search skips to the next of these characters.
_TAIL = (
    "达到了?|达成?|完成了?|实现了?|为|是|约(?<![签条合节]约)为?|近(?<![附邻临最]近)|超过?了?|突破了?|突破性?|逾|至少|最少|不低于|不少于|不小于|不超过|不高于|不多于|控制在|控制到|稳定在|保持在?|维持在|稳定|提高到了?|提高至|提升到|提升至|增加到|增加至|增至|"
    "增长到|增长至|上升到|上升至|升到|升至|扩大到|扩大至|拓展至|拓展到|下降到|下降至|降到|降至|降低到|降低至|减少到|减少至|压缩到|压缩至|缩短至|缩短到|缩减至|回落至|回落到|跃升至|跃居|位居|位列|名列|排名|"
    "累计达?|累计完成|总计|合计|共计|共有?|共|均|各|分别|已|仅|只|将|要|再|也|还|都|就|预计|预期|力争|确保|努力|有望|全部|平均|同比|较上年|比上年|比去年|较去年|大(?<![签条合节]大)约|大致|高达|多达|占到|占|到|至|过|破|大于|高于|低于|少于|多于|小于|不足|不到|接近|将近|：|，|“|全年|年均|左右|由|从|持续|继续|圆满|顺利|发展到|发展至|缩小到|缩小至|继续按|按|分别完成|分别为|正|现有?"
)
TAIL = re.compile(f"(?:{_TAIL})$")
ENDS_TAIL = last_characters(_TAIL) | {"\n"}
_GROWTH = "(?<!自然)增长率?|增速|增幅|增加|净增|递增|上升|上涨|涨幅|回升|提高|提升|提速|扩大|攀升|增|涨|降低|下降|降幅|减少|压减|压缩|缩减|削减|缩短|回落|减幅|精简|降|减"
GROWTH_TAIL = re.compile(f"(?:同口径)?(?:同比)?(?:年均)?(?:{_GROWTH})(?:了)?$")
ENDS_GROWTH_TAIL = last_characters(_GROWTH) | {"了", "\n"}
SUBJECT = re.compile(
    "^[^，、；。\\d]{0,14}?(?:将(?![军来])|计划(?=[每新招建打引实完])|力争(?:年内|全年|“[^”]{0,300}”(?:内|期末|末|期间)?)?|预计|确保)"
)
# What each alternative of LEAD opens with: where another character stands there is nothing to take away.
OPENS_LEAD = frozenset(
    "一三七上下不与且严九也了二五今以使先全八六共其再分切到力加努去又及另可合同和四圆在坚大完将尤差已常年并建当总成我截扎把投持明是有本此深特率现的着确积稳"
    "精系累统继联规计认让过还逐集项顺预高2—“、"
)
LEAD = re.compile(
    "(?:其中|同时|此外|另外|特别是|尤其是|并且?|还|又|再(?!生|就业|贷|保)|也|且|全年(?:累计|共|预计)?|今年(?:以来)?|去年|当年|本年|现有|可(?=[增新容接供实])|年内|年初以来|上半年|下半年|一年来|五年来|过去[一五]年|年底前?|年末|到年底|截至[^，]{2,10}|力争(?:年内|全年|到20\\d\\d年)?|确保|努力|预计|预期|计划(?!生育|免疫)|累计|共计|合计|总计|共|先后|"
    "顺利|成功|圆满|精准|联动|认真|规范(?=审批)|差别化|(?:项目)?(?:建成|投产|完工|投用)后|明年|全面|全力|大力|积极|扎实|稳步|持续|深入|加快|有序|高标准(?!农田)|高质量|高水平|高效|严格|分类|集中(?!式)|统筹|系统|着力|切实|不断|逐步|继续|坚持|坚决|常态化|"
    "全[市区县州盟旗省国](?!域)|我[市区县州盟旗]|[全本]开发区|20\\d\\d年(?:底|末)?|到20\\d\\d年(?:底|末)?|[一二三四五六七八九]是|在全[省国市]率先|率先|已|将|使得?|让|把|是|了|的|、|和|及|与|—+|“十[一二三四五六七]五”(?:期间|时期|内|期末)?|一是|二是|三是|以及)"
)
OPENS_COUNTED = frozenset(word[0] for word in words("counted"))
COUNTED_START = re.compile(f"(?:{COUNTED})")
VERBS_ONLY = re.compile(f"(?:(?:{COUNTED})(?!用地|面积|任务|进度|收入)(?:（改）|（扩）)?[、和]?)+")
DROPPED = re.compile("(?:完成|实现|达到|保持|完成了|实现了|确保|取得)(?=[\u4e00-\u9fff“])")
PREDICATE = re.compile(
    "(?:（[^）]{0,100}）)?(?:全部|均|已|顺利|成功|有序|全面|正式|如期|陆续|集中|加快|相继|先后)?(?:实现)?(?P<verb>竣工投产|建成投产|建成投用|建成投运|建成开园|建成通车|建成|竣工|投产达效|投产|达产|投用|投运|完工|开复工|开工建设|开工|复工复产|复工|落地实施|落地|落户|签约|挂牌|上市|上线|启用|启动|通车|贯通|"
    "实现提档升级|提档升级|完成改扩建|完成改造|完成整改|完成验收|办结|化解|入选|入围|入库|纳入|列入|获评|获批|获得|获|荣获|跻身|被[\u4e00-\u9fff]{2}|通过|达标|脱贫|摘帽|出列|完成(?!率|情况)|推进|运营|实现|享受|搬迁|回迁|投入使用|投入运营|并网发电|并网|交付|完成首次登记|就业|上岗|参与|参加|受益|覆盖|活跃|开展|提供|取得|位列|位居|名列|排名|位次|高于|超过|具备|达到?)"
)
