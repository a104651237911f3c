"""Rules on quotations and titles of books."""

from __future__ import annotations

from taizhang.reading.names.rules.types import rule

QUOTES = (
    rule("quote.whole", "the quotation is the whole name: 推行“河湾码”", (1.6, 0.0),
         yes="推行“河湾码”。", no="推行“河湾码”办事模式。"),
    rule("quote.head", "a quotation and the word that carries it: “河湾码”办事模式", (1.9, 0.8),
         yes="推行“河湾码”办事模式。", no="推行“河湾码”。"),
    rule("quote.text", "a quotation and some other word", (2.0, 1.0),
         yes="推行“河湾码”扫码亮证。", no="推行“河湾码”。"),
    rule("quote.short", "one or two characters in quotation marks are a turn of speech", (-1.2, -1.8),
         yes="用好改革“关键”。", no="推行“河湾码”。"),
    rule("quote.slogan", "slogans, metaphors and the nation's set phrases name nothing", (-3.3, -2.4),
         yes="坚决做到“两个维护”。\n牵住项目建设“牛鼻子”。", no="推行“河湾码”。"),
    rule("quote.class", "a quotation that marks a class of things: “小巨人”企业, “两山”理念, “…”的氛围", (-2.1, -1.8),
         yes="培育“瞪羚”企业。\n营造“比学赶超”的氛围。", no="推行“河湾码”办事模式。"),
    rule("book.rules", "rules by name are systems: 《…管理办法》, 《…若干措施》", (1.6, 0.7),
         yes="出台《河湾县城乡供水管理办法》。", no="推行“河湾码”。"),
    rule("book.other", "plans, plays and newspapers are not", (-2.7, -1.9),
         yes="编制《河湾县城乡供水规划》。", no="出台《河湾县城乡供水管理办法》。"),
)  # fmt: skip
