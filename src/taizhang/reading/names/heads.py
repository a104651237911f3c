"""The words that a name ends in (中心词), sorted by how surely they make one."""

from __future__ import annotations

from enum import StrEnum

from taizhang.reading.names.endings import Endings


class Kind(StrEnum):
    """What sort of thing a head names."""

    ACT = "act"  # a system by itself: 专项行动, 机制, 清单
    MEANS = "means"  # a system where a verb puts it to work: 制度, 改革, 平台, 考核
    FIELD = "field"  # sometimes: 服务, 管理, 政策
    VAGUE = "vague"  # seldom: 活动, 合作, 措施
    PROJECT = "project"  # a project by itself: 工程, 二期
    ITEM = "item"  # 项目, which counts as often as it names
    LINE = "line"  # works that run or carry: 大道, 高铁, 水库, 变电站
    SITE = "site"  # a place that is built: 产业园, 医院, 公园
    GROUND = "ground"  # a place that is there anyway: 景区, 市场, 小区
    WORK = "work"  # what is done to a place: 改造, 扩建
    EFFORT = "effort"  # what is done to a place or to an evil: 整治, 修复, 提升

    @property
    def wide(self) -> str:
        """The wider sort that a head shared by a list is of."""
        return _WIDER.get(self, self.value)


_WIDER = {Kind.VAGUE: "field", Kind.ITEM: "project", Kind.LINE: "site", Kind.EFFORT: "work"}


HEADS: dict[Kind, str] = {
    Kind.VAGUE: """
活动 合作 措施 举措 战略 格局 招商 队伍 监管 创建 标准 经验 体制 团 竞赛 演练 险 卡 码 季 周 教育 方式 方法 载体 阵地 品牌 布局 开发 意见
""",
    Kind.FIELD: """
服务 管理 政策 资金 规划 委员会 巡查 帮扶 协作 挂钩 包联 包保 交易 登记 接种 流转 调度 观摩 代办 帮办 机构 目录 通道 方案 治理
""",
    Kind.MEANS: """
制度 制 改革 体系 模式 平台 系统 考核 考评 评选 评定 认证 整改 督察 督查 巡察 巡视 督导 大排查 排查 整治 运动 规定 补贴 补偿 补助 基金 贷 券
窗口 颁证 划定 修编 普法 攻坚 评价 评估 举报 讲堂 网格 库 清理 核查 共管 认定 直管 评审 采购 联学 联动 分流 包联制 出让 以旧换新
规则 议事规则 学习模式 发展模式 贸易方式 结算 保障金 减免 准入 赋权 测评 结对 轮岗 联办 联审 会诊 讲习所 攻坚战 持久战 大使 联络员
观察员 特派员 体验员 镇长团 服务团 讲师团 志愿服务队 突击队 预备队
""",
    Kind.ACT: """
机制 专项行动 行动计划 三年行动 攻坚行动 行动 专项整治 保卫战 歼灭战 战役 斗争 专项斗争 清单 台账 办法 细则 实施意见 条例 责任制 长制 代办制
积分制 承诺制 包保制 清单制 点长制 计划 工作法 组合拳 主题教育 学习教育 普查 APP 热线 智库 医联体 医共体 教联体 联合体 联盟 服务圈 生活圈
健身圈 奖补资金 奖扶资金 引导基金 产业基金 直通车 一张网 一件事 工作室 工作站 联络处 指挥部 调度会 红黑榜 试点 专项治理 民生实事 整治行动
提升行动 项目库 企业库 公建民营 专项巡察 会办 擂台赛 季度赛 实施细则 管理办法 实施办法 行动方案 直播间 三年计划 百日行动
消费季 小程序 云平台 数据库 一张图 大脑 服务站点 社工站 服务站 分站 联络站 直达快享 互助保障 监测帮扶
""",
    Kind.EFFORT: "提升 整治 综合整治 综合治理 修复 保护 治理 清理 更新 开发 绿化 展示 清淤 搬迁",
    Kind.WORK: """
改造 扩建 改扩建 新建 迁建 重建 复建 征拆 征迁 延伸 北延 南延 西延 东延 拓宽 连通 提档升级 升级改造 扩能改造 复建改造 异地新建 改建 加固
考古发掘 雨污分流 综合开发 改造提升 提升改造 修缮
""",
    Kind.GROUND: "设施 市场 管网 片区 景区 小区 城 园 站 公路 社区 口岸 学院 大学 总部 矿 集聚区 保税区 新区 停车场 院 基础设施 路网 遗址",
    Kind.SITE: """
产业园 园区 物流园 工业园 科技园 创业园 示范园 生态园 基地 中心 数据中心 医院 院区 卫生院 学校 小学 中学 幼儿园 图书馆 博物馆 展览馆 档案馆
科技馆 体育馆 体育场 纪念馆 文化馆 馆 文化宫 青少年宫 宫 剧院 大剧院 公园 游园 广场 新城 小镇 街区 综合体 厂 水厂 矿井 煤矿 敬老院
养老院 度假区 大景区 示范区 示范带 产业带 经济带 生态带 合作区 试验区 贸易区 互贸区 研究院 实验室 大厦 楼 湿地 酒店 谷 标房 厂房 孵化器
粮库 安置区 书院 生产线 用房 校区 分校 先导区 互市区 乐园 度假村 古镇 古城 老街 站房 填埋场 工厂 专业镇 综合楼 病房楼 教学楼
宿舍楼 二中 一中 三中 四中 五中 医养中心 新址 消防站 保健院 中医院 六院 三院 二院
""",
    Kind.LINE: """
路 大道 街 巷 高速 快速路 铁路 高铁 城际 段 桥 大桥 隧道 立交 通道 码头 港 机场 水库 泵站 闸 变电站 变 电站 电厂 输变电
环线 连接线 枢纽 航道 航站 航站区 车站 东站 西站 南站 北站 站前广场 管廊 绿道 步道 马道 廊道 走廊 长廊 电气化 线路
高铁站 火车站 大环线 专用线 供热管网 外送通道 快速通道 1号线 2号线 号线 地铁 轻轨 云轨 水系 河道 堤防 供水 引水 抽水蓄能 光伏 风电
旅游公路 号公路
""",
    Kind.ITEM: "项目",
    Kind.PROJECT: "工程 一期 二期 三期 四期 五期 一期工程 二期工程 三期工程 主体工程 项目群 南段 北段 东段 西段 一标 二标",
}
NEVER = (
    "之路",
    "道路",
    "思路",
    "出路",
    "新路",
    "实际行动",
    "国务院",
    "法院",
    "检察院",
    "科学院",
    "工程院",
    "体育院",
    "医疗机构",
    "金融机构",
    "研究机构",
)

SYSTEM_KINDS = frozenset((Kind.ACT, Kind.MEANS, Kind.FIELD, Kind.VAGUE))
BUILT_KINDS = frozenset((Kind.SITE, Kind.LINE, Kind.GROUND))
KINDS: dict[str, tuple[Kind, ...]] = dict.fromkeys(NEVER, ())
for _kind, _words in HEADS.items():
    for _word in dict.fromkeys(_words.split()):
        KINDS[_word] = (*KINDS.get(_word, ()), _kind)
ENDINGS = Endings(KINDS)
CLOSING = "）”’"  # marks that may stand after a head
MAY_CLOSE = ENDINGS.last.union(CLOSING)  # what ends otherwise ends in no head


def head_of(form: str, start: int, end: int) -> str:
    """The longest head that ``form[start:end]`` ends in, marks and brackets at its end left out; "" where there is none."""
    while end > start and form[end - 1] in CLOSING:
        end = max(form.rfind("（", start, end), start) if form[end - 1] == "）" else end - 1
    word = ENDINGS.longest(form, start, end)
    return word if word and KINDS[word] else ""


def is_system(head: str) -> bool:
    """Whether `head` ends the names of systems only."""
    kinds = KINDS.get(head, ())
    return bool(kinds) and SYSTEM_KINDS.issuperset(kinds)
