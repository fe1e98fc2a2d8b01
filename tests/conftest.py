"""Shared fixtures: an index of two plans that we wrote, of made-up places."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every run: a change is judged by what it changed.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")

PLAN = """{region}人民政府关于印发{region}卫生健康发展“十四五”规划的通知

{short}政发〔2022〕7号

{region}人民政府
2022年3月5日

{region}卫生健康发展“十四五”规划

一、发展基础

“十三五”期间，全市新建村卫生站{stations}间，投入资金{money}万元。

二、发展目标

到2025年，{region}每千人口3岁以下婴幼儿托位数不少于{text_places}个。全市开展名医下乡活动，每年巡诊不少于{visits}场。重点建设胸痛中心、卒中中心、创伤中心三大中心。全市三甲医院全部接入平台，其中{hubs}家设立分中心。

{region}“十四五”时期卫生健康主要指标

领域\t序号\t主要指标\t单位\t2020年\t2025年目标\t指标性质
健康水平\t1\t孕产妇死亡率\t/10万\t{maternal}\t<{target}\t预期性
\t2\t人均预期寿命\t岁\t-\t{life}\t预期性
健康服务\t3\t每千人口医疗卫生机构床位数\t张\t4.10\t{beds}\t预期性
\t4\t每千人口3岁以下婴幼儿托位数\t个\t1.20\t{places}\t约束性

三、主要任务

（一）加强公共卫生。推进储备隔离房间{rooms}间建设，完善应急物资储备。
"""

ALPHA = {
    "region": "云溪市",
    "short": "云",
    "stations": 41,
    "money": "318.5",
    "text_places": "4.5",
    "visits": 12,
    "maternal": "9.8",
    "target": 9,
    "life": 79,
    "beds": "5.55",
    "places": "4.8",
    "rooms": 730,
    "hubs": 3,
}
BETA = {
    "region": "石桥县",
    "short": "石",
    "stations": 17,
    "money": "96.2",
    "text_places": "3.9",
    "visits": 6,
    "maternal": "12.4",
    "target": 11,
    "life": 78,
    "beds": "6.20",
    "places": "3.9",
    "rooms": 260,
    "hubs": 2,
}


@pytest.fixture(scope="session", autouse=True)
def _scans_stay_unread() -> Iterator[None]:
    """Whether a test passes does not depend on the extra that recognises scans; its own tests turn it on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("corpus.readers.pdf.scans.can_recognise", lambda: False)
        patch.setattr("corpus.readers.scan.pictures.can_recognise", lambda: False)
        yield


@pytest.fixture(scope="session")
def plan_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "yunxi.txt").write_text(PLAN.format(**ALPHA), "utf-8")
    (folder / "shiqiao.txt").write_text(PLAN.format(**BETA), "utf-8")
    return folder


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory, plan_folder: Path) -> Path:
    from retrieval.index import update_index

    folder = tmp_path_factory.mktemp("data")
    update_index(folder, [plan_folder])
    return folder


@pytest.fixture(scope="session")
def pdf_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one PDF: a page of text, a sideways table, a scan."""
    from pdf_pages import Sheet, a_page_of_text, drawn

    from retrieval.index import update_index

    def first(sheet: Sheet) -> None:
        sheet.text(130, 50, "霁山市卫生健康事业发展“十五五”规划", 18)
        a_page_of_text(sheet)

    def second(sheet: Sheet) -> None:
        sheet.turned(1, lambda page: (page.text(200, 80, "霁山市主要健康指标"), page.table(70, 100)))

    folder = tmp_path_factory.mktemp("pdf")
    (folder / "jishan.pdf").write_bytes(drawn(first, second, lambda sheet: sheet.picture(0, 0, 595, 842)))
    update_index(folder / "data", [folder / "jishan.pdf"])
    return folder / "data"
