"""What boxes tell of by name, sums and order over figures of several places, and claims of a time before the plan. The plans
are made up."""

import pytest

from bot.assistant import Assistant
from bot.replying.blocks import Rows, plain
from bot.replying.composing import reply_of
from tests.written_plans import assistant_over

PLAN = """{name}“十四五”卫生健康规划

{name}人民政府
2021年{month}月
规划期限为2021年至2025年。

一、现状
2020年末全{level}有医疗机构{all}{piece}，其中村卫生室{rooms}{piece}；执业（助理）医师{doctors}人，注册护士{nurses}人。
组建紧密型医共体{unions}个，覆盖全部乡镇。{sent}
二、目标
表1 主要指标
序号	指标	单位	2020年	2025年	属性
1	{visits}	{unit}	{before}	{after}	预期性
2	每万人口全科医生数	{per}	{gp}	{aim}	约束性
三、任务
按病种付费扩大到{kinds}种。
专栏1 {name}服务提升工程
1.{house}扩建。选址{road}，新增床位{beds}张，投资{money}万元，2024年建成，由{body}负责实施。
2.巡诊车购置。购置{cars}辆，投资{sum}万元。
"""
EAST = {"name": "东坪县", "month": 3, "level": "县", "all": 210, "piece": "个", "rooms": 150, "doctors": 820, "nurses": 910, "unions": 2, "visits": "年总诊疗人次", "unit": "万人次", "before": "96.5", "after": "110", "per": "人", "gp": "1.8", "aim": "3.1", "kinds": 300, "house": "县康复医院", "road": "柳河路", "beds": 90, "money": 4200, "body": "县卫生健康局", "cars": 6, "sum": 180, "sent": "派出16名护士支援长川。"}  # fmt: skip
WEST = {"name": "西陵市", "month": 5, "level": "市", "all": 330, "piece": "家", "rooms": 221, "doctors": 1180, "nurses": 1320, "unions": 3, "visits": "全年诊疗人次", "unit": "人次", "before": "1420000", "after": "1600000", "per": "人/万人", "gp": "2.2", "aim": "3.2", "kinds": 420, "house": "市中医院", "road": "石泉路", "beds": 120, "money": 6800, "body": "市城投公司", "cars": 9, "sum": 260, "sent": "派出21名护士支援长川。"}  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    plans = {"dongping.txt": PLAN.format(**EAST), "xiling.txt": PLAN.format(**WEST)}
    return assistant_over(tmp_path_factory, plans)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("东坪和西陵的村卫生室2020年总共多少个", ("150", "221", "371")),
        ("2020年东坪、西陵执业（助理）医师一共多少人", ("820", "1180", "2000")),
        ("两家紧密型医共体各建了几个", ("东坪县", "2个", "西陵市", "3个")),
        ("2020年总诊疗人次东坪多还是西陵多", ("西陵市 1420000人次 > 东坪县 96.5万人次",)),
        ("每万人口全科医生2025年比2020年增加的数，两家排个名次", ("增加 1.3", "增加 1")),
        ("两家派去长川支援的护士一共多少人", ("16", "21", "37")),
        ("东坪县县康复医院要增多少床", ("90张",)),
        ("东坪康复医院扩建选的地址在哪条路上", ("柳河路",)),
        ("东坪巡诊车要花多少钱", ("180万元",)),
        ("西陵市中医院扩建归谁负责实施", ("市城投公司",)),
        ("巡诊车是哪个县规划里讲的", ("东坪县",)),
    ],
)
def test_boxes_and_sums(assistant: Assistant, question: str, stated: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(words in answer.text for words in stated), answer.text


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("西陵按病种付费2020年就到420种了吧", ()),
        ("它现在完成投资多少了", ("西陵市中医院扩建投资多少",)),
        ("北部片区村卫生室几个", ("西陵南部村卫生室几个",)),
    ],
)
def test_what_is_aimed_at_is_no_state_and_the_whole_no_part(
    assistant: Assistant, question: str, history: tuple[str, ...]
) -> None:
    assert assistant.ask(question, history).refused


def test_the_sentence_that_names_what_is_told_is_cited_too(assistant: Assistant) -> None:
    answer = assistant.ask("西陵市中医院要增多少床")
    assert "120张" in answer.text
    assert any("市中医院扩建" in citation.quote for citation in answer.citations)


def test_a_rate_is_not_called_odd_for_saying_per_how_many_again(assistant: Assistant) -> None:
    assert "通常为" not in assistant.ask("西陵每万人口全科医生2025年目标").text


def test_the_dearest_is_asked_of_the_projects_just_listed(assistant: Assistant) -> None:
    answer = assistant.ask("最贵的是哪个", ("东坪有哪些项目",))
    assert "县康复医院扩建" in answer.text
    assert "4200" in answer.text


def test_both_extremes_and_how_far_they_lie_apart(assistant: Assistant) -> None:
    answer = assistant.ask("最低的差最高的多少", ("两家2025年每万人口全科医生目标比一下",))
    assert "相差 0.1" in answer.text


def test_projects_of_running_text_are_listed_alike(assistant: Assistant) -> None:
    reply = reply_of(assistant.ask("东坪有哪些项目"))
    (rows,) = (block for block in reply.blocks if isinstance(block, Rows))
    assert plain(rows.title) == "东坪县"
    assert [plain(row.text).split("　")[0] for row in rows.rows] == ["县康复医院扩建", "巡诊车购置"]
