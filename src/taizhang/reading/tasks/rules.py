"""Which sentences of a plan are tasks. Rules are asked in order; the first that answers decides."""

from __future__ import annotations

import re

from taizhang.reading.lexicon import one_of, words

RULES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    # id: (what it sees, sentences it decides on, sentences it must leave alone)
    "task.heading": ("a heading, run in or on a line of its own", (), ()),
    "task.targets": ("the year's expected goals for the whole economy", ("今年主要预期目标是：生产总值增长6%左右。",), ("新增企业20家。",)),
    "task.address": ("addresses the meeting or closes the speech", ("各位代表，使命在肩。", "让我们携手奋进！"), ("修订章程。",)),
    "task.requirement": ("the year's general requirements", ("今年工作的总体要求是：坚持稳中求进。",), ("明确改造要求。",)),
    "task.year": ("says what the year means", ("2026年是实施规划的关键之年。",), ("2026年是桥梁完工的时间。",)),
    "task.preamble": ("stands before the year's goals, or between them and the first section", (), ()),
    "task.peroration": ("ends a section or the speech with what shall be achieved in all", ("奋力谱写现代化建设新篇章。",), ("谱写文化惠民篇章，新建书屋，开展巡演。",)),
    "task.transition": ("announces the list that follows", ("重点抓好以下八个方面工作：",), ("抓好污水管网改造工作。",)),
    "task.ideology": ("thought, loyalty and conduct, no thing to be done", ("牢固树立“四个意识”。",), ("建立督查机制。",)),
    "task.description": ("describes how things are or should be", ("实体经济是发展的根基。",), ("建好综合医院这一民心工程，年内开工建设。",)),
    "task.present": ("says what is under way or done", ("当前，各部门正在对照检查。",), ("年内完成检查。",)),
    "task.lead": ("opens a section", (), ()),
    "task.target": ("holds a target quantity", ("新增停车位400个。",), ()),
    "task.aspiration": ("a principle or a slogan of its section", ("坚持产业、文化、社区功能融合。",), ("坚持领导挂钩，健全考核机制。",)),
    "task.own-conduct": ("the government's own conduct, without a thing to be set up", ("持之以恒转作风、树新风。",), ("推进政务公开标准化。",)),
    "task.action": ("names an action on a definable thing", ("启动城区管网改造。",), ()),
    "task.none": ("names no action", ("百姓心里有杆秤。",), ()),
}  # fmt: skip

TARGETS = re.compile(
    r"(?:预期|主要|奋斗|发展)?目标(?:任务)?(?:是|为|：|建议|安排|初步)|主要预期目标|(?:地区生产总值|生产总值|GDP)(?:增长|增速|同比|力争|预期)"
)
ADDRESS = re.compile(r"(?:各位(?:代表|委员|主任)|同志们|让我们|我们坚信|我们深信|我们一定|我们相信|只要)")
REQUIREMENT = re.compile(
    r"(?:总体要求|总体思路|指导思想|工作基调|总要求)(?:是|为|：)?|^(?:做好|实现|完成|落实|围绕|聚焦|按照|对照)(?:上述|以上|今年|全年|总体|这些|目标)[^，。]{0,30}[，：]"
)
YEAR = re.compile(
    r"^(?:(?:19|20)\d\d年|今年|新的一年|明年)[，]?[^。]{0,80}?(?:之年|一年|年份|关键年|开局年|节点|周年|时期|阶段)"
)
TRANSITION = re.compile(
    r"(?:以下|下列|如下|这|上述)?(?:[一二三四五六七八九十\d]{1,3})(?:个|项|大)?(?:方面|重点)?(?:的)?(?:重点)?(?:工作|行动|任务|文章|提升|突破)[。：；]?$|：$|(?:做好|抓好|做到|实现|推进)(?:以下|如下|下列)"
)
IDEOLOGY = re.compile(
    r"习近平|“两个确立”|“四个意识”|“四个自信”|“两个维护”|“两个毫不动摇”|党的(?:二十|十九|十八|十七|十六)|政治(?:判断力|站位|责任|建设|能力|方向|纪律|生态|属性|机关|引领)|初心|使命|伟大旗帜|理想信念|党性|全面从严治党|党风廉政|廉洁(?:自律|从政|用权)|"
    r"形式主义|官僚主义|“四风”|中央八项规定|政绩观|忠诚(?:干净|担当|核心|拥护)|斗争精神|作风|钉钉子|真抓实干|实干|担当作为|人民至上|人民立场|人民为中心|以人民|群众路线|民主集中制|依法行政|法治思维|法治政府|权力|正风肃纪|反腐|底线思维|系统观念|发展理念|总基调"
)
THING = re.compile(
    r"机制|制度|平台|系统|体系|清单|台账|公开|审计|督查|办法|条例|预算|绩效|监督检查|评估|考核|行动|工程|项目|改革|试点|“放管服”|服务(?:中心|大厅|热线|水平)|一件事|数字|信箱|热线|议案|建议|提案|复议|普法|窗口|事项|政务|会议|文件|“三公”|经费|支出|资金|整治|培训|学习(?:机制|制度)|执法|诚信|信用|规划|决策(?:程序|咨询)|"
    r"活动|专项|风险点|品牌|机构|队伍|条规|大数据|示范[市县区地]|试验区"
)
DESCRIPTION = re.compile(
    r"^[^，]{2,26}(?:(?<![就正还都于但只若要凡])是(?!否)(?!以)[^，。]{2,40}|离不开|关系[着到]|事关|意味着|源于|在于|必须在|需要|必然|蕴含|承载)|对[^，。]{2,20}提出(?:了)?(?:新|更|许多)|^[^，]{2,12}(?:没有变|不会变|就在)"
)
PRESENT = re.compile(r"^(?:当前|目前|眼下|近年来|去年|今年以来|过去|一年来|回顾|实践证明|前不久|这些)")
PRESENT_STILL = re.compile(r"今年(?!以来)|力争|确保|全力|将|年内|下一步")
SLOGAN = re.compile(
    r"^(?:坚持|牢记|秉持|秉承|坚守|遵循|贯彻|弘扬|树牢|树立|牢固树立|保持|注重|突出|强化|增强|始终|尊重|按照|把|以|聚焦|围绕|紧扣|锚定|抢抓|统筹|民|发扬)"
)
ACTS = re.compile(one_of(words("actions")))
PERORATION = re.compile(
    r"(?:谱写|书写|交出|开创|展现|夺取|作出|形成|凝聚|争当|迈[上出向])[^，。]{2,36}(?:篇章|答卷|局面|胜利|业绩|贡献|作为|合力|排头兵|步伐|画卷|华章|迈进)(?:。|！|$)"
)
BALANCE = re.compile(
    r"^(?:坚持|注重|做到|统筹)[^，。]{4,40}(?:并重|并举|相结合|有机结合|两手抓|相统一|融合)(?:，[^，。]{2,8})?。$"
)
POINT = re.compile("[一二三四五六七八九十]{1,2}(?:是|要)")  # a point of the general remarks, no section
OWN_PART = re.compile(
    "(?:政府|自身|作风|效能|廉政|从严治政|治理能力)[^，。]{0,8}(?:建设|治政|能力)|全面从严治(?:政|党)|建设.{0,8}(?:服务型|人民满意的?)(?:法治)?政府"
)
