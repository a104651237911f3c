"""Which sentences of a plan are tasks. Rules are asked in order; the first that answers decides."""

from __future__ import annotations

import re

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
    "task.description": ("describes how things are or should be", ("实体经济是发展的根基。",), ("建设综合医院是今年的重点，年内开工。",)),
    "task.present": ("says what is under way or done", ("当前，各部门正在对照检查。",), ("年内完成检查。",)),
    "task.lead": ("opens a section", (), ()),
    "task.target": ("holds a target quantity", ("新增停车位400个。",), ()),
    "task.aspiration": ("a principle or a slogan of its section", ("坚持产业、文化、社区功能融合。",), ("坚持领导挂钩，健全考核机制。",)),
    "task.own-conduct": ("the government's own conduct, without a thing to be set up", ("从严落实党风廉政建设责任制。",), ("推进政务公开标准化。",)),
    "task.action": ("names an action on a definable thing", ("启动城区管网改造。",), ()),
    "task.none": ("names no action", ("民之所盼，政之所向。",), ()),
}  # fmt: skip

TARGETS = re.compile(r"(?:预期|主要|奋斗|发展)?目标(?:任务)?(?:是|为|：|建议|安排|初步)|主要预期目标|(?:地区生产总值|生产总值|GDP)(?:增长|增速|同比|力争|预期)")
ADDRESS = re.compile(r"(?:各位(?:代表|委员|主任)|同志们|让我们|我们坚信|我们深信|我们一定|我们相信|只要)")
REQUIREMENT = re.compile(r"(?:总体要求|总体思路|指导思想|工作基调|总要求)(?:是|为|：)?|^(?:做好|实现|完成|落实|围绕|聚焦|按照|对照)(?:上述|以上|今年|全年|总体|这些|目标)[^，。]{0,30}[，：]")
YEAR = re.compile(r"^(?:(?:19|20)\d\d年|今年|新的一年|明年)[，]?[^。]{0,80}?(?:之年|一年|年份|关键年|开局年|节点|周年|时期|阶段)")
TRANSITION = re.compile(
    r"(?:以下|下列|如下|这|上述)?(?:[一二三四五六七八九十\d]+)(?:个|项|大)?(?:方面|重点)?(?:的)?(?:重点)?(?:工作|行动|任务|文章|提升|突破)[。：；]?$|：$|(?:做好|抓好|做到|实现|推进)(?:以下|如下|下列)"
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
SLOGAN = re.compile(r"^(?:坚持|牢记|秉持|秉承|坚守|遵循|贯彻|弘扬|树牢|树立|牢固树立|保持|注重|突出|强化|增强|始终|尊重|按照|把|以|聚焦|围绕|紧扣|锚定|抢抓|统筹|民|发扬)")
ACTION = (
    "实施 推进 推动 开展 建设 建成 建立 健全 完善 加快 加强 加大 深化 优化 落实 启动 开工 新增 新建 改造 打造 培育 引进 组织 举办 制定 出台 编制 修订 支持 鼓励 引导 提升 提高 扩大 拓展 发展 壮大 做强 做大 做优 做好 抓好 办好 用好 "
    "建好 强化 整治 治理 严格 严厉 打击 防范 化解 处置 清理 淘汰 关闭 取缔 排查 监管 管控 保障 保护 修复 修编 推行 推广 探索 构建 搭建 设立 成立 组建 争取 争创 创建 创成 申报 对接 承接 引入 招引 招商 签约 完成 实现 确保 力争 突破 促进 促成 "
    "激发 释放 盘活 整合 统筹 布局 谋划 规划 划定 畅通 打通 疏通 连接 贯通 稳定 稳妥 巩固 扩建 延伸 覆盖 普及 提档 提质 升级 更新 改革 试点 试行 执行 评选 评审 考核 督查 审计 公开 宣传 普法 培训 培养 选派 选拔 招聘 就业 帮扶 救助 关爱 "
    "服务 运用 应用 整改 落地 投用 投产 运营 管护 管理 监测 预警 调度 研究 论证 筹备 筹建 筹集 安排 发放 缴纳 征收 收储 供应 挖掘 挖潜 传承 丰富 繁荣 活跃 满足 减轻 降低 压减 控制 遏制 坚决 守牢 守好 扛牢 压实 压紧 履行 兑现 解决 破解 消除 补齐 补强 夯实 "
    "当好 融入 积极 扎实 深入 持续 大力 全力 全面 稳步 有序 认真 高标准 高质量 高水平 常态化 进一步 逐步 切实 着力 聚力 倾力 努力 放大 擦亮 彰显 讲好 唱响 严守 严控 规范 筑牢 织密 增强 凝聚 尊崇 接受 习惯 树立 合理 科学 依法 广泛 多渠道"
).split()
ACTS = re.compile("|".join(sorted(ACTION, key=len, reverse=True)))
PERORATION = re.compile(r"(?:谱写|书写|交出|开创|展现|夺取|作出|形成|凝聚|争当|迈[上出向])[^，。]{2,36}(?:篇章|答卷|局面|胜利|业绩|贡献|作为|合力|排头兵|步伐|画卷|华章|迈进)(?:。|！|$)")
BALANCE = re.compile(r"^(?:坚持|注重|做到|统筹)[^，。]{4,40}(?:并重|并举|相结合|有机结合|两手抓|相统一|融合)(?:，[^，。]{2,8})?。$")
OWN_PART = re.compile("(?:政府|自身|作风|效能|廉政|从严治政|治理能力)[^，。]{0,8}(?:建设|治政|能力)|全面从严治(?:政|党)|建设.{0,8}(?:服务型|人民满意的?)(?:法治)?政府")
