"""Contents pages are no content."""

import pytest
from plan_files import load_text

from corpus.readers.contents import contents_end

BODY = ["一、规划背景", "“十三五”期间，各项工作取得明显成效。", "二、总体要求", "坚持以人民健康为中心。"]


@pytest.mark.parametrize(
    "entries",
    [
        ["一、规划背景……………1", "二、总体要求……………5"],
        ["一、规划背景\t1", "（一）基础\t2", "二、总体要求\t5"],
        ["1一、规划背景", "51.强化基础", "5二、总体要求"],
        ["一、规划背景 ... 1", "", "二、总体要求 ... 5"],
        ["一、规划背景 - 1 -", "二、总体要求 - 5 -"],
        ["一、规划背景", "二、总体要求"],
    ],
)
def test_the_body_begins_behind_the_contents(entries):
    lines = ["目 录", "", *entries, "", *BODY]
    end = contents_end(lines, 0)
    assert [line for line in lines[end:] if line] == BODY


def test_contents_without_their_title_are_seen_by_their_leaders():
    lines = ["一、规划背景........1", "二、总体要求........5", *BODY]
    assert contents_end(lines, 0) == 2


def test_a_heading_with_a_year_is_no_contents_line(tmp_path):
    plan = load_text(tmp_path, "一、展望2030\n\n健康水平进一步提高。\n\n二、保障措施\n\n加强统筹。\n")
    assert [section.path for section in plan.sections] == [("一、展望2030",), ("二、保障措施",)]
