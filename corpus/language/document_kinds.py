"""What an official document is: told by the word that its name ends with (the kinds of the 党政机关公文处理工作条例 of 2012,
article 8, and the names of plans, reports and rules)."""

import re

from corpus.models import DocumentKind

# Names by their endings; of two that fit, the first counts. Those of the second list only end a name that says 关于, since
# they also head gazettes and columns of web pages (云岭市人民政府公告).
_ENDINGS: tuple[tuple[DocumentKind, str], ...] = (
    (DocumentKind.WORK_REPORT, r"政府工作报告"),
    (DocumentKind.EXECUTION_REPORT, r"(?:执行情况|决算)[^，。]{0,50}报告"),
    (
        DocumentKind.REPORT,
        r"(?:工作|评估|发展|监测|调研|情况|质量|总结|说明)的?报告|工作(?:总结|汇报)(?:和[^，。]{0,20})?",
    ),
    (DocumentKind.BULLETIN, r"(?:统计|状况|监测|普查|调查|发展|会议)公报"),
    (DocumentKind.OUTLINE, r"纲要"),
    (
        DocumentKind.ACTION_PLAN,
        r"方案|(?:行动|工作|攻坚|实施|重点|作战|三年|两年)计划|工作要点|任务分工|预案|清单|行动(?=[（(](?:19|20)\d{2})",
    ),
    (DocumentKind.PLAN, r"规划|(?:年度|五年|发展|建设)计划"),
    (DocumentKind.OPINION, r"(?:实施|指导|若干)意见"),
    (DocumentKind.MEASURES, r"办法|规定|条例|细则|规则|规范|措施|若干政策"),
)
_NAMED: tuple[tuple[DocumentKind, str], ...] = (
    (DocumentKind.OPINION, r"意见|建议"),
    (DocumentKind.DECISION, r"决定|决议|批复"),
    (DocumentKind.NOTICE, r"通知|公告|通告|通报|函"),
    (DocumentKind.REPORT, r"报告"),
)
_TAIL = (
    r"(?:[（(〔]?(?:19|20)\d{2}\s*年?\s*[-—－–~～至到]+\s*(?:19|20)\d{2}\s*年?[）)〕]?)?"
    r"(?:[（(](?:第[一二三四五六七八九十\d]+号|试行|暂行|修订版?|(?:19|20)\d{2}年(?:版|本|修订|修正))[）)])?$"
)
ANY_ENDING = "|".join(ending for _, ending in _ENDINGS)
NAMED_ENDING = "|".join(ending for _, ending in _NAMED)
TAIL = _TAIL
_PATTERNS = tuple((kind, re.compile(rf"(?:{ending}){_TAIL}")) for kind, ending in (*_ENDINGS, *_NAMED))


def kind_of(title: str) -> DocumentKind:
    """The kind of the document that is called ``title``; OTHER where its name does not say one."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(title)), DocumentKind.OTHER)
