"""The congress that heard or approved a document: 2026年1月12日在云岭市第七届人民代表大会第五次会议上, and who spoke there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.language.dates import iso_date
from corpus.language.text import CleanText
from corpus.models import Span

# The line may be broken once more.
_MOST_LINES = 2
_CONGRESS = re.compile(
    r"(?P<date>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)?[，,]?(?P<at>在)?(?P<body>[\u4e00-\u9fff]{1,20}?第[一二三四五六七八九十]{1,3}届"
    r"(?:人民代表大会|人大)(?:常务委员会|常委会)?第[一二三四五六七八九十]{1,3}次(?:全体)?会议)(?P<approved>[^，。上]{0,4}(?:批准|通过))?"
)
_POST = r"(?P<post>[\u4e00-\u9fff]{0,16}?(?:代理?)?(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主席|主任|局长|厅长|部长|院长|检察长))"
_SPEAKER = re.compile(
    rf"[（(]?{_POST}\s*(?P<name>[\u4e00-\u9fff]{{2,4}}|[\u4e00-\u9fff]{{2,8}}·[\u4e00-\u9fff·]{{2,8}})(?<![会议室处])[）)]?$"
)
_REPRESENTS = re.compile(r"我(?:谨)?(?:代表|受)([\u4e00-\u9fff]{2,20}?)(?:人民政府|委托)")


@dataclass(frozen=True, slots=True)
class Hearing:
    """``body``: the congress as printed; ``date``: when it met (ISO 8601), "" where that is not said there; ``approved``: it
    passed the document, else a report was given to it."""

    body: str
    date: str
    approved: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who gave a report: name and post as printed."""

    name: str
    post: str
    span: Span


def hearing_of(lines: Sequence[CleanText]) -> Hearing | None:
    """The congress that the short lines of a document's head name."""
    for count in range(1, _MOST_LINES + 1):
        for at in range(len(lines) - count + 1):
            part = lines[at : at + count]
            match = _CONGRESS.search("".join(line.text for line in part))
            if match and match.start() < len(part[0].text) and (match["at"] or match["approved"]):
                span = _across(part, match.start(), match.end())
                return Hearing(match["body"], iso_date(match["date"] or ""), bool(match["approved"]), span)
    return None


def speaker_of(lines: Sequence[CleanText]) -> Speaker | None:
    """The line that names who gave the report."""
    for line in lines:
        match = _SPEAKER.match(line.text)
        if match:
            return Speaker(match["name"], match["post"], line.span(match.start("post"), match.end("name")))
    return None


def represented(body: str) -> str:
    """Whom the report speaks for (我代表云岭市人民政府), without 人民政府; "" where it does not say."""
    match = _REPRESENTS.search(body)
    return match[1] if match else ""


def _across(lines: Sequence[CleanText], start: int, end: int) -> Span:
    """The span of characters ``start`` to ``end`` of lines joined, one or two."""
    first = len(lines[0].text)
    if end <= first:
        return lines[0].span(start, end)
    return Span(lines[0].span(start, first).start, lines[1].span(0, end - first).end)
