"""What a section lays out."""

import itertools

import pytest

from bot.answers.items import Contents, named_items
from corpus.models import Span
from retrieval.evidence import Evidence

_places = itertools.count()


def units(section: tuple[str, ...], *paragraphs: str) -> list[Evidence]:
    """The sentences of paragraphs that stand in ``section``, each "a|b|c" one paragraph."""
    found = []
    for paragraph in paragraphs:
        number = next(_places)
        found += [Evidence(text, Span(number, number + 1), section, None, "", number) for text in paragraph.split("|")]
    return found


TASKS = ("三、主要任务",)
BOX = ("专栏2 十分钟服务圈工程",)


@pytest.mark.parametrize(
    ("plan", "section", "titles"),
    [
        (
            [
                *units(TASKS, "三、主要任务"),
                *units((*TASKS, "（一）建食堂"), "（一）建食堂。|新建食堂5个。"),
                *units((*TASKS, "（二）修道路"), "（二）修道路。|修路8公里。"),
            ],
            TASKS,
            ["（一）建食堂。", "（二）修道路。"],
        ),
        (
            units(TASKS, "三、主要任务", "差距不小。|一是床位少。|空床却多。|二是人手缺。"),
            TASKS,
            ["一是床位少。", "二是人手缺。"],
        ),
        (units(TASKS, "——以人为本。", "——城乡一体。"), TASKS, ["——以人为本。", "——城乡一体。"]),
        (
            units(TASKS, "机构养老起步。|新建养老院六家。", "居家养老铺开。|建成助餐点九个。"),
            TASKS,
            ["机构养老起步。", "居家养老铺开。"],
        ),
        (units(TASKS, "新建食堂5个。|改造食堂8个。"), TASKS, []),
        (
            [
                *units(BOX, BOX[0], "（1）药房：布设药柜。", "（2）病床：建家庭病床。"),
                *units((*BOX, "5 推进健康行动"), "5 推进健康行动"),
                *units((*BOX, "6 服务老人"), "6 服务老人"),
            ],
            BOX,
            ["（1）药房：布设药柜。", "（2）病床：建家庭病床。"],
        ),
    ],
)
def test_the_items_of_a_section(plan: list[Evidence], section: tuple[str, ...], titles: list[str]) -> None:
    assert [item.title.text for item in named_items(Contents(plan).inside(section), section)] == titles


def test_an_item_has_the_sentences_behind_it() -> None:
    plan = units(TASKS, "一是床位少。|空床却多。", "二是人手缺。")
    assert [[unit.text for unit in item.body] for item in named_items(Contents(plan).inside(TASKS), TASKS)] == [
        ["空床却多。"],
        [],
    ]
