"""The report as a page of a county government's site, with all that stands round the text there."""

from __future__ import annotations

import html
import re
from string import Template

from samples.blocks import Block, Kind, blocks

NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
STYLE = {
    Kind.DELIVERY: "text-align:center",
    Kind.SPEAKER: "text-align:center",
    Kind.CHAPTER: "text-indent:2em;font-family:黑体",
    Kind.SECTION: "text-indent:2em;font-family:楷体",
    Kind.PARAGRAPH: "text-indent:2em;line-height:28pt",
}
ABSTRACT_LENGTH = 120

PAGE = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${title}_荻川县人民政府</title>
<meta name="SiteName" content="荻川县人民政府">
<meta name="ArticleTitle" content="$title">
<meta name="PubDate" content="$date 09:26:00">
<meta name="ContentSource" content="县政府办公室">
<meta name="ColumnName" content="政府工作报告">
<meta name="Description" content="$abstract">
<link rel="stylesheet" href="/static/css/site.css">
<script>var siteId=32, columnId=1187, articleId=$article;</script>
</head>
<body>
<div class="topbar"><a href="/">设为首页</a> | <a href="/fav">加入收藏</a> | <a href="/wza">无障碍浏览</a> | <a href="/old">长者助手</a> | <span id="today">今天是2026年3月2日 星期一</span></div>
<div class="header"><img src="/static/logo.png" alt="荻川县人民政府"><form action="/search"><input name="q" placeholder="请输入关键字"><button>搜索</button></form></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zjdc">走进荻川</a></li><li><a href="/xw">新闻中心</a></li><li><a href="/xxgk">信息公开</a></li><li><a href="/zwfw">政务服务</a></li><li><a href="/hdjl">互动交流</a></li><li><a href="/sjkf">数据开放</a></li></ul>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk">信息公开</a> &gt; <a href="/xxgk/ghjh">规划计划</a> &gt; <a href="/xxgk/gzbg">政府工作报告</a></div>
<div class="wrap">
<div class="left"><h3>信息公开目录</h3><ul><li><a href="/xxgk/zn">政府信息公开指南</a></li><li><a href="/xxgk/nb">政府信息公开年报</a></li><li><a href="/xxgk/ys">财政预决算</a></li><li><a href="/xxgk/tj">统计信息</a></li><li><a href="/xxgk/zdly">重点领域</a></li></ul></div>
<div class="main">
<table class="index"><tr><td>索引号</td><td>dc-$year-0017</td><td>公开日期</td><td>$date</td></tr><tr><td>发布机构</td><td>县政府办公室</td><td>文号</td><td></td></tr></table>
<h1>$title</h1>
<div class="info"><span>发布时间：$date 09:26</span> <span>来源：县政府办公室</span> <span>浏览次数：<i id="hits">$hits</i></span> <span>【字号：<a>大</a> <a>中</a> <a>小</a>】</span> <a href="javascript:print()">打印</a> <a>收藏</a> <a>下载</a></div>
<div class="abstract"><b>摘要：</b>$abstract…</div>
<div class="TRS_Editor" id="zoom">
$body
</div>
<div class="share">分享到：<a>微信</a> <a>微博</a> <a>QQ空间</a></div>
<div class="tags">标签：<a>政府工作报告</a> <a>十四五</a> <a>2023年</a> <a>2024年</a> <a>2025年</a></div>
<div class="pager">上一篇：<a href="/a/8817.html">荻川县$last年国民经济和社会发展计划执行情况</a> 下一篇：<a href="/a/8823.html">没有了</a></div>
</div>
<div class="related"><h3>相关链接</h3><ul>
<li><a href="/a/7702.html">图解：一图读懂荻川县政府工作报告</a><span>$date</span></li>
<li><a href="/a/6650.html">荻川县$last年政府工作报告</a><span>$last-01-15</span></li>
<li><a href="/a/5519.html">荻川县完成8件民生实事，群众满意率达96%</a><span>$last-12-29</span></li>
<li><a href="http://www.lianting.example/">菱汀县政府工作报告提出：地区生产总值增长7.5%</a><span>$date</span></li>
<li><a href="http://www.shize.example/">石泽市开通12条公交线路</a><span>$last-11-03</span></li>
</ul></div>
</div>
<div class="footer"><p><a href="/about">网站地图</a> | <a href="/help">使用帮助</a> | <a href="/contact">联系我们</a></p><p>主办：荻川县人民政府办公室　承办：荻川县数据局　地址：荻川县芦汀大道1号</p><p>网站标识码：3200000000　苏ICP备00000000号-1　苏公网安备 32000000000001号　技术支持电话：0500-00000000</p></div>
</body>
</html>
""")


def page(text: str, year: int, date: str) -> str:
    """The whole HTML page; `date` (ISO) is the day it was put on the site."""
    parts = blocks(text)
    title, *rest = parts
    opening = next(block.text for block in rest if len(block.text) > ABSTRACT_LENGTH)
    return PAGE.substitute(
        title=title.text,
        year=year,
        last=year - 1,
        date=date,
        article=8820 + year - 2024,
        hits=1387 + 211 * (2026 - year),
        abstract=html.escape(opening[:ABSTRACT_LENGTH]),
        body="\n".join(map(_paragraph, rest)),
    )


def _paragraph(block: Block) -> str:
    lead, rest = html.escape(block.lead), html.escape(block.text[len(block.lead) :])
    inner = (f"<strong>{lead}</strong>" if lead else "") + rest
    spans = NUMBER.sub(lambda number: f'<span lang="EN-US">{number[0]}</span>', inner)
    return f'<p style="{STYLE[block.kind]}">{spans}</p>'
