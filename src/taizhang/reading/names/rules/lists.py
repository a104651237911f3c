"""Rules on lists: what the members share, and what closes the list."""

from __future__ import annotations

from taizhang.reading.names.rules.types import rule

LISTS = (
    rule("list.act", "A、B等机制, 等清单: each member is a system", (2.6, -0.2),
         yes="完善首席服务、限时答复、回访问效等机制。", no="加快柳溪大道、河湾路等项目建设。"),
    rule("list.means", "A、B等制度, 等平台", (0.4, -1.5),
         yes="落实首席服务、限时答复等制度。", no="加快柳溪大道、河湾路等项目建设。"),
    rule("list.field", "A、B等服务, 等活动: examples rather than names", (-0.1, 0.6),
         yes="推行上门代跑、错峰延时等服务。", no="落实首席服务、限时答复等制度。"),
    rule("list.project", "A、B等项目, 等工程: each member is a project", (-1.3, 2.7),
         yes="加快柳溪大道、河湾路等项目建设。", no="落实首席服务、限时答复等制度。"),
    rule("list.site", "A、B等产业园, 等道路", (0.6, 2.6),
         yes="加快东关、西关等产业园建设。", no="加快柳溪大道、河湾路等项目建设。"),
    rule("list.ground", "A、B等景区, 等市场", (-0.6, -0.7),
         yes="加快东关、西关等景区建设。", no="加快柳溪大道、河湾路等项目建设。"),
    rule("list.work", "A、B等改造, 等整治", (-0.7, 1.8),
         yes="完成东关、西关等片区改造。", no="加快柳溪大道、河湾路等项目建设。"),
    rule("list.none", "what 等 closes with another word names less often", (-1.2, 0.0),
         yes="推进教育、医疗等事业。", no="加快柳溪大道、河湾路等项目建设。"),
    rule("list.moves", "a list of works that are under way", (-0.2, 0.9),
         yes="加快柳溪大道、河湾路等项目建设。\n柳溪大道、河湾路等项目有序推进。", no="落实首席服务、限时答复等制度。"),
    rule("list.batch", "等一批 closes a list of kinds as often as of names", (-0.2, -2.3),
         yes="推进储能电池、光伏组件等一批项目。", no="加快柳溪大道、河湾路等项目建设。"),
    rule("shared.act", "a member without a head takes that of the last: 月度会商、季度拉练、年终评议机制", (2.3, 0.7),
         yes="健全月度会商、季度拉练、年终评议机制。", no="健全年终评议机制。"),
    rule("shared.means", "the same with 制度, 平台", (0.0, -0.1),
         yes="健全月度会商、季度拉练、年终评议制度。", no="健全年终评议制度。"),
    rule("shared.field", "the same with 服务, 管理", (-1.2, -1.0),
         yes="推行上门代跑、错峰延时、周末预约服务。", no="拓展错峰延时服务。"),
    rule("shared.project", "the same with 项目, 工程", (-0.4, 1.7),
         yes="推进柳溪灌渠、河湾堤防加固工程。", no="推进河湾堤防加固工程。"),
    rule("shared.site", "the same with 产业园, 大道", (-1.0, 0.4),
         yes="建设东关驿、西关驿产业园。", no="建设西关驿产业园。"),
    rule("shared.ground", "the same with 景区, 市场", (-0.7, -0.8),
         yes="提升东关驿、西关驿景区。", no="提升西关驿景区。"),
    rule("shared.work", "the same with 改造, 整治", (-0.3, 1.4),
         yes="完成东关驿、西关驿提档升级。", no="完成西关驿提档升级。"),
)  # fmt: skip
