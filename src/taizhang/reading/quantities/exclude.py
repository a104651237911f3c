"""Why a numeral is not a quantity: dates, ordinals, names, thresholds, durations … One reason, one rule id under ``not.``."""

from __future__ import annotations

import re
from string import ascii_letters

RULES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    # id: (what it sees, texts whose [numeral] it refuses, texts whose [numeral] must pass)
    "not.date": ("years, months, days and clock times", ("到[2025]年建成", "[1]月9日召开"), ("建成公园[20]座。",)),
    "not.duration": ("how long, and how old", ("连续[14]年获评先进。", "[60]岁以上老人"), ("年产[20]万吨。",)),
    "not.ordinal": ("a place in a row of meetings, terms, batches", ("第[三]次会议", "第[7]批名单"), ("居全省第[3]位。",)),
    "not.code": ("part of a model, road, line, grade or hotline", ("建设[5]G基站", "改造[328]国道"), ("建设基站[5]个。",)),
    "not.quoted-name": ("a figure within quotation marks: a name or slogan", ("实施“[1358]”招商行动。",), ("办好[10]件实事。",)),
    "not.threshold": ("a bound that only qualifies a thing", ("签约[5]亿元以上项目15个。", "92%的村集体收入超过[80]万元。"), ("完成投资[5]亿元以上。",)),
    "not.class": ("a class of size", ("培育[百亿]级企业", "打造[千亿]产业"), ("产值突破[百亿]元。",)),
    "not.grouping": ("how many members a named group has", ("打好[三]大攻坚战", "做好[七]个方面工作"), ("新建[三]个园区。",)),
    "not.vague": ("a number word that counts nothing", ("几[十]个村庄", "[一]批项目"), ("建成[两]个园区。",)),
    "not.numbering": ("numbering of headings, items, notes and pages", ("“四上”企业（[1]）快速增长。",), ()),
    "not.word": ("a numeral character inside a word", ("统[一]部署。", "[千]方百计。"), ()),
    "not.no-unit": ("a bare number whose unit nothing tells", ("拨打[12345]反映问题。",), ()),
}  # fmt: skip

# Guards: the characters that the patterns of the same name open with, or end in. Where another stands there is nothing
# to find, and to look one up costs a tenth of a search. A pattern that ends in $ also ends before a line break.
# OPENS_SPECIAL is of TIME_UNIT, TIME_AFTER, DURATION_AFTER, CODE_AFTER and LATIN_AFTER, but for blanks.
OPENS_SPECIAL = frozenset("年月日时点世周天小分秒岁学工季昼余多个国省县号千大热版期师英纳条+＋/" + ascii_letters)
ENDS_LATIN = frozenset(ascii_letters + "-+.·\n")
ENDS_ROAD = frozenset("道速线告第\n")
ENDS_AMONG = frozenset("在国省市球列\n")
OPENS_NOTE = frozenset("（[【")
OPENS_WORK = frozenset("工事任改")
OPENS_THRESHOLD = frozenset("（及以")
CENTURIES = ("19", "20")

YEAR = re.compile(r"(?:19|20)\d\d(?:\s*年|[-—~至/.](?:(?:19|20)\d\d|\d{1,2}(?!\d)))")
TIME_AFTER = re.compile(
    r"\s*(?:年(?!产|均|度|一遇|人均)|月|日(?!产|均|处理|供)|时(?![\u4e00-\u9fff])|时\d|点钟|世纪|年代)"
)
DURATION_AFTER = re.compile(
    r"(?:余|多)?(?:个)?(?:周年|年(?!一遇|产|均)|个?月|天|日游|小时|分钟|秒(?!钟?级)|周(?!边)|岁|学年|工作日|工作时|季度|昼夜)"
)
TIME_UNIT = re.compile("天|年|岁|个?月|个?小时|分钟|个?工作日")
_RISEN = "(?:达到?|为|缩小到|缩小至|提高到|提升至|升至|降至|降到|下降到|缩短至|缩短到|压缩到|压减到|压到|控制在|保持在?|约|近|超过?|突破)*$"
MEASURED_IN_TIME = re.compile("(?:天数|年限|寿命|时限|时间|时长|周期)" + _RISEN)
INDEX = re.compile("(?:指数|系数|之比|收入比|比值|得分|评分)" + _RISEN)
BARE_YEAR = re.compile(r"(?:19|20)\d\d$")
LATIN_BEFORE = re.compile(r"[A-Za-z][-+.·]?$")
LATIN_AFTER = re.compile(r"[A-Za-z]")
ROAD_BEFORE = re.compile(r"(?:国道|省道|县道|乡道|高速|热线|公告)(?:第)?$")
CODE_AFTER = re.compile(
    r"(?:国道|省道|县道|号|千伏|大道|热线|版(?!纳)|A(?=级|景区)|期(?:工程|项目|建设)|师(?!资)|英寸|纳米|[+＋/](?=[\d一-九NXn]))|条硬?措施"
)
LIST_TOP = re.compile(
    r"(?:世界|中国|全国|全球|国内|国际|民营企?业?|服务业|制造业|行业|软件|央企|财富|国内外)(?:企业)?$"
)
NOUN = r"(?:的)?(?:[重大点优质新型产工制造服务业外内资实体链主龙头旗舰骨干头部实体领军大好高新技术招商亿元]{0,8})(?:项目|企业|集群|园区|产业|公司|基金|景区|大?户|规模|街区|镇|村|乡)"
THRESHOLD = re.compile(r"(?:（含）)?(?:及)?(?:以上|以下|以内|及以上)(?:（含）)?(?:的|规模)?(?=[\u4e00-\u9fff“\d])")
AT_BOUND = re.compile(
    r"(?:以上|以下|以内)(?:的?(?:目标|水平|增速|幅度|比例|速度|台阶|速率|高位)|左右|并|且|和(?=[^\u4e00-\u9fff])|确保|力争|实现|增长)"
)
COUNTED = re.compile(r"[^，。；]{0,24}\d")  # a later figure counts the things that this one qualifies
SHARED = re.compile(r"[^，。；]{0,24}(?:\d|占比|比例|比重|覆盖)")
MEASURED = re.compile("(?:量|额|值|收入|投资|面积|规模|产能|纳税|税收|营收|人口|能力)(?:达到?|在|超过?)?$")
CLASSED = re.compile("级(?=[\u4e00-\u9fff])")
OVER = re.compile("(?:超过?|突破|过|高于|低于|不足|不低于|不少于)$")
AFTER_UNIT = re.compile("(?:以上|以下|以内|左右|上下|多|余|并|和|及|、|用于|以|的(?:目标|水平))")
BOUND_NOUN = re.compile(NOUN)
SIZE_BEFORE = re.compile(r"(?:超过?|突破|过|总投资|投资额?|年产|营收|收入|产值|规模|销售|税收|纳税)$")
CLASS_AFTER = re.compile(r"(?:元)?(?:级|产业|集群|园区|企业|项目|俱乐部|强(?=企|县|镇|村|市|区)|兆)")
GROUP_AFTER = re.compile(
    r"大(?!桥|道|学|型|中型|厦|棚|于|会|赛|院|数据|田|豆|米|剧)|"
    r"(?:个|项|条|件|种|类)?(?:方面|领域|层面|维护|意识|自信|确立|务必|坚持|全面|关键|原则|环节|阶段|转变|统一|结合|努力|必由之路|更加|聚焦|着力|强化|导向|关系"
    r"|板块|要素|规定|大事|次产业|[特色传统新兴支柱优势]{0,4}(?:主导)?产业|篇大?文章|次(?:全会|会议|全体|党代会|代表大会)|届(?!三中)|毫不动摇|必须|始终|统筹|“|方向|维度|时期|季度|百年|重点(?!项目|工程)|举措|法宝|形态|能力|战线|主线|主题|目标|文明|规律)"
)
VAGUE_BEFORE = re.compile(r"(?:几|数|好几|成|(?<!迈)(?<!踏)上)$")
SHARE_WHO = re.compile(
    r"(?:%|[一二三四]分之[一二三]|\d/\d|成)(?:以上)?的(?:村|乡|镇|县|户|企业|家庭|社区|学校|农户|园区|街道)[^，。；%\d]{1,24}$"
)  # 92%的村收入超过80万元
AMONG_BEFORE = re.compile("(?:在|全[国省市球]|列)$")
AMONG_AFTER = re.compile("[^，。；]{0,14}中(?![心学小医])")
LISTED = re.compile(r"、[^，。；]{2,30}$")
WORK_AFTER = re.compile(r"(?:工作|事项|任务|改革)(?=获|被|受|入选|均|，|。)")
PHYSICAL = frozenset("千瓦 兆瓦 吉瓦 千瓦时 千伏安 兆伏安 吨 立方米 公里 米 升 GW MW kW GWh MWh kWh TEU km 度".split())
VERB_END = re.compile(
    "(?:建设|新建|改造|建成|完成|新增|改建|扩建|修复|治理|整治|实施|开工|贯通|打通|达|至|为|近|超|约|过|突破|逾|共|累计|投运|推进|新开|更新|提升|铺设|敷设|疏浚|绿化|打造|修建|"
    "启动|总长|全长|长|计|获批|处置|处理|生产|供应|外送|销售|收储|储备|种植|养殖|清运|利用|消纳|并网|装机|建|修|治|了|再|均|各|减少|增加|压减|节约|投放|引进|推广)$"
)
TENTHS_WORD = re.compile("(?:建|达|完|形|生|组|集|促|养|收|合|构|第)$")
MADE = re.compile("(?:新建|建成|打造|创建|建设|新增|培育|推进|实施|招引|新开)$")
ONCE = re.compile(r"(?:组织|举办|召开|开展|举行|承办|再)(?:了)?$")
MAKING = re.compile(
    "新增|新建|建成|建设|打造|建立|设立|成立|开展|组织|举办|召开|实施|推进|完成|推出|出台|制定|编制|引进|培育|创建|创成|获批|获评|入选|列入|纳入|落地|开工|竣工|投产|开通|运营|"
    "改造|改建|扩建|治理|整治|关闭|取缔|拆除|搬迁|修复|提升|启动|新开|增设|布局|挂牌|签约|办好|实现|承办|承接|谋划|入围|跻身|上市|通过|荣获|斩获|蝉联|先后|分别|表彰|获得"
)
