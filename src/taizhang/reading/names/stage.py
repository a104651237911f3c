"""The stage of a project, read from the clause that first names it."""

from __future__ import annotations

import re

from taizhang.reading.names.members import Member
from taizhang.reading.names.types import Stage
from taizhang.reading.outline.types import Part

LOOK = 36  # characters after the name within its clause

AHEAD = re.compile("谋划|筹建|规划|研究|论证|前期|纳规|申报|计划|拟|可研|选址|深化总体方案")
HALFWAY = re.compile("主体(?:工程)?(?:基本)?(?:建成|完工|贯通|封顶|建设)|完成(?:主体|基础)|内部装修|封顶")
STEPS: tuple[tuple[re.Pattern[str], Stage], ...] = (
    (re.compile("达产|满负荷|达效(?<!投产达效)"), "达产"),
    (re.compile("投产|投运|运营|运行|开服|开园|揭牌|挂牌|双投|首发|开门迎客|试运行|并网发电"), "投产"),
    (re.compile("投用|启用|投入使用|回迁|清理完毕|开馆|开诊|入住"), "完成"),
    (re.compile("竣工|建成|完工|验收|通车|通水|交付|开通|贯通|收官"), "竣工"),
    (re.compile("开工|动工|奠基|启动建设|全面启动|破土"), "开工"),
    (re.compile("签约|落户|签订|签署"), "签约"),
    (re.compile("完成"), "完成"),
    (re.compile("推进|加快|加速|施工|实施|进展|开展|在建|提速|续建|全面建设|全线建设"), "在建"),
)
LEADS: tuple[tuple[re.Pattern[str], Stage], ...] = (
    (re.compile("谋划|筹建|规划建设"), "规划"),
    (re.compile("竣工投产|投产|投运|运营|揭牌|挂牌"), "投产"),
    (re.compile("投用|启用|投入使用"), "完成"),
    (re.compile("建成|竣工|完工|建好"), "竣工"),
    (re.compile("开工|启动建设|启动"), "开工"),
    (re.compile("签约|引进|落户"), "签约"),
    (re.compile("完成"), "完成"),
    (re.compile("推进|加快|加紧|抓紧|实施|推动|续建|抓好|提速|保障|开展|协调"), "在建"),
)


def stage_of(form: str, member: Member, part: Part) -> Stage | None:
    """The stage that the clause gives to `member`, None where no word of it is a stage word."""
    phrase = member.phrase
    lead = phrase.lead
    after = form[member.end : min(phrase.clause_end, member.end + LOOK)]
    if HALFWAY.search(after):
        return "在建"
    by_lead = next((stage for words, stage in LEADS if words.search(lead)), None)
    if by_lead == "开工" and lead.endswith("启动") and (part is Part.PLAN or AHEAD.search(after)):
        return "规划"
    if by_lead == "规划" or (by_lead in (None, "在建") and AHEAD.search(after)):
        return "规划"
    if by_lead not in (None, "在建"):
        return by_lead
    if by_lead == "在建" and re.search("加快|加紧|抓紧", lead):
        return by_lead
    by_after = next((stage for words, stage in STEPS if words.search(after)), None)
    return by_after or by_lead
