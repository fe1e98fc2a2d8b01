"""The section tree where boxes stand between numbered headings."""

import pytest

from corpus.readers.markdown.reader import read_markdown
from corpus.readers.plain.layout import blocks_of, lines_of
from corpus.structure.outline import outline_of

TEXT = """一、主要任务

（一）加强服务

1.完善站点

全县各村都将设立一处服务站，方便群众就近办事和求助。

重点工程1：站点提升工程

改造站点二十处，配备必要的设备和人员，由县里统一验收。

2.培训人员

每年组织两次集中培训，考核合格的人员方可上岗服务。
"""


def test_a_number_that_goes_on_behind_a_box_stands_outside_it() -> None:
    paths = {section.path[-1]: section.path for section in outline_of(blocks_of(TEXT, lines_of(TEXT))).sections}
    assert paths["2.培训人员"][:-1] == paths["1.完善站点"][:-1]


@pytest.mark.parametrize("chapters", [("第一章发展基础", "第二章主要任务"), ("一、发展基础", "二、主要任务")])
def test_no_chapter_stands_within_the_preface(chapters: tuple[str, str]) -> None:
    body = "全县养老机构床位达到2460张，比上年增加120张。"
    text = "".join(f"# {heading}\n\n{body}\n\n" for heading in ("前言", *chapters))
    paths = [section.path for section in outline_of(read_markdown("a.md", text.encode()).blocks).sections]
    assert paths == [("前言",), *((chapter,) for chapter in chapters)]
