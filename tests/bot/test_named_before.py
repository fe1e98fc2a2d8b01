"""Projects that the clause before the asking one names, in spoken words; a made-up place."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

HEISHAN = """黑杉市生态环境保护“十四五”规划

黑杉市人民政府

一、主要任务

加强土壤污染防治。

附件

黑杉市生态环境重点工程表

序号\t项目名称\t建设内容\t总投资（万元）\t建设年限\t责任单位
1\t原红星农药厂地块土壤修复工程\t修复污染土壤3.6万立方米\t8600\t2022-2024年\t市生态环境局
2\t青龙河水环境综合治理工程\t清淤12公里\t15200\t2021-2025年\t市水务局
3\t市第二人民医院新院区污水处理站\t新建污水处理站一座\t900\t2023年\t市第二人民医院
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"heishan.txt": HEISHAN})


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("黑杉农药厂那块地修复，总投资多少", ["8600万元"]),
        ("农药厂那块地，啥时候修完，谁管", ["2022-2024年", "市生态环境局"]),
        ("黑杉青龙河那个治理，要花多少钱", ["15200万元"]),
        ("青龙河治理工程，谁负责，哪年完工", ["市水务局", "2021-2025年"]),
        ("二院那个新院区，啥时候完工 谁管", ["2023年", "责任单位：市第二人民医院"]),
        ("黑杉二院新院区的污水站，投了多少", ["900万元"]),
    ],
)
def test_the_project_named_before_is_told(assistant: Assistant, question: str, parts: list[str]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in parts), answer.text
    assert len(answer.citations) == 1, answer.text


@pytest.mark.parametrize(
    "question",
    ["黑杉化肥厂那块地修复，总投资多少", "黑杉青龙湖公园那个提升，要花多少钱", "三院那个新院区，啥时候完工 谁管"],
)
def test_a_project_that_is_not_listed_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused, answer.text
