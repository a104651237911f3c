"""Made-up work reports in any number, no two alike: what the tests of many documents read."""

from __future__ import annotations

from pathlib import Path
from random import Random

TOWNS = "清溪 白石 双河 桐岭 长桥 云坪 石门 柳湾 金滩 松口".split()
FIELDS = "装备制造 绿色建材 食品加工 新型电池 纺织服装 现代物流".split()

REVIEW = """\
{county}人民政府工作报告
——{year}年1月12日在{county}第十七届人民代表大会第四次会议上
县长　{mayor}
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、{last}年工作回顾
过去一年，预计实现地区生产总值{gdp}亿元，增长{growth}%；一般公共预算收入{revenue}亿元，增长{revenue_growth}%；固定资产投资增长{invest}%，社会消费品零售总额{retail}亿元。
产业根基不断夯实。新签约{field}项目{signed}个，总投资{signed_sum}亿元，其中亿元以上项目{large}个。规模以上工业企业达到{firms}家，净增{net}家，{field}产值占比提高{points}个百分点。
乡村面貌持续改善。新建高标准农田{fields}万亩，改造{town}镇农村公路{road}公里，新增大棚{sheds}栋。粮食总产{grain}万吨，农村居民人均可支配收入增长{rural}%。
民生福祉稳步增进。新增城镇就业{jobs}人，改造老旧小区{estates}个，惠及居民{homes}户。{town}镇卫生院扩建工程竣工，新增床位{beds}张。
"""
PLAN = """\
二、{year}年工作安排
今年全县经济社会发展的主要预期目标是：地区生产总值增长{goal}%左右，一般公共预算收入增长{revenue_goal}%以上，城镇新增就业{jobs_goal}人以上。
（一）壮大产业。新开工亿元以上项目{start}个，竣工{done}个。推动{field}园区二期开工建设，力争引进配套企业{suppliers}家。
（二）建设乡村。实施{town}镇污水管网改造，铺设管网{pipes}公里。年内建成“{brand}”农产品交易平台。
（三）改善民生。新建停车位{parking}个，新增养老床位{care}张，城乡低保标准提高{allowance}%。
各位代表，让我们一起努力！
"""


def report(number: int) -> str:
    """The report numbered `number`: the same for the same number, always."""
    chance = Random(number)
    year = 2008 + number % 18

    def per_cent() -> str:
        return f"{chance.uniform(1, 12):.1f}"

    facts = {
        "county": f"{chance.choice(TOWNS)}县",
        "year": year,
        "last": year - 1,
        "mayor": "某某",
        "field": chance.choice(FIELDS),
        "town": chance.choice(TOWNS),
        "brand": f"{chance.choice(TOWNS)}优选",
        "gdp": f"{chance.uniform(90, 900):.1f}",
        "revenue": f"{chance.uniform(5, 60):.2f}",
        "retail": f"{chance.uniform(30, 300):.1f}",
        "signed_sum": chance.randint(20, 300),
        "fields": f"{chance.uniform(1, 9):.1f}",
        "grain": f"{chance.uniform(20, 90):.1f}",
        "points": f"{chance.uniform(0.5, 4):.1f}",
        **{name: per_cent() for name in "growth revenue_growth invest rural goal revenue_goal allowance".split()},
        **{
            name: chance.randint(6, 900)
            for name in (
                "signed large firms net road sheds jobs estates homes beds jobs_goal start done suppliers pipes parking care"
            ).split()
        },
    }
    return (REVIEW + PLAN).format(**facts)


def make(folder: Path, count: int) -> Path:
    """`count` reports in `folder`, in sub-folders of one hundred."""
    for number in range(count):
        path = folder / f"{number // 100:02}" / f"{number:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report(number), encoding="utf-8")
    return folder
