"""Lists: items that stand in several paragraphs, what something consists of, projects of an annex; a made-up place."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

MEIXI = """梅溪县“十四五”卫生健康规划

梅溪县人民政府

一、指导思想

坚持健康优先。健康服务体系由医疗救治、公共卫生、健康管理、满意度评价等4个方面构成。

二、主要任务

（一）实施重大工程

“十四五”期间，全县重点实施5大类工程。

医疗救治能力提升工程。新建县人民医院住院楼，新增床位200张。

公共卫生强基工程：建设县疾控中心实验室，配备检测设备，完善监测网络，建立应急队伍。

妇幼健康工程。改造县妇幼保健院产科，设置床位60张，孕产妇死亡率控制在10/10万以下。

人才培育工程：每年招聘医学毕业生50名，培训乡村医生300人次，建立人才储备库和激励机制。

智慧健康工程。建设全民健康信息平台，接入全部卫生院。

（二）完善满意度评价

满意度由患者满意度和职工满意度两部分组成。患者满意度是社会效益的重要体现。通过门诊患者、住院患者和职工满意度评价，衡量获得感。

（三）医联体建设

县域医共体分为紧密型和松散型。

三、指导方针和主要目标

3.1基本原则

坚持健康优先。

3.2“十四五”时期主要目标

到2025年，健康梅溪建设取得明显进展。

3.2.1服务体系更加完善。床位达到3000张，卫生院全部达标。

3.2.2健康水平持续提高。人均预期寿命提高到79岁。

3.2.3治理能力不断增强。信息平台全覆盖，监管更加有力。

附件

梅溪县重大项目表

序号\t项目名称\t总投资（万元）\t建设年限
1\t县人民医院住院楼\t12000\t2021-2023年
2\t县妇幼保健院产科改造\t3000\t2022-2024年
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"meixi.txt": MEIXI})


WORKS = ["医疗救治能力提升工程", "公共卫生强基工程", "妇幼健康工程", "人才培育工程", "智慧健康工程"]
GOALS = ["服务体系更加完善", "健康水平持续提高", "治理能力不断增强"]


@pytest.mark.parametrize(
    ("question", "parts", "without"),
    [
        ("梅溪5大类工程是哪5大类", WORKS, "满意度"),
        ("梅溪重点实施的五大类工程分别是什么", WORKS, "满意度"),
        ("梅溪满意度评价包括哪些", ["患者满意度和职工满意度"], "健康管理"),
        ("梅溪满意度由哪些部分组成", ["患者满意度和职工满意度"], "健康管理"),
        ("梅溪健康服务体系包括哪些方面", ["医疗救治、公共卫生、健康管理"], "职工"),
        ("梅溪医共体分为哪几种", ["紧密型和松散型"], "满意度"),
        ("梅溪规划的十四五主要目标分哪几个方面", GOALS, "满意度"),
        ("梅溪附件里列了哪几个重大项目 投资各多少", ["12000万元", "3000万元"], "满意度"),
        ("梅溪附表上的项目都有啥，各花多少", ["县人民医院住院楼", "县妇幼保健院产科改造"], "满意度"),
    ],
)
def test_the_items_are_told(assistant: Assistant, question: str, parts: list[str], without: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in parts), answer.text
    assert without not in answer.text


@pytest.mark.parametrize(
    "question", ["梅溪七大类工程是哪七类", "梅溪健康管理包括哪些", "梅溪托育服务体系由哪些部分组成"]
)
def test_another_list_is_not_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
