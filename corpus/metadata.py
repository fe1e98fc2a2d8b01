"""What identifies a plan, read from its own text: cover, notice, imprint. Front matter and a sidecar file override."""

import re

from corpus.dates import Dated, date_in
from corpus.errors import UnreadableDocument
from corpus.headings import is_heading
from corpus.issuers import issuer_of
from corpus.models import PlanMetadata, Span, Status
from corpus.places import superiors_of
from corpus.readers.base import Document, Grid, Paragraph
from corpus.text import CleanText
from corpus.titles import Title, annex_title, bare_title, region_chain, title_of
from corpus.years import five_year_period, year_in
from prompts import say

# Cover and imprint are short lines; a plan's longest titles have about 45 characters, notices of them 75.
_MAX_LINE = 80
# Lines before the running text begins; covers with long distribution lists have about 15.
_COVER_LINES = 40
_IMPRINT_LINES = 12
_NUMBER = re.compile(r"(?:^|\s|[：:])([\u4e00-\u9fff]{2,10}[〔［\[（(【]\s*(?:19|20)\d{2}\s*[〕］\]）)】]\s*\d+\s*号)")
_DRAFT = re.compile(r"征求意见稿|意见征集稿|送审稿|讨论稿|报批稿|草案|公示稿|初稿|公开征求.{0,60}意见")
_RANGE = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-—－–~～至到]+\s*((?:19|20)\d{2})")
_HAN_PERIOD = re.compile(r"第(十[一二三四五六七八九])个五年")
_TERM = re.compile(r"规划期|期限|时期为|实施期")
_LATER = re.compile(r"(?:展望(?:至|到)?|到|和(?=.{4,6}远景))\s*(20\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})\s*年")
_HORIZON = re.compile(r"(?<!\d)(20[2-6]\d)(?!\d)")
_BASE = re.compile(
    r"(?:以|基准年|基期|基年)(?:年)?(?:均)?[为是：:]?\s*(20\d{2})\s*年?(?:为(?:规划)?(?:基准|基期|基年)|(?=[，。；,;）)]))"
)
# What a web page prints above the text about the document, label to field.
_FACTS = {"发文字号": "number", "文号": "number", "发文机关": "issuer", "发布机构": "issuer", "成文日期": "date"}
_FACT = re.compile(r"(发文字号|文\s*号|发文机关|发布机构|成文日期)\s*[：:]?\s*(.*)$", re.DOTALL)


def metadata_of(document: Document, given: dict[str, str] | None = None) -> PlanMetadata:
    """The metadata of a document. ``given`` (of a sidecar file) overrides its front matter, and that its text. Raises
    UnreadableDocument where none of them names a plan and its region."""
    paragraphs = [block.body for block in document.blocks if isinstance(block, Paragraph)]
    cover, imprint = _cover(paragraphs), [p for p in paragraphs[-_IMPRINT_LINES:] if len(p.text) <= _MAX_LINE]
    body = "\n".join(paragraph.text for paragraph in paragraphs)
    stated = {**document.front, **(given or {})}
    evidence: dict[str, Span] = {}
    title = _title(document, stated, cover, paragraphs, body)
    if title.span.end:
        evidence["title"] = title.span
    region = stated.get("region") or title.region
    if not region:
        raise UnreadableDocument(say("reading.no_region", file=document.file, title=title.text))
    signed = issuer_of(cover, imprint, document.source)
    chain = title.superiors if region == title.region else ()
    if not chain and signed and (named := region_chain(signed.text, body))[-1:] == (region,):
        chain = named[:-1]  # 澄州市望汀区民政局 names the city above the district
    superiors = (
        tuple(re.split(r"[,，、]\s*", stated["superiors"]))
        if stated.get("superiors")
        else superiors_of(region, body, chain)
    )
    period = _period(stated.get("period") or title.text, paragraphs)
    horizon = _year(stated, "horizon") or (period[1] if period else _single_year(title.text))
    facts = _facts(document)
    date = _date(cover, imprint)
    for name, found in (("issuer", signed), ("date", date)):
        if found:
            evidence[name] = found.span
    number = _first(_NUMBER, cover, "number", evidence)
    if document.front:
        _front_evidence(document, evidence)
    return PlanMetadata(
        title=title.text,
        region=region,
        superiors=superiors,
        period=period,
        horizon=horizon,
        outlook=_year(stated, "outlook") or _outlook(f"{title.text}\n{body}", horizon),
        issuer=stated.get("issuer") or (signed.text if signed else facts.get("issuer", "")),
        number=stated.get("number") or number or facts.get("number", ""),
        date=stated.get("date") or (date.date if date else facts.get("date", "")),
        status=_status(stated.get("status", ""), document.file, cover, evidence),
        extract=stated.get("extract") == "true",
        base_year=_year(stated, "base_year") or _base_year(body, horizon),
        evidence=evidence,
    )


def _title(
    document: Document, stated: dict[str, str], cover: list[CleanText], paragraphs: list[CleanText], body: str
) -> Title:
    """The title that is given, else the text's, else the file's name where that is a plan's."""
    if document.annex:
        found = annex_title(cover, document.file.rpartition(".")[0], body)
    else:
        found = title_of(cover, paragraphs, body)
    if stated.get("title"):
        chain = region_chain(stated["title"], body) or ((*found.superiors, found.region) if found else ())
        return Title(stated["title"], Span(0, 0), chain[-1] if chain else "", chain[:-1])
    if found:
        return found
    name = bare_title(re.sub(r"\.[^.]+$", "", document.file))
    chain = region_chain(name, body) if re.search(r"规划|纲要", name) else ()
    if not chain or not five_year_period(name):
        raise UnreadableDocument(say("reading.no_plan", file=document.file))
    return Title(name, Span(0, 0), chain[-1], chain[:-1])


def _cover(paragraphs: list[CleanText]) -> list[CleanText]:
    """The short lines before the first numbered heading."""
    cover = []
    for paragraph in paragraphs[:_COVER_LINES]:
        if is_heading(paragraph.text) and not paragraph.text.startswith("附"):
            break
        if len(paragraph.text) <= _MAX_LINE:
            cover.append(paragraph)
    return cover


def _period(stated: str, paragraphs: list[CleanText]) -> tuple[int, int] | None:
    match = _RANGE.search(stated)
    if match:
        return int(match[1]), int(match[2])
    han = _HAN_PERIOD.search(stated)
    period = five_year_period(f"{han[1]}五" if han else stated)
    if period:
        return period
    for paragraph in paragraphs:
        found = _RANGE.search(paragraph.text)
        if found and _TERM.search(paragraph.text):
            return int(found[1]), int(found[2])
    return None


def _single_year(title: str) -> int | None:
    """健康云岭2030规划 speaks of one year."""
    years = _HORIZON.findall(title)
    return int(years[-1]) if years else None


def _year(stated: dict[str, str], name: str) -> int | None:
    return int(stated[name]) if stated.get(name, "").isdigit() else None


def _outlook(text: str, horizon: int | None) -> int | None:
    years = [year for year in map(year_in, _LATER.findall(text)) if year]
    return max((year for year in years if horizon and year > horizon), default=None)


def _base_year(body: str, horizon: int | None) -> int | None:
    match = _BASE.search(body)
    return int(match[1]) if match and (horizon is None or int(match[1]) < horizon) else None


def _status(stated: str, file: str, cover: list[CleanText], evidence: dict[str, Span]) -> Status:
    if stated in tuple(Status):
        return Status(stated)
    for line in cover:
        match = _DRAFT.search(line.text)
        if match:
            evidence["status"] = line.span(match.start(), match.end())
            return Status.DRAFT
    return Status.DRAFT if _DRAFT.search(file) else Status.FINAL


def _first(pattern: re.Pattern[str], lines: list[CleanText], name: str, evidence: dict[str, Span]) -> str:
    for line in lines:
        match = pattern.search(line.text)
        if match:
            evidence[name] = line.span(match.start(1), match.end(1))
            return match[1]
    return ""


def _date(cover: list[CleanText], imprint: list[CleanText]) -> Dated | None:
    """The most exact date on the cover or in the imprint; of equally exact ones that of the signature, not of printing."""
    found = [date for line in [*imprint, *cover] if (date := date_in(line))]
    return max(found, key=lambda dated: (len(dated.date), not dated.printing), default=None)


def _facts(document: Document) -> dict[str, str]:
    """What a web page's box says of the document: issuer, number, date."""
    texts: list[str] = []
    for block in document.blocks[:_COVER_LINES]:
        texts += [cell.text for row in block.rows for cell in row] if isinstance(block, Grid) else [block.body.text]
    facts: dict[str, str] = {}
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        match = _FACT.match(text)
        value = (match[2] or following).strip() if match else ""
        if match and value and len(value) <= _MAX_LINE:
            facts.setdefault(_FACTS[re.sub(r"\s", "", match[1])], value)
    if "date" in facts:
        numbers = re.findall(r"\d+", facts["date"])
        facts["date"] = "-".join(number.zfill(2) for number in numbers[:3])
    return facts


def _front_evidence(document: Document, evidence: dict[str, Span]) -> None:
    """A field that front matter gives is proved by its line there."""
    for name, value in document.front.items():
        match = re.search(rf"^{re.escape(name)}:\s*{re.escape(value)}\s*$", document.source, re.MULTILINE)
        if match and value:
            start = document.source.index(value, match.start())
            evidence[name] = Span(start, start + len(value))
