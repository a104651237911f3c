"""What the verbs round a name say of it: put to work, set up, built, awarded, merely aimed at."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache


class Lead(StrEnum):
    """What the verb before a name does with it."""

    NONE = "none"
    CARRY_OUT = "carry-out"  # 实施, 开展, 推行, 深化, 出台
    START = "start"  # 启动
    KEEP = "keep"  # 落实, 坚持
    SET_UP = "set-up"  # 建立, 健全, 设立
    SHAPE = "shape"  # 构建, 形成, 探索
    MAKE = "make"  # 打造
    USE = "use"  # 运用, 发挥, 推广
    PUSH = "push"  # 推进, 加快, 抓好
    STRENGTHEN = "strengthen"  # 加强, 优化, 提升
    BUILD = "build"  # 开工建设, 改造提升
    FINISH = "finish"  # 完成, 建成
    AWARD = "award"  # 获评, 争创, 入选
    AIM = "aim"  # 围绕, 聚焦, 增强
    HELP = "help"  # 支持, 培育, 招引
    MEET = "meet"  # 举办, 承办
    PAY = "pay"  # 发放
    OTHER = "other"


class Follow(StrEnum):
    """What the verb after a name says became of it."""

    NONE = "none"
    BUILT = "built"  # 开工建设, 竣工, 投产, 启用
    MOVES = "moves"  # 有序推进, 全面启动
    RESULT = "result"  # 入选, 上线, 实现
    STANDS = "stands"  # 以…为代表
    HANDLE = "handle"  # 以…为抓手
    AWARDED = "awarded"  # 获评, 创建
    OTHER = "other"


_LEADS: dict[Lead, str] = {
    Lead.CARRY_OUT: """
实施 组织实施 开展 组织开展 推行 实行 试行 施行 执行 制定 出台 印发 修订 发布 推出 实施好 开展好 打赢 打响 严格执行 试点开展 深化 用好 承诺
""",
    Lead.START: "启动 启用",
    Lead.KEEP: "落实 贯彻落实 落实好 落细 严格 履行 坚持 坚持和发展 践行 弘扬 压实 扛牢 走好 遵循 严守",
    Lead.SET_UP: "建立 建立健全 健全 健全完善 完善 设立 组建 成立 搭建 创立 开通 上线 建好 建强 设置 开辟 量身定制 建优 建设好 探索建立",
    Lead.SHAPE: "构建 探索构建 形成 探索 探索开发 探索运用 创新 优化",
    Lead.MAKE: "打造",
    Lead.USE: "运用 学习运用 发挥 依托 借助 借力 推广 学好用好 巩固 巩固拓展 拓展 擦亮 提供 参与 用足 深入",
    Lead.PUSH: "推进 推动 抓好 抓实 加快 统筹 抓紧 加紧 协调推进 稳步推进 有序推进 加速 整体 试点推进 实现",
    Lead.STRENGTHEN: "加强 强化 加大 做好 办好 提升 打好",
    Lead.BUILD: """
开工建设 开工 开建 新建 续建 改造 改造提升 拓宽改造 扩建 改扩建 迁建 筹建 谋划 规划 建设 维修改造 整体出新 签约引进 签约 打通 畅通
疏通 拓宽 保障 施工 开发 启动建设 加快建设 投入
""",
    Lead.FINISH: """
完成 建成 建成投用 建成投运 建成通车 投用 投运 竣工 竣工投产 投产 投入使用 主体完工 贯通 通车 完成投资 揭牌 挂牌
""",
    Lead.AWARD: """
获评 荣获 获 获得 创成 争创 创建 成功创建 入选 入围 跻身 成为 评为 命名为 认定为 摘得 荣膺 纳入 列入 列为 申报 获批 争当 升级为 晋升为
被 上报 推荐 新增 进入 位居 位列 走在 达到 突破
""",
    Lead.AIM: """
围绕 聚焦 对标 对照 紧扣 紧盯 瞄准 按照 根据 牢记 树立 树牢 恪守 保持 提高 增强 激发 释放 防范 解决 突出 严控 把握 遏制 打击 守住
守牢 筑牢 夯实 带动 引领 增长 促进 发展 集聚 营造 整治 治理 贯彻 依法 服务 自觉接受 综合整治 综合治理 通过
""",
    Lead.HELP: "支持 鼓励 引导 培育 培养 扩大 招引 吸引 争取 力争 确保 整合 盘活 指导 组织 办理 承接 引进",
    Lead.MEET: "举办 承办 举行 参加 召开 迎接",
    Lead.PAY: "发放",
}
_FOLLOWS: dict[Follow, str] = {
    Follow.BUILT: """
开工建设 开工 开建 建成投用 建成投运 建成通车 建成 竣工 完工 投产 达产 投运 投用 通车 贯通 交付 封顶 开服 启用 投入使用 投入运营 主体完工
主体建成 开园 揭牌 运营 竣工投产 投产达效 签约 正式签约 施工 签订 落成 落户 改造 建设 部分
""",
    Follow.MOVES: """
推进 有序推进 稳步推进 加快 开展 启动 实施 收官 进展 深入 铺开 加速 落地见效 落地落实 提速 完成 初步成型 深化
""",
    Follow.RESULT: """
实现 初见成效 取得成效 入选 获 获批 纳入 列入 上线 运行 汇集 受理 累计 连续 覆盖 形成 惠及 巩固 通过 发布 提升 增强 完善 出台 建立 设立
""",
    Follow.STANDS: "为代表 为串联",
    Follow.HANDLE: "为抓手 为载体 为牵引 为引领 为契机 为依托",
    Follow.AWARDED: "获评 荣获 成功创建 创建 争创 成为 跻身 创成 晋升为 被",
}
LEADS = {verb: lead for lead, verbs in _LEADS.items() for verb in verbs.split()}
FOLLOWS = {verb: follow for follow, verbs in _FOLLOWS.items() for verb in verbs.split()}
STARTS_BUILDING = ("加快建设", "启动建设", "谋划建设", "规划建设", "开工建设", "推进建设")
LONGEST = 5


@lru_cache(4096)
def lead_of(run: str) -> Lead:
    """The class of the last verb of a run such as 深入实施."""
    if run.endswith(STARTS_BUILDING):
        return Lead.BUILD
    for end in range(len(run), 0, -1):
        for start in range(max(0, end - LONGEST), end):
            if lead := LEADS.get(run[start:end]):
                return lead
    return Lead.OTHER if run else Lead.NONE


@lru_cache(4096)
def follow_of(run: str) -> Follow:
    """The class of the first verb of a run such as 正式开工建设."""
    for start in range(len(run)):
        for end in range(min(len(run), start + LONGEST), start, -1):
            if follow := FOLLOWS.get(run[start:end]):
                return follow
    return Follow.OTHER if run else Follow.NONE
