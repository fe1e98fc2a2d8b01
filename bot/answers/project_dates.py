"""Whether projects are built in the year that a question takes for granted (迁建到2025年才完工，是不是)."""

import re
from collections.abc import Sequence

from bot.answers.project_sums import Row
from bot.question import Question

_YEAR = re.compile(r"20\d\d")
_BEGINS = re.compile(r"开工|动工|开建|启动|开始")
_ENDS = re.compile(r"完工|竣工|建成|投用|投入使用|交付|完成|结束|收尾")


def dated_otherwise(question: Question, rows: Sequence[Row]) -> bool:
    """Whether the one project of ``rows`` is printed with years that deny the year that a yes/no question claims."""
    if not question.asks_whether or len(rows) != 1 or len(question.years) != 1 or question.quantities:
        return False
    project = rows[0][1]
    printed = [int(year) for year in _YEAR.findall(f"{project.begins} {project.years}")]
    if not printed:
        return False
    (year,) = question.years
    if _ENDS.search(question.plain):
        return year != max(printed)
    if _BEGINS.search(question.plain):
        return year != min(printed)
    return not min(printed) <= year <= max(printed)
