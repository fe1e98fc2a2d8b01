"""What identifies a plan, read from its own text: cover, heading lines, imprint. Front matter overrides."""

import itertools
import re

from corpus.errors import UnreadableDocument
from corpus.headings import is_heading
from corpus.models import PlanMetadata, Span, Status
from corpus.places import gazetteer, place_in, superiors_of
from corpus.readers.base import Document, Paragraph
from corpus.text import CleanText
from corpus.years import five_year_period, han_number, year_in
from prompts import say

# Cover and imprint are short lines; a plan's longest titles have about 45 characters.
_MAX_LINE = 60
# Lines before the running text begins; covers with long distribution lists have about 15.
_COVER_LINES = 40
_IMPRINT_LINES = 12
_REGION = r"(?:[\u4e00-\u9fff]{2,8}?(?:自治州|自治县|自治区|新区|省|市|区|县|旗|盟))"
_PLAN = re.compile(
    rf"({_REGION}{{1,3}}[\u4e00-\u9fff（()）]{{0,24}}?(?:[“\"]?十[一二三四五六七八九]五[”\"]?|\d{{4}}\s*[-—－~至]+\s*\d{{4}}\s*年?)?[\u4e00-\u9fff（()）“”]{{0,16}}?规划)"
)
_PERIOD_MARK = re.compile(r"十[一二三四五六七八九]五|(?:19|20)\d{2}")
_NUMBER = re.compile(r"(?:^|\s)([\u4e00-\u9fff]{2,10}[〔［\[（(【]\s*(?:19|20)\d{2}\s*[〕］\]）)】]\s*\d+\s*号)")
_DATE = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_HAN_DATE = re.compile(
    r"(二[〇○零][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_ISSUER = re.compile(
    r"((?:[\u4e00-\u9fff]{2,20}?)(?:人民政府办公室|人民政府办公厅|人民政府|卫生健康局|卫生健康委员会|卫生健康委|委员会|局))(?:文件)?\s*$"
)
_ISSUING = re.compile(r"^([\u4e00-\u9fff]{2,20}?(?:人民政府办公室|人民政府办公厅|人民政府|局|委员会))关于印发")
_DRAFT_TAIL = re.compile(r"\s*[（(]?(?:征求意见稿|送审稿|讨论稿|草案|公示稿)[）)]?\s*$")
_DRAFT = re.compile(r"征求意见稿|送审稿|讨论稿|草案|公示稿")
_PERIOD = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-—－–~至到]+\s*((?:19|20)\d{2})\s*年")
_TERM = re.compile(r"规划期|期限|时期为|实施期")
_OUTLOOK = re.compile(r"(?:展望(?:至|到)?|到)\s*(20\d{2})\s*年")


def metadata_of(document: Document) -> PlanMetadata:
    """The metadata of a document. Raises UnreadableDocument where neither text nor front matter names a plan."""
    paragraphs = [block.body for block in document.blocks if isinstance(block, Paragraph)]
    cover, imprint = _cover(paragraphs), [p for p in paragraphs[-_IMPRINT_LINES:] if len(p.text) <= _MAX_LINE]
    body = "\n".join(paragraph.text for paragraph in paragraphs)
    evidence: dict[str, Span] = {}
    front = document.front
    title = front.get("title") or _title(cover, paragraphs, evidence)
    if not title:
        raise UnreadableDocument(say("reading.no_plan", file=document.file))
    region = front.get("region") or _region(title, body)
    if not region:
        raise UnreadableDocument(say("reading.no_region", file=document.file, title=title))
    period = _period(front.get("period") or title, paragraphs)
    status = (
        Status(front["status"]) if front.get("status") in tuple(Status) else _status(document.file, cover, evidence)
    )
    superiors = (
        tuple(re.split(r"[,，、]\s*", front["superiors"])) if front.get("superiors") else superiors_of(region, body)
    )
    horizon = int(front["horizon"]) if front.get("horizon", "").isdigit() else (period[1] if period else None)
    issuer = front.get("issuer") or _issuer(cover, imprint, evidence)
    number = front.get("number") or _first(_NUMBER, cover, "number", evidence)
    date = front.get("date") or _date(cover, imprint, evidence)
    if front:
        _front_evidence(document, evidence)
    return PlanMetadata(
        title=title,
        region=region,
        superiors=superiors,
        period=period,
        horizon=horizon,
        outlook=_outlook(front.get("outlook", ""), body, horizon),
        issuer=issuer,
        number=number,
        date=date,
        status=status,
        extract=front.get("extract") == "true",
        evidence=evidence,
    )


def _cover(paragraphs: list[CleanText]) -> list[CleanText]:
    """The short lines before the first numbered heading."""
    cover = []
    for paragraph in paragraphs[:_COVER_LINES]:
        if is_heading(paragraph.text) and not paragraph.text.startswith("附"):
            break
        if len(paragraph.text) <= _MAX_LINE:
            cover.append(paragraph)
    return cover


def _title(cover: list[CleanText], paragraphs: list[CleanText], evidence: dict[str, Span]) -> str:
    """A cover line that is a plan's name (two lines where it is broken), else a later short line that begins with one,
    such as a table's or an annex's caption."""
    pairs = [(line.text, line, line) for line in cover]
    pairs += [(line.text + below.text, line, below) for line, below in itertools.pairwise(cover)]
    for text, first, last in pairs:
        match = _PLAN.fullmatch(_DRAFT_TAIL.sub("", text).strip("《》 "))
        if match and _PERIOD_MARK.search(text) and "印发" not in text:
            evidence["title"] = Span(first.span().start, last.span().end)
            return match[1]
    for paragraph in paragraphs:
        if len(paragraph.text) > _MAX_LINE or "《" in paragraph.text or "印发" in paragraph.text:
            continue
        match = _PLAN.match(paragraph.text)
        if match and _PERIOD_MARK.search(match[1]) and place_in(match[1]):
            evidence["title"] = paragraph.span(match.start(1), match.end(1))
            return match[1]
    return ""


def _region(title: str, body: str) -> str:
    """The innermost place at the head of the title: a known division, else what its suffix shows to be one."""
    known = [name for name in gazetteer() if name in title[:20]]
    if known:
        return max(known, key=lambda name: (title.index(name) + len(name), len(name)))
    match = re.match(_REGION, title)
    return match[0] if match and body.count(match[0]) > 1 else ""


def _period(stated: str, paragraphs: list[CleanText]) -> tuple[int, int] | None:
    match = re.search(r"((?:19|20)\d{2})\s*年?\s*[-—－–~至]+\s*((?:19|20)\d{2})", stated)
    if match:
        return int(match[1]), int(match[2])
    period = five_year_period(stated)
    if period:
        return period
    for paragraph in paragraphs:
        found = _PERIOD.search(paragraph.text)
        if found and _TERM.search(paragraph.text):
            return int(found[1]), int(found[2])
    return None


def _outlook(stated: str, body: str, horizon: int | None) -> int | None:
    if stated.isdigit():
        return int(stated)
    years = [int(year) for year in _OUTLOOK.findall(body)]
    later = [year for year in years if horizon and year > horizon]
    return max(later, default=None)


def _status(file: str, cover: list[CleanText], evidence: dict[str, Span]) -> Status:
    for line in cover:
        match = _DRAFT.search(line.text)
        if match:
            evidence["status"] = line.span(match.start(), match.end())
            return Status.DRAFT
    return Status.DRAFT if _DRAFT.search(file) else Status.FINAL


def _issuer(cover: list[CleanText], imprint: list[CleanText], evidence: dict[str, Span]) -> str:
    for pattern, lines in ((_ISSUING, cover), (_ISSUER, cover), (_ISSUER, imprint)):
        found = _first(pattern, lines, "issuer", evidence)
        if found:
            return found
    return ""


def _first(pattern: re.Pattern[str], lines: list[CleanText], name: str, evidence: dict[str, Span]) -> str:
    for line in lines:
        match = pattern.search(line.text)
        if match:
            evidence[name] = line.span(match.start(1), match.end(1))
            return match[1]
    return ""


def _date(cover: list[CleanText], imprint: list[CleanText], evidence: dict[str, Span]) -> str:
    """The most exact date on the cover or in the imprint, ISO 8601 (YYYY-MM-DD or YYYY-MM)."""
    best = ""
    for line in [*imprint, *cover]:
        match = _DATE.search(line.text)
        if match:
            date = f"{match[1]}-{int(match[2]):02d}" + (f"-{int(match[3]):02d}" if match[3] else "")
        elif han := _HAN_DATE.search(line.text):
            match = han
            date = f"{year_in(han[1])}-{han_number(han[2]):02d}" + (f"-{han_number(han[3]):02d}" if han[3] else "")
        if match and len(date) > len(best):
            best = date
            evidence["date"] = line.span(match.start(), match.end())
    return best


def _front_evidence(document: Document, evidence: dict[str, Span]) -> None:
    """A field that front matter gives is proved by its line there."""
    for name, value in document.front.items():
        match = re.search(rf"^{re.escape(name)}:\s*{re.escape(value)}\s*$", document.source, re.MULTILINE)
        if match and value:
            start = document.source.index(value, match.start())
            evidence[name] = Span(start, start + len(value))
