"""Which part of a document is asked for, and which part a section belongs to."""

import pytest

from bot.answers.parts import heading_parts, part_asked, parts, section_parts, sections_of, words

ENTRIES = {entry["name"]: entry for entry in words()["part"]}
ASKED = [(name, text) for name, entry in ENTRIES.items() for text in entry["asks_examples"]]
NOT_ASKED = [(name, text) for name, entry in ENTRIES.items() for text in entry["asks_counters"]]
HEADED = [(name, text) for name, entry in ENTRIES.items() for text in entry.get("heading_examples", ())]
NOT_HEADED = [(name, text) for name, entry in ENTRIES.items() for text in entry.get("heading_counters", ())]


@pytest.mark.parametrize(("name", "text"), ASKED)
def test_an_example_asks_for_its_part(name: str, text: str) -> None:
    found = part_asked(text)
    assert found is not None
    assert found[0].name == name


@pytest.mark.parametrize(("name", "text"), NOT_ASKED)
def test_a_counter_example_does_not(name: str, text: str) -> None:
    assert next(part for part in parts() if part.name == name).asks.search(text) is None


@pytest.mark.parametrize(("name", "text"), HEADED)
def test_a_heading_names_its_part(name: str, text: str) -> None:
    assert name in heading_parts(text)


@pytest.mark.parametrize(("name", "text"), NOT_HEADED)
def test_a_heading_of_something_else_does_not(name: str, text: str) -> None:
    assert name not in heading_parts(text)


def test_a_sentence_tells_of_problems_by_its_words() -> None:
    cue = next(part.cue for part in parts() if part.name == "problems")
    assert cue is not None
    assert all(cue.search(text) for text in ENTRIES["problems"]["cue_examples"])
    assert not any(cue.search(text) for text in ENTRIES["problems"]["cue_counters"])


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("一、发展环境", "（二）存在的主要问题"), "problems"),
        (("一、发展环境", "（一）主要成就"), "results"),
        (("三、主要任务", "（二）完善规划实施"), "tasks"),
        (("三、构建托育体系", "（一）扩大供给"), "tasks"),
        (("六、保障措施", "（一）现状监测"), "safeguards"),
        (("二、总体要求", "（一）发展目标"), "general"),
        (("附件 云陂县养老服务规划", "一、规划背景和总体要求", "（一）发展基础"), "results"),
        (("附件 云陂县养老服务规划项目表",), "annex"),
        (("附件 重点项目",), "works"),
        (("三、主要任务", "专栏1 养老重点工程"), "tasks"),
    ],
)
def test_the_path_tells_the_part_of_a_section(path: tuple[str, ...], part: str) -> None:
    assert part in section_parts(path, "云陂县养老服务规划")
    assert not section_parts(path, "云陂县养老服务规划") & {"tasks"} - {part}


def test_a_chapter_of_several_parts_is_none_of_them() -> None:
    sections = [("一、发展环境",), ("一、发展环境", "（一）主要成就"), ("一、发展环境", "（二）机遇与挑战")]
    assert sections_of("challenges", sections, "") == [("一、发展环境", "（二）机遇与挑战")]
