"""How far a named thing was to come, and how far the next report says that it is (阶段)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from taizhang.promises.types import Verdict


class Stage(IntEnum):
    """How far a thing is, or was to come. UNSAID: the words do not tell."""

    UNSAID = -1
    HELD_UP = 0  # 未能开工、取消
    PREPARED = 1  # 谋划、前期、选址
    BEGUN = 2  # 开工
    GOING_ON = 3  # 推进、完成七成
    HALFWAY = 4  # 主体封顶
    DONE = 5  # 建成、投用、落地


WORDS = {
    Stage.UNSAID: "未说明阶段", Stage.HELD_UP: "未能实施", Stage.PREPARED: "前期", Stage.BEGUN: "开工", Stage.GOING_ON: "推进",
    Stage.HALFWAY: "主体完成", Stage.DONE: "建成或落实",
}  # fmt: skip

SEEN: tuple[tuple[Stage, re.Pattern[str]], ...] = (  # first that fits wins
    (Stage.HELD_UP, re.compile("未能|未如期|没有(?:完成|开工|启动)|尚未|未按期|未开工|未启动|取消|搁置|暂缓|叫停|推迟|延期|顺延|停工|停滞|不及预期|未落地")),
    (Stage.GOING_ON, re.compile("尚有|部分(?:建成|投用|完工)|仍在(?:建设|施工)|一半|过半|完成(?:总|年度)?(?:投资|工程量|产值|进度)|完成[^，。；]{0,8}(?:成(?!功|立|套|果)|%|％|工程量)|(?:即将|有望|年内可|将(?:于|在))")),
    (Stage.HALFWAY, re.compile("主体(?:工程|结构)?(?:基本|全部|顺利)?(?:建成|完工|完成|贯通|封顶|竣工)|(?:完成|实现)(?:主体|结构|路基|桥梁|土建|基础|隧道|主楼)|封顶|内部装修|正在装修|设备(?:陆续|安装|调试|进场)|吊装|土建(?:完工|完成)|合龙|贯通(?!运营)")),
    (Stage.PREPARED, re.compile("(?:(?:报告|规划|方案|可研|用地|立项)[^，。；]{0,4}获批|通过[^，。；]{0,12}(?:评审|审查|初评|论证)|[^，。；]{0,4}批复|前期|选址|论证|可研|立项|用地预审|方案|评审|报批|规划(?:设计|编制|选址)|审查|招标|征地|征收|拆迁|(?:列入|纳入)[^，。；]{0,12}(?:规划|储备|计划)|(?<!建设)储备|初评|申报|谋划|纳入[^，。；]{0,8}规划|签订[^，。；]{0,14}协议)(?:[^，。；]{0,8}(?:获批|通过|批复))?")),
    (Stage.DONE, re.compile("建成|竣工|完工|投产|投用|投运|启用|投入(?:使用|运营|运行)|通车|通水|通气|通航|通电|开通|运营|运行|上线|开放|开馆|开园|开诊|开业|开学|开灶|开门|开镜|迎客|迎来|营业|达产|达效|试产|并网发电|全容量并网|全(?:部|面)并网|并网(?!.{0,4}待)|交付|落地|获批|挂牌|揭牌|验收|入住|全覆盖|覆盖|收官|见效|实现|完成|办结|创成|获评|获得|荣获|入选|列入|建立|成立|出台|兑现|举办|成功|圆满|惠及|受益|归集|签约项目|屡[^，]{0,4}|常态化|发布|颁布|印发|通过|投放")),
    (Stage.BEGUN, re.compile("开工|动工|破土|奠基|首桩|打桩|启动|开建|进场施工|施工单位进场")),
    (Stage.GOING_ON, re.compile("推进|加快|加速|施工|实施|进展|开展|在建|提速|续建|建设|正在|布设|有序|扎实|稳步|步步|深入|铺开|试点|推开|抓紧")),
)  # fmt: skip

MEANT_BEFORE: tuple[tuple[Stage, re.Pattern[str]], ...] = (  # the verb in front of the name
    (Stage.DONE, re.compile("(?:建成|竣工|完成|投用|启用|上线|开通|建好|创成|办好|举办|落实|打造|用好|建立|健全|完善|推行|搭建|设立|出台|全面推[行开]|深化|做响|做大|巩固|坚持|迭代|优化|开展)[^，。；]{0,12}$")),
    (Stage.BEGUN, re.compile("(?:开工|动工|启动|新开工|兴建|破土)(?:建设|实施|兴建)?[^，。；]{0,12}$")),
    (Stage.PREPARED, re.compile("(?:谋划|筹建|规划建设|规划|论证|研究|储备|争取|探索|前期)[^，。；]{0,12}$")),
    (Stage.GOING_ON, re.compile("(?:推进|加快|加紧|抓紧|实施|推动|续建|抓好|提速|支持|开展|协调|抓实|补齐|打好)[^，。；]{0,14}$")),
)  # fmt: skip
MEANT_BEHIND: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (Stage.HALFWAY, re.compile("主体(?:工程|结构)?(?:建成|完工|完成|封顶)|(?:完成|实现)主体|封顶|贯通")),
    (
        Stage.DONE,
        re.compile(
            "建成|竣工|完工|投产|投用|投运|启用|投入(?:使用|运营|运行)|通车|通水|通航|供水|开通|运营|上线|开放|开园|达产|达效|交付|落地|营业|并网|全部|完成"
        ),
    ),
    (Stage.PREPARED, re.compile("前期|选址|论证|可研|立项|规划|报批|纳规")),
    (Stage.BEGUN, re.compile("开工|动工|破土|启动|开建")),
)
CARRIED_OUT = re.compile("开展|推行|实施|落实|用好|坚持|严格")
YEARS = re.compile("[三五两2-5]年(?:行动|攻坚|提升|计划)")
CLOSED = re.compile("收官|完成|结束")
PASSED = re.compile("获批|通过|批复|列入|纳入")


@dataclass(frozen=True, slots=True)
class Said:
    """A stage and the words that say so."""

    stage: Stage
    words: str


def seen(behind: str, before: str = "", *, system: bool = False) -> Said:
    """How far the words behind a name (and, where they do not tell, those in front) say that it is.

    A system that is carried out (开展、推行) is there; a work that is carried out is under way.
    """
    found = _first(SEEN, behind)
    if found.stage is not Stage.UNSAID:
        return found
    if system and (carried := CARRIED_OUT.search(before[-8:])):
        return Said(Stage.DONE, carried[0])
    return _first(SEEN, before[-8:])


def meant(before: str, behind: str) -> Said:
    """How far the plan says that the thing is to come."""
    found = _first(MEANT_BEHIND, behind)
    if found.stage is not Stage.UNSAID:
        return found
    near = before[-16:]
    best = Said(Stage.UNSAID, "")
    last = -1
    for stage, pattern in MEANT_BEFORE:
        if (match := pattern.search(near)) and match.start() > last:
            best, last = Said(stage, match[0][:4]), match.start()
    return best


def judged(promised: Stage, reported: Said, *, name: str) -> Verdict:
    """The verdict on a named thing: done when it came as far as promised, under way when it moved, else not yet."""
    stage = reported.stage
    if stage is Stage.HELD_UP:
        return Verdict.NOT_YET
    if YEARS.search(name) and stage is not Stage.UNSAID:  # what runs for years is done only when it is closed
        return Verdict.DONE if CLOSED.search(reported.words) else Verdict.UNDERWAY
    if stage in (Stage.UNSAID, Stage.DONE):
        return Verdict.DONE
    if stage is Stage.PREPARED:
        moved = PASSED.search(reported.words) and promised in (Stage.PREPARED, Stage.GOING_ON, Stage.UNSAID)
        return Verdict.UNDERWAY if moved else Verdict.NOT_YET
    if promised in (Stage.PREPARED, Stage.BEGUN) or (promised is Stage.HALFWAY and stage is Stage.HALFWAY):
        return Verdict.DONE
    return Verdict.UNDERWAY


def _first(table: tuple[tuple[Stage, re.Pattern[str]], ...], text: str) -> Said:
    for stage, pattern in table:
        if match := pattern.search(text):
            return Said(stage, match[0])
    return Said(Stage.UNSAID, "")
