"""Lists of a section, premises about their number, headings that are no answer, and what documents say of themselves;
made-up places."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

HEXI = """河西县“十四五”养老服务规划（草案）

河西县民政局

2021年9月

一、总体要求

（一）指导思想

以老年人需求为中心，健全服务网络，提升服务质量。

（二）基本原则

坚持党委领导、政府主导。坚持普惠均衡、保障基本。坚持城乡统筹、突出农村。

二、主要任务

（一）加强护理员队伍建设

建设县级实训基地1个，五年培训护理员800人次。建立入职奖补制度。

（二）征求意见

公开征求意见时间为2021年9月1日至9月30日。
"""
NANDU = """<html><head><title>南渡区养老服务“十四五”规划_南渡区人民政府</title></head><body>
<h1>南渡区养老服务“十四五”规划</h1>
<div><span>发布日期：2022-04-08</span> <span>文号：南府办〔2022〕6号</span> <span>成文日期：2022年4月1日</span> <span>浏览次数：88</span>
字体：<a href="#">大</a> <a href="#">小</a></div>
<div><p>南渡区人民政府办公室</p><p>一、重点任务</p><p>（一）加强护理员队伍建设</p>
<p>每年培训护理员200人次，设立护理员之家3个，落实工龄补贴。</p><p>二、保障措施</p><p>加强组织领导，落实资金保障，营造敬老氛围。</p></div></body></html>
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"hexi.txt": HEXI, "nandu.html": NANDU})


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("河西养老规划基本原则有哪几条", ["共3条", "普惠均衡", "突出农村"]),
        ("河西规划基本原则是啥", ["共3条"]),
        ("河西规划基本原则是三条对吗", ["是。", "共3条"]),
        ("河西护理员队伍这块怎么的", ["实训基地1个", "入职奖补"]),
        ("河西的指导思想是什么", ["以老年人需求为中心"]),
        ("河西和南渡护理员队伍方面各有啥任务", ["实训基地1个", "护理员之家3个"]),
        ("河西养老规划是正式稿还是草案", ["草案（未正式印发）"]),
        ("河西规划征求意见到几号截止", ["9月1日至9月30日"]),
        ("南渡规划文号多少", ["南府办〔2022〕6号"]),
        ("南渡规划发布日期和印发日期", ["成文日期：2022年4月1日", "发布日期：2022年4月8日"]),
    ],
)
def test_the_section_or_the_field_is_the_answer(assistant: Assistant, question: str, parts: list[str]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in parts), answer.text


def test_a_false_number_of_items_is_denied_with_the_right_one(assistant: Assistant) -> None:
    answer = assistant.ask("河西规划基本原则是八条对吗")
    assert answer.refused
    assert answer.text.startswith("不是。文中列有 3 条")
