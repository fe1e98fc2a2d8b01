"""Texts that were copied from a web page with what stands around the document."""

import pytest

from corpus.loader import load_plan
from corpus.models import Plan

TITLE = "云岭市2024年国民经济和社会发展统计公报"
BODY = """云岭市统计局  国家统计局云岭调查队
2025年3月27日
    2024年，全市经济运行总体平稳，社会大局保持稳定。
一、综合
    全年实现地区生产总值86.3亿元，比上年增长5.6%。
附表  主要指标
指标\t单位\t2024年\t比上年增长（%）
用电量\t亿千瓦时\t9.5\t7.1
财政收入\t亿元\t8.4\t4.2
注：数据为初步统计数，最后以年鉴为准。
"""
HEADS = [
    "云岭市统计局\n首页  机构概况  统计数据  政务公开  互动交流\n您当前的位置：首页 > 统计数据 > 统计公报\n{title}\n发布时间：2025-03-28 09:30    来源：综合科    浏览次数：1264    字体：【大 中 小】\n",
    "云岭市人民政府网\n长者模式 | 无障碍浏览 | 登录\n首页|新闻中心|政务公开|政民互动\n首页 › 政务公开 › 统计公报\n{title}\n来源：市统计局 发布日期：2025-03-28 浏览：55次 【打印】\n",
    "首页\n机构职能\n通知公告\n统计数据\n当前位置：首页>统计数据\n{title}\n发布时间：2025-03-28\n",
    "政府信息公开\n标题：{title}\n网站首页 · 信息公开 · 办事服务\n发布日期：2025-03-28\n{title}\n",
]
FEET = [
    "扫一扫在手机打开当前页      【打印本页】  【关闭窗口】\n上一篇：云岭市2025年1—2月经济运行情况\n下一篇：云岭市2023年统计公报\n主办：云岭市统计局  承办：云岭市大数据中心  网站标识码：4499000023\n",
    "相关链接\n云岭市2025年一季度运行情况\n版权所有：云岭市统计局\n云ICP备05000001号\n",
]


def copied(folder, head: str, foot: str) -> Plan:
    path = folder / "公报.txt"
    path.write_text(head.format(title=TITLE) + BODY + foot, "utf-8")
    return load_plan(path)


@pytest.mark.parametrize("foot", [*FEET, ""], ids=str.__len__)
@pytest.mark.parametrize("head", HEADS, ids=str.__len__)
def test_a_page_copied_as_text(tmp_path, head, foot):
    plan = copied(tmp_path, head, foot)
    meta = plan.metadata
    assert (meta.title, meta.region, meta.issuer) == (TITLE, "云岭市", "云岭市统计局、国家统计局云岭调查队")
    assert {date.kind.value: date.date for date in meta.dates} == {"issued": "2025-03-27", "published": "2025-03-28"}
    assert [(v.printed_name, v.value, v.year) for v in plan.indicators] == [
        ("用电量", "9.5", 2024), ("用电量", "7.1", 2024), ("财政收入", "8.4", 2024), ("财政收入", "4.2", 2024),
    ]  # fmt: skip
    assert not plan.warnings
    texts = "".join(passage.text for passage in plan.passages)
    assert not any(word in texts for word in ("首页", "位置", "上一篇", "主办", "打印", "版权", "运行情况", "浏览"))
    assert plan.tables[0].notes == ("注：数据为初步统计数，最后以年鉴为准。",)


def test_a_page_copied_as_markdown(tmp_path):
    head = "[首页](/) | [政务公开](/zw) | [互动交流](/hd)\n\n当前位置：[首页](/) > [公报](/gb)\n\n# {title}\n\n发布时间：2025-03-28 来源：综合科\n\n"
    path = tmp_path / "公报.md"
    body = BODY.replace("    ", "").replace("\n", "\n\n").replace("一、", "## 一、")
    path.write_text(head.format(title=TITLE) + body + FEET[0].replace("\n", "\n\n"), "utf-8")
    plan = load_plan(path)
    assert (plan.metadata.title, plan.metadata.region) == (TITLE, "云岭市")
    texts = "".join(passage.text for passage in plan.passages)
    assert not any(word in texts for word in ("首页", "上一篇", "主办"))
    assert all(plan.quote(passage.span) for passage in plan.passages)


def test_an_imprint_is_no_foot_of_a_page(tmp_path):
    plan = copied(tmp_path, "{title}\n", "主办单位：云岭市统计局\n云岭市统计局办公室  2025年3月29日印发\n")
    assert "主办单位：云岭市统计局" in [passage.text for passage in plan.passages]
    assert "2025-03-29" in [date.date for date in plan.metadata.dates]


def test_columns_under_a_source_are_a_table(tmp_path):
    path = tmp_path / "规划.txt"
    rows = "来源      指标      单位    2020年   2025年目标\n统计局    床位数    张      5        6\n卫健委    医师数    人      2        3\n"
    path.write_text(
        f"云岭市卫生健康“十四五”规划\n\n一、目标\n\n如下表。\n\n主要指标\n\n{rows}\n二、任务\n\n做好。\n", "utf-8"
    )
    assert [v.value for v in load_plan(path).indicators] == ["5", "6", "2", "3"]
