"""Rules on the characters of a name, its counts and tails, and where it stands."""

from __future__ import annotations

from taizhang.reading.names.rules.types import rule

SHAPE = (
    rule("strange.0", "only pairs of characters that reports of other places have too: a class of things", (-2.7, -2.4),
         yes="推进农村公路建设。", no="推进柳溪橹巷建设。"),
    rule("strange.1", "one strange pair", (-1.8, -1.2),
         yes="推进城北大道建设。", no="推进农村公路建设。"),
    rule("strange.2", "two strange pairs", (-1.3, -0.3),
         yes="推进茗溪路建设。", no="推进农村公路建设。"),
    rule("strange.3", "three or more: a proper name", (-0.6, 0.8),
         yes="推进茗溪橹巷建设。", no="推进农村公路建设。"),
    rule("name.place", "begins with a division of GB/T 2260", (-0.4, 1.2),
         yes="推进阳城抽水蓄能项目建设。", no="推进茗溪路建设。"),
    rule("name.code", "begins with the number of a road", (0.7, 1.9),
         yes="推进S234改线工程。", no="推进茗溪路建设。"),
    rule("name.explained", "the report explains it, in a note or in its glossary", (1.4, 0.7),
         yes="推行“河湾码”（12）办事模式。\n推行亮码办（3）制度。", no="推行“河湾码”办事模式。"),
    rule("name.clause", "holds a clause of its own: 向…转变, 创建国家…", (-0.8, -2.4),
         yes="推动茗溪镇创建省级度假区。", no="推进茗溪路建设。"),
    rule("name.vision", "平安, 法治, 美丽 before a place's name is a vision", (-1.5, -1.7),
         yes="推进平安茗城建设。", no="推进茗溪路建设。"),
    rule("name.closes", "nothing stands after it in its clause", (-0.8, -0.5),
         yes="推进茗溪路改造，畅通循环。", no="推进茗溪路改造工作，畅通循环。"),
    rule("count.before", "counted or 一批: a class of things", (-1.7, -2.4),
         yes="新建12座水库。\n布局一批产业园。", no="新建茗溪水库。"),
    rule("count.after", "followed by a number: a class of things", (-1.5, -3.0),
         yes="实施老旧小区改造项目21个。", no="新建茗溪水库。"),
    rule("tail.building", "…建设 after the name", (-0.6, 0.9),
         yes="推进茗溪路建设。", no="推进茗溪路改造。"),
    rule("tail.vague", "…任务, 要求, 水平, 目标 after it", (-1.4, -0.7),
         yes="提高供水服务水平。", no="推进茗溪路改造。"),
    rule("role.heading", "headings seldom name anything first", (-1.1, -1.8),
         yes="（一）打好产业转型攻坚战", no="打好产业转型攻坚战。"),
    rule("part.review", "what was done has a name more often than what is planned", (0.5, 0.2),
         yes="2023年工作回顾¶一年来，推行首问负责制度。", no="2024年，将推行首问负责制度。"),
)  # fmt: skip
