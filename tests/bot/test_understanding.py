"""What a question is read as: places, years, roles, kinds and the forms of answer that it asks for."""

import pytest

from bot.asked_places import Known
from bot.loaded import LoadedPlans
from bot.question import Kind, Question, Wanted
from bot.understanding import understand
from corpus.models import PlanMetadata, Role, Status


def plan(region: str) -> PlanMetadata:
    return PlanMetadata(
        title=f"{region}卫生健康发展“十四五”规划",
        region=region,
        superiors=(),
        period=(2021, 2025),
        horizon=2025,
        outlook=None,
        issuer="",
        number="",
        date="",
        status=Status.FINAL,
    )


KNOWN = Known(LoadedPlans([plan("云溪市"), plan("石桥县")]), [], 2026, lambda place: place == "柳坪县")


def read(text: str) -> Question:
    return understand(text, KNOWN)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("云溪2025年床位", [2025]),
        ("云溪到25年床位要多少", [2025]),
        ("云溪十四五末床位", [2025]),
        ("云溪今年床位", [2026]),
        ("云溪近15年床位", []),
        ("云溪连续21年没有病例", []),
    ],
)
def test_years_are_read_in_every_form(text: str, years: list[int]) -> None:
    assert list(read(text).years) == years


def test_the_part_without_a_role_word_asks_for_the_present() -> None:
    assert read("云溪床位有几张？以后要到几张？").roles == {Role.BASELINE, Role.TARGET}
    assert read("云溪孕前优生健康检查目标人群覆盖率是多少").roles == set()


def test_a_place_that_nobody_knows_is_no_region() -> None:
    assert read("晏水市2025年床位目标").strangers == ("晏水市",)
    assert read("全市2025年床位目标").strangers == ()


def test_a_place_that_a_document_names_is_content_unless_a_figure_of_a_table_is_asked() -> None:
    assert "柳坪县" in [term.text for term in read("柳坪县有哪些项目").terms]
    assert read("柳坪县有哪些项目").strangers == ()
    assert read("柳坪县2025年每千人口床位数目标").strangers == ("柳坪县",)


@pytest.mark.parametrize("text", ["云溪中心由哪家医院来建", "云溪这楼要花多少钱"])
def test_a_verb_of_one_character_behind_a_helping_word_is_no_content(text: str) -> None:
    assert not {"来建", "要花"} & {term.text for term in read(text).terms}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("哪几份规划提到医生集团", Kind.WHICH_DOCUMENT),
        ("“一张网”这个说法出自哪份文件", Kind.WHICH_DOCUMENT),
        ("云溪哪几项指标属于约束性", Kind.ATTRIBUTE_LIST),
        ("云溪规划什么时候印发的", Kind.METADATA),
        ("云溪和石桥的床位哪个更高", Kind.COMPARE),
        ("编一个云溪2035年床位数", Kind.FABRICATE),
        ("云溪规划期内新增几个献血点", Kind.LOOKUP),
    ],
)
def test_the_kind_of_answer(text: str, kind: Kind) -> None:
    assert read(text).kind is kind


def test_the_form_of_answer_comes_with_unit_count_and_head() -> None:
    question = read("云溪改造多少家卫生院")
    assert Wanted.FIGURE in question.wanted
    assert "家" in question.wanted_units
    assert (question.head, question.head_is_counted) == ("卫生院", True)
    assert read("云溪的三大救治中心是哪三个").wanted_count == 3


def test_a_number_of_heads_is_no_rate() -> None:
    assert read("云溪护士有多少人").indicator_keys == ()
    assert read("云溪护士数目标").indicator_keys == ("nurses",)


def test_what_is_done_is_cut_off_a_noun_that_a_segmenter_guesses() -> None:
    assert "托育券" in [term.text for term in read("云溪要发托育券吗").terms]
