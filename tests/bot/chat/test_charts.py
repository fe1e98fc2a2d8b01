"""Charts: which figures, in which order, and never a box for a character."""

from dataclasses import replace
from pathlib import Path

import pytest
from made_answers import figures

from bot.chat.charts import fonts
from bot.chat.charts.chart import Chart, chart_of
from bot.chat.charts.lines import lines_of
from bot.chat.charts.picture import picture_of
from bot.models import Answer


def drawn(answer: Answer) -> Chart:
    chart = chart_of(answer)
    assert chart is not None
    return chart


def test_regions_stand_side_by_side_with_state_and_target() -> None:
    chart = drawn(figures("甲市", "乙区"))
    assert [(bar.group, bar.label, bar.value, bar.printed) for bar in chart.bars] == [
        ("甲市", "2020年现状", 1.5, "1.5"),
        ("甲市", "2025年目标", 2.0, "<2"),
        ("乙区", "2020年现状", 2.5, "2.5"),
        ("乙区", "2025年目标", 3.0, "<3"),
    ]
    assert chart.notes == ("[1]《甲市规划》", "[2]《乙区规划》")


def test_one_region_is_drawn_by_year() -> None:
    answer = figures("甲市")
    chart = drawn(replace(answer, facts=tuple(reversed(answer.facts))))
    assert chart.groups == ("2020年现状", "2025年目标")
    assert chart.title == "甲市 床位数"


def test_what_cannot_be_drawn_is_named() -> None:
    answer = figures("甲市", "乙区", "丙县")
    facts = [replace(f, unit="%") if f.region == "丙县" else f for f in answer.facts]
    worded = [replace(f, value="持续提升") if f.region == "乙区" and f.role == "target" else f for f in facts]
    chart = drawn(replace(answer, facts=tuple(worded)))
    assert [bar.group for bar in chart.bars] == ["甲市", "甲市", "乙区"]
    assert chart.notes[-1] == "未画出：乙区持续提升张、丙县3.5%、丙县<4%"


def test_a_draft_is_called_one_on_the_chart_itself() -> None:
    answer = figures("甲市", "乙区")
    cited = (answer.citations[0], replace(answer.citations[1], status="draft"))
    chart = drawn(replace(answer, citations=cited))
    assert chart.groups == ("甲市", "乙区（征求意见稿）")
    assert chart.notes[-1] == "[2]《乙区规划》（征求意见稿）"


def test_too_few_figures_are_no_chart() -> None:
    answer = figures("甲市")
    assert chart_of(replace(answer, facts=answer.facts[:1])) is None
    assert chart_of(replace(answer, facts=())) is None


def test_text_charts_are_to_scale() -> None:
    lines = lines_of(drawn(figures("甲市", "乙区"))).splitlines()
    assert lines[0] == "各地 床位数（张）"
    assert [len(line) for line in lines[2::2]] == [5, 7, 8, 10]


def test_a_picture_is_drawn_where_a_font_has_every_character() -> None:
    picture = picture_of(drawn(figures("甲市", "乙区")))
    if fonts.font_for("甲市床位数") is None:
        assert picture is None
    else:
        assert picture is not None
        assert picture.startswith(b"\x89PNG")


def test_without_a_chinese_font_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib

    latin = Path(matplotlib.get_data_path(), "fonts/ttf/DejaVuSans.ttf")
    monkeypatch.setattr(fonts, "_candidates", lambda: (latin, Path("/no/such/font.ttf")))
    assert picture_of(drawn(figures("甲市", "乙区"))) is None
