"""``planbot show``: a place in its source, marked, with its section and what stands around it."""

import pytest
from rich.cells import cell_len

from bot.cli import main
from bot.showing import find_plan, shown
from corpus.errors import PlanbotError
from corpus.loader import load_plan


@pytest.fixture(scope="module")
def plan(plan_folder):
    return load_plan(plan_folder / "yunxi.txt")


def test_a_sentence_is_shown_between_its_neighbours(plan):
    at = plan.source.index("名医下乡")
    text = shown(plan, at)
    assert "云溪市卫生健康发展“十四五”规划" in text.splitlines()[0]
    assert "二、发展目标" in text.splitlines()[0]
    assert "▶全市开展名医下乡活动，每年巡诊不少于12场。◀重点建设" in text


def test_a_table_row_is_shown_with_its_table(plan, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    value = next(v for v in plan.indicators if v.printed_name == "孕产妇死亡率")
    text = shown(plan, value.cell.start)
    assert "云溪市“十四五”时期卫生健康主要指标" in text
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in text.splitlines() if "│" in line]
    assert rows[0] == ["", "领域", "序号", "主要指标", "单位", "2020年", "2025年目标", "指标性质", ""]
    assert rows[1] == ["▶", "健康水平", "1", "孕产妇死亡率", "/10万", "9.8", "<9", "预期性", "◀"]
    assert rows[2][0] == rows[2][-1] == ""
    assert len(rows) == 5


def test_a_table_is_no_wider_than_the_terminal(plan, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    value = next(v for v in plan.indicators if v.printed_name == "孕产妇死亡率")
    drawn = [line for line in shown(plan, value.cell.start).splitlines() if line[:1] in set("┌│├└")]
    assert {cell_len(line) for line in drawn} <= set(range(50, 61))
    assert "…" not in "".join(drawn)


def test_every_offset_can_be_shown(plan):
    for at in range(0, len(plan.source), 7):
        text = shown(plan, at)
        assert text.count("▶") == text.count("◀") == 1


def test_places_that_are_none(plan, data_dir):
    for at in (-1, len(plan.source)):
        with pytest.raises(PlanbotError, match=r"yunxi\.txt"):
            shown(plan, at)
    with pytest.raises(PlanbotError, match="none"):
        find_plan("none.txt", data_dir)


def test_the_command_takes_a_path_or_a_file_of_the_index(plan_folder, data_dir, monkeypatch, capsys):
    monkeypatch.setenv("PLANBOT_DATA_DIR", str(data_dir))
    printed = []
    for name in (str(plan_folder / "yunxi.txt"), "yunxi.txt"):
        with pytest.raises(SystemExit) as ended:
            main(["show", name, "--at", "120"])
        assert not ended.value.code
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert "▶" in printed[0]
