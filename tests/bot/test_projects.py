"""Questions over project tables: lookups, winners, counts and sums, filters, refusals, over plans of made-up places."""

import re
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.library import Library
from bot.models import Answer
from corpus.language.text import fold
from retrieval.index import update_index

# Groups with an own sum, a printed total that is not the sum of the rows, and columns of all kinds; tabs.
YUNLING = """云岭市卫生健康事业发展“十四五”规划

云岭市人民政府

一、发展基础

全市医疗服务能力明显提升。市妇幼保健院门诊楼已于2021年投入使用。

二、主要任务

（一）扩大优质资源。投资5亿元建设市人民医院新院区，2025年底前建成。每年开展义诊活动30场。

附件

云岭市“十四五”卫生健康重点项目表

序号\t项目名称\t建设性质\t主要建设内容和规模\t总投资（万元）\t2023年投资（万元）\t建设起止年限\t建设地点\t责任单位
一\t医疗服务\t\t\t60,000\t\t\t\t
1\t市人民医院新院区\t新建\t门诊楼、住院楼及地下车库，床位800张\t48,000\t9,000\t2022-2025年\t东河镇\t市卫生健康局
2\t市妇幼保健院改扩建工程\t改扩建\t住院楼加层，建筑面积6200平方米\t12,000\t\t2021-2023年\t城关街道\t市妇幼保健院
二\t基层卫生\t\t\t\t\t\t\t
3\t西岭镇卫生院业务用房\t新建\t业务用房2300平方米\t1,500\t500\t2023-2024年\t西岭镇\t西岭镇人民政府
4\t村卫生站标准化建设\t改建\t改造村卫生站86间\t-\t\t2021-2024年\t各镇\t各镇人民政府
\t合计\t\t\t62,000\t\t\t\t
"""
# 亿元, a draft, columns of begin and end, no nature and no place; Markdown.
SHIQIAO = """# 石桥县教育发展“十五五”规划（征求意见稿）

石桥县人民政府

## 一、总体要求

坚持教育优先发展。

## 附表 石桥县教育重大项目一览表

| 序号 | 项目名称 | 建设规模及内容 | 估算投资（亿元） | 开工时间 | 竣工时间 |
| --- | --- | --- | --- | --- | --- |
| 1 | 石桥县第一中学新校区 | 新建教学楼，学位3000个 | 3.2 | 2026年 | 2028年 |
| 2 | 石桥县第二中学扩建工程 | 扩建宿舍 | 0.45 | 2027年 | 2028年 |
| 3 | 实验幼儿园 | 新建12个班 | 0.45 | 2028年 | 2029年 |
"""
# Two columns only and no money; tabs.
BEILING = """北陵区养老服务发展“十四五”规划

北陵区人民政府

一、主要任务

加强养老服务。

附件

北陵区养老服务项目计划

项目名称\t建设内容\t备注
康乐颐养中心\t新建护理楼\t储备
桥头敬老院提升\t改造居室\t
"""
# No table of projects.
NANPING = """南坪县卫生健康事业发展“十四五”规划

南坪县人民政府

一、主要任务

推进县中医院迁建。实施母婴安全行动，开设孕妇学校12所。
"""
PLANS = {"yunling.txt": YUNLING, "shiqiao.md": SHIQIAO, "beiling.txt": BEILING, "nanping.txt": NANPING}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects")
    for name, text in PLANS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def assistant(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    data_dir = tmp_path_factory.mktemp("data")
    update_index(data_dir, [folder])
    return Assistant(Library(data_dir))


def said(assistant: Assistant, question: str, *parts: str, history: tuple[str, ...] = ()) -> Answer:
    answer = assistant.ask(question, history)
    assert not answer.refused, answer.text
    for part in parts:
        assert part in answer.text, answer.text
    return answer


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("云岭市人民医院新院区投资多少？什么时候建成？", ["48,000万元", "2022-2025年"]),
        ("云岭妇幼保健院改扩建要花多少钱", ["12,000万元"]),
        ("云岭西岭镇卫生院业务用房由谁负责", ["责任单位：西岭镇人民政府"]),
        ("市人民医院新院区建在哪里", ["建设地点：东河镇"]),
        ("云岭村卫生站标准化建设的工期", ["2021-2024年"]),
        ("石桥一中新校区的建设内容是什么", ["学位3000个"]),
        ("石桥县第一中学新校区投资多少、多少个学位", ["3.2亿元", "学位3000个"]),
        ("石桥实验幼儿园哪年开工", ["开工时间：2028年", "竣工时间：2029年"]),
        ("云岭人民医院新院区2023年投资多少", ["2023年投资：9,000"]),
    ],
)
def test_a_project_is_looked_up_by_part_of_its_name(assistant: Assistant, question: str, parts: list[str]) -> None:
    said(assistant, question, *parts)


def test_a_project_is_answered_with_its_row_alone_cited_verbatim(assistant: Assistant, folder: Path) -> None:
    answer = said(assistant, "云岭妇幼保健院改扩建投资多少", "《云岭市卫生健康事业发展“十四五”规划》[1]")
    (citation,) = answer.citations
    assert citation.table == "云岭市“十四五”卫生健康重点项目表"
    source = (folder / citation.file).read_text("utf-8")
    assert fold(source[citation.start : citation.end]) == fold(citation.quote)
    assert citation.quote.startswith("2 市妇幼保健院改扩建工程")


def test_a_sentence_that_states_another_sum_is_shown_beside_the_row(assistant: Assistant) -> None:
    said(assistant, "云岭市人民医院新院区投资多少", "48,000万元", "文中另有表述", "投资5亿元")


def test_a_follow_up_asks_the_same_of_another_project(assistant: Assistant) -> None:
    history = ("云岭市人民医院新院区投资多少？",)
    answer = said(assistant, "西岭镇卫生院那个呢？", "1,500万元", history=history)
    assert "48,000" not in answer.text
    said(assistant, "谁负责？", "市卫生健康局", history=history)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("云岭投资最大的项目是哪个？", "投资最大的：市人民医院新院区（48,000万元）"),
        ("云岭哪个项目总投资最少", "投资最少的：西岭镇卫生院业务用房（1,500万元）"),
        ("石桥最晚建成的项目是哪个", "最晚建成的：实验幼儿园（2029年）"),
        ("石桥最早开工的项目", "最早开工的：石桥县第一中学新校区（2026年）"),
        ("石桥投资最少的项目是哪个", "石桥县第二中学扩建工程（0.45亿元）、实验幼儿园（0.45亿元）"),
        ("云岭投资第二大的项目是哪个", "投资第二大的：市妇幼保健院改扩建工程（12,000万元）"),
        ("投资排第二的项目是哪个", "投资排第二的：石桥县第一中学新校区（3.2亿元）"),
    ],
)
def test_a_winner_is_marked_as_put_in_order(assistant: Assistant, question: str, first: str) -> None:
    said(assistant, question, first, "排出")


def test_the_first_three_are_named_in_order_and_what_has_no_figure_is_said(assistant: Assistant) -> None:
    answer = said(assistant, "云岭投资最少的三个项目", "没有列出投资、未计入的项目：村卫生站标准化建设")
    order = [answer.text.index(name) for name in ("西岭镇卫生院", "市妇幼保健院", "市人民医院")]
    assert order == sorted(order)


def test_without_a_region_each_plan_has_its_winner_and_all_together_one(assistant: Assistant) -> None:
    answer = said(
        assistant, "投资最大的项目是哪个？", "各规划合在一起投资最大的：云岭市 市人民医院新院区（48,000万元）"
    )
    line = next(line for line in answer.text.splitlines() if line.startswith("石桥县第一中学新校区"))
    assert "（征求意见稿）" in line
    assert re.search(r"\[\d\]$", line)


def test_a_printed_total_is_the_answer_and_a_sum_that_differs_a_remark(assistant: Assistant) -> None:
    text = said(assistant, "云岭重点项目一共有几个，总投资多少？", "列有 4 个项目（按所列条目计算）").text
    printed, computed = text.index("62,000万元（原文所列）"), text.index("相加为 61500万元（按所列数值计算")
    assert printed < computed


def test_a_sum_is_marked_as_computed_with_every_addend_cited(assistant: Assistant) -> None:
    answer = said(
        assistant,
        "石桥的项目总投资一共多少",
        "相加：4.1亿元（按所列数值计算：3.2亿元＋0.45亿元＋0.45亿元）",
        "[1][2][3]",
    )
    assert len(answer.citations) == 3


def test_a_sum_of_some_projects_is_no_printed_total(assistant: Assistant) -> None:
    text = said(assistant, "云岭2024年以前建成的项目一共投资多少", "13500万元（按所列数值计算").text
    assert "62,000" not in text


def test_a_very_long_table_is_cited_whole(tmp_path: Path) -> None:
    rows = "\n".join(f"{n}\t第{n}片区卫生站\t新建业务用房\t{n}" for n in range(1, 41))
    text = f"{NANPING}\n附件\n\n南坪县项目表\n\n序号\t项目名称\t建设内容\t投资（万元）\n{rows}\n"
    (tmp_path / "plan.txt").write_text(text, "utf-8")
    update_index(tmp_path / "data", [tmp_path / "plan.txt"])
    answer = said(Assistant(Library(tmp_path / "data")), "南坪项目一共多少个，一共投资多少", "40 个项目", "820万元")
    (citation,) = answer.citations
    assert citation.quote.startswith("1 第1片区卫生站")
    assert citation.quote.endswith("40 第40片区卫生站 新建业务用房 40")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("云岭2024年建成的项目有哪些", ["西岭镇卫生院", "村卫生站"]),
        ("云岭2021年开工的项目有哪些", ["市妇幼保健院", "村卫生站"]),
        ("云岭新建项目有哪些", ["市人民医院新院区", "西岭镇卫生院"]),
        ("云岭投资超过1亿元的项目", ["市人民医院新院区", "市妇幼保健院"]),
        ("云岭五千万以下的项目有哪些", ["西岭镇卫生院"]),
        ("云岭西岭镇的项目有哪些", ["西岭镇卫生院"]),
        ("云岭城关街道有哪些重点项目", ["市妇幼保健院"]),
        ("云岭重点项目有哪些", ["市人民医院新院区", "市妇幼保健院", "西岭镇卫生院", "村卫生站"]),
        ("云岭医疗服务类项目有哪些", ["市人民医院新院区", "市妇幼保健院"]),
    ],
)
def test_a_filter_lists_the_projects_that_fit_and_no_other(
    assistant: Assistant, question: str, names: list[str]
) -> None:
    text = said(assistant, question).text
    every = ["市人民医院新院区", "市妇幼保健院", "西岭镇卫生院", "村卫生站"]
    assert [name for name in every if re.search(rf"^(?:云岭市 )?{name}", text, re.MULTILINE)] == names


def test_a_nature_read_from_names_is_said_to_be(assistant: Assistant) -> None:
    said(assistant, "石桥扩建项目有哪些", "石桥县第二中学扩建工程", "没有写明建设性质")


@pytest.mark.parametrize(
    ("question", "reason", "part"),
    [
        ("云岭市疾控中心项目投资多少？", "no_project", "疾控中心"),
        ("云岭市第二人民医院新院区投资多少", "no_project", "第二人民医院"),
        ("云岭村卫生站标准化建设投资多少", "not_stated", "没有列出投资"),
        ("北陵区投资最大的项目是哪个", "not_stated", "没有列出投资"),
        ("北陵康乐颐养中心投资多少", "not_stated", "没有列出投资"),
        ("石桥实验幼儿园的责任单位是谁", "not_stated", "没有列出责任单位"),
        ("云岭2035年建成的项目有哪些", "no_figure", "没有符合所问条件的项目"),
        ("云岭妇幼保健院改扩建2022年投资多少", "no_figure", "2022年"),
        ("南坪县投资最大的项目是哪个", "not_stated", "没有逐一列出项目"),
        ("云岭投资第九大的项目是哪个", "not_stated", "没有第 9 个"),
        ("云岭六个重点项目里投资最大的是哪个", "false_premise", "4 个项目，不是 6 个"),
        ("云岭妇幼保健院改扩建投资是2亿元吗", "false_premise", "2亿元"),
        ("石桥的项目总投资是5亿元吗", "false_premise", "4.1亿元"),
        ("云岭医疗废物处置中心和门诊楼两个项目一共投资多少", "no_project", "医疗废物"),
        ("湛江市重点项目一共投资多少", "no_plan", "湛江市"),
    ],
)
def test_what_the_tables_do_not_hold_is_refused_with_the_nearest(
    assistant: Assistant, question: str, reason: str, part: str
) -> None:
    answer = assistant.ask(question)
    assert answer.refused, answer.text
    assert answer.reason == reason
    assert answer.text.startswith(("没有依据", "不是。"))
    assert part in answer.text


def test_projects_named_side_by_side_are_each_shown_and_added_up(assistant: Assistant) -> None:
    said(assistant, "云岭市人民医院新院区和西岭镇卫生院两个项目一共投资多少", "49500万元（按所列数值计算")
    said(assistant, "云岭市人民医院新院区和西岭镇卫生院各投资多少", "48,000万元", "1,500万元")


def test_a_follow_up_asks_another_plan_for_its_winner_but_leaves_other_matters_alone(assistant: Assistant) -> None:
    history = ("云岭投资最大的项目是哪个？",)
    said(assistant, "石桥呢？", "投资最大的：石桥县第一中学新校区（3.2亿元）", history=history)
    assert "投资最大" not in assistant.ask("那义诊活动呢？", history).text


def test_what_the_table_has_no_column_of_is_said_beside_a_list(assistant: Assistant) -> None:
    said(assistant, "石桥的项目分别由谁负责", "实验幼儿园", "原文没有列出：责任单位")


def test_a_sum_is_confirmed_in_another_unit(assistant: Assistant) -> None:
    said(assistant, "云岭妇幼保健院改扩建投资是1.2亿元吗", "12,000万元")


def test_which_plan_has_a_project_is_still_a_question_for_the_document(assistant: Assistant) -> None:
    answer = said(assistant, "哪份规划有西岭镇卫生院业务用房项目？")
    assert [citation.region for citation in answer.citations] == ["云岭市"]


def test_running_text_goes_on_to_answer_what_is_no_project_of_a_table(assistant: Assistant) -> None:
    said(assistant, "云岭每年开展义诊活动多少场？", "30场")
    said(assistant, "南坪孕妇学校开设多少所？", "12所")
