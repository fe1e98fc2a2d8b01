"""Sentences that name no year speak of the one of their stretch of the document, by its kind and date."""

import pytest

from corpus.loader import load_plan
from corpus.models import Plan
from corpus.records.running_text.year_scopes import present_of

REPORT = """政府工作报告
——2026年1月9日在云岭市第七届人民代表大会第五次会议上
云岭市市长 沈一

一、2025年和“十四五”时期工作回顾

过去一年，我们真抓实干。全市生产总值增长4.1%。

常住人口由上年71.5万人增加到71.9万人，粮食产量比上年增长1.2%。去年新建卫生站12间。

各位代表！五年来，我们接续奋斗。累计改造道路88公里。2025年开通公交线路9条。新增停车场31处。

这一年，我们还修缮校舍6所。

二、“十五五”时期主要目标任务

新建水厂3座，生产总值年均增长6.2%以上。

三、2026年主要工作

今年生产总值增长5.5%左右。

（一）改善民生

新增学位0.4万个，力争2027年底前建成医院2家。

四、加强政府自身建设

整治突出问题17类。
"""
BULLETIN = """2025年云岭市国民经济和社会发展统计公报
云岭市统计局
2026年3月12日

一、综合

全年全市生产总值813.5亿元，比上年增长5.3%。年末常住人口71.9万人，上年末为71.5万人。

二、农业

粮食产量12.6万吨。2024年建成水库4座。
"""
PLAN = """云岭市托育服务“十五五”规划
云岭市人民政府
2026年3月5日

一、发展基础

去年新增托位310个。今年以来，建成示范机构6家。投入资金55万元。

以前年度结余资金18万元。以上年轻教师占27%。

二、2035年远景目标

托位达到4000个。

三、2020年以来主要措施

培训保育员900名。
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    def reading(text: str) -> Plan:
        path = tmp_path_factory.mktemp("years") / "a.txt"
        path.write_text(text, "utf-8")
        return load_plan(path)

    return reading


@pytest.mark.parametrize(
    ("text", "number", "year", "role"),
    [
        # The review of the past year, what it compares with, and what was reached in five years.
        (REPORT, "4.1", 2025, "stated"),
        (REPORT, "71.5", 2024, "baseline"),
        (REPORT, "71.9", 2025, "stated"),
        (REPORT, "1.2", 2025, "stated"),
        (REPORT, "12", 2025, "stated"),
        (REPORT, "88", None, "stated"),
        (REPORT, "9", 2025, "stated"),
        (REPORT, "31", None, "stated"),
        (REPORT, "6", 2025, "stated"),
        # The coming five years, the coming year, and what names no time.
        (REPORT, "3", None, "target"),
        (REPORT, "5.5", 2026, "target"),
        (REPORT, "0.4", 2026, "target"),
        (REPORT, "2", 2027, "stated"),
        (REPORT, "17", None, "stated"),
        # A bulletin is about one year.
        (BULLETIN, "813.5", 2025, "stated"),
        (BULLETIN, "5.3", 2025, "stated"),
        (BULLETIN, "71.5", 2024, "stated"),
        (BULLETIN, "12.6", 2025, "stated"),
        (BULLETIN, "4", 2024, "stated"),
        # A plan speaks of the year before its own, and of the one that a heading names.
        (PLAN, "310", 2025, "baseline"),
        (PLAN, "6", 2026, "stated"),
        (PLAN, "55", 2026, "stated"),
        (PLAN, "18", None, "stated"),
        (PLAN, "27", None, "stated"),
        (PLAN, "4000", 2035, "interim_target"),
        (PLAN, "900", None, "stated"),
    ],
)
def test_the_year_of_a_figure(read, text, number, year, role):
    figure = next(figure for figure in read(text).figures if figure.number == number)
    assert (figure.year, figure.role) == (year, role)


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("过去一年，我们真抓实干。", (2025,)),
        ("常住人口由上年71.5万人增加到71.9万人，粮食产量比上年增长1.2%。", (2024,)),
        ("累计改造道路88公里。", ()),
        ("今年生产总值增长5.5%左右。", (2026,)),
        ("新增学位0.4万个，力争2027年底前建成医院2家。", (2027,)),
    ],
)
def test_the_years_of_a_sentence(read, sentence, years):
    assert next(p.years for p in read(REPORT).passages if p.text == sentence) == years


def test_headings_without_years_tell_review_from_tasks(read):
    text = REPORT.replace("一、2025年和“十四五”时期工作回顾", "一、工作回顾").replace(
        "三、2026年主要工作", "三、主要工作安排"
    )
    figures = {figure.number: figure.year for figure in read(text).figures}
    assert (figures["4.1"], figures["0.4"], figures["88"]) == (2025, 2026, None)


def test_an_undated_plan_has_no_present(read):
    plan = read(PLAN.replace("2026年3月5日\n", ""))
    assert present_of(plan.metadata) is None
    assert [figure.year for figure in plan.figures if figure.number in ("310", "6", "55")] == [None, None, None]
