"""What identifies a plan, read from its own text: cover, notice, imprint. Front matter and a sidecar file override."""

import re

from corpus.errors import UntitledDocument
from corpus.language.document_kinds import kind_of
from corpus.language.places import superiors_of
from corpus.language.text import CleanText
from corpus.language.years import HAN_YEAR, five_year_period, year_in
from corpus.models import DocumentKind, PlanMetadata, Span, Status
from corpus.readers.base import Document, Paragraph
from corpus.records.document.covers import Cover, Fact, cover_of
from corpus.records.document.dates import dates_of, main_date
from corpus.records.document.hearings import hearing_of, represented, speaker_of
from corpus.records.document.issuers import issuer_of
from corpus.records.document.numbers import number_of
from corpus.records.document.regions import authority_chain, region_chain, region_of
from corpus.records.document.titles import Title, annex_title, bare_title, is_title, title_of
from prompts import say

_DRAFT = re.compile(r"征求意见稿|意见征集稿|送审稿|讨论稿|报批稿|审议稿|草案|公示稿|初稿|公开征求.{0,60}意见")
_RANGE = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-—－–~～至到]+\s*((?:19|20)\d{2})")
_HAN_PERIOD = re.compile(r"第(十[一二三四五六七八九])个五年")
_TERM = re.compile(r"规划期|期限|时期为|实施期")
_LATER = re.compile(rf"(?:展望(?:至|到)?|到|和(?=.{{4,6}}远景))\s*(20\d{{2}}|{HAN_YEAR})\s*年")
_HORIZON = re.compile(r"(?<!\d)(20[2-6]\d)(?!\d)")
_BASE = re.compile(
    r"(?:以|基准年|基期|基年)(?:年)?(?:均)?[为是：:]?\s*(20\d{2})\s*年?(?:为(?:规划)?(?:基准|基期|基年)|(?=[，。；,;）)]))"
)
# Kinds that set aims for years to come, and those that are read out before a congress and speak of the coming year.
_AIMS = (DocumentKind.PLAN, DocumentKind.OUTLINE, DocumentKind.ACTION_PLAN)
_SPOKEN = (DocumentKind.WORK_REPORT, DocumentKind.EXECUTION_REPORT, DocumentKind.REPORT)
_UNSAID = Fact("", Span(0, 0))
_BARE_REPORT = re.compile(r"(?:(?P<year>20\d{2})年)?政府工作报告")


def metadata_of(document: Document, given: dict[str, str] | None = None) -> PlanMetadata:
    """The metadata of a document. ``given`` (of a sidecar file) overrides its front matter, and that its text. Raises
    UntitledDocument where it is no document: nothing says how it is called."""
    paragraphs = [block.body for block in document.blocks if isinstance(block, Paragraph)]
    cover = cover_of(document)
    facts = cover.facts
    body = "\n".join(paragraph.text for paragraph in paragraphs)
    stated = {**document.front, **(given or {})}
    title = _title(document, stated, cover, paragraphs, body)
    kind = kind_of(title.text)
    hearing = hearing_of(cover.lines)
    speaker = speaker_of(cover.lines) if kind in _SPOKEN else None
    number = number_of(cover.lines, cover.opening)
    dates = dates_of(cover, hearing, number)
    signed = issuer_of(cover.lines, cover.imprint, document.source)
    issuer = signed.text if signed else facts["issuer"].text if "issuer" in facts else number.by if number else ""
    chain = region_of(
        title.text,
        (title.issuer, issuer),
        (represented(body), hearing.body if hearing else "", speaker.post if speaker else ""),
        (
            *(line.text for line in cover.lines if authority_chain(line.text, body)),
            facts["site"].text if "site" in facts else "",
            document.site,
            re.sub(r"\.[^.]+$", "", document.file),
        ),
        body,
    )
    region = stated.get("region") or (chain[-1] if chain else title.text)
    above = chain[:-1] if (region,) == chain[-1:] else ()
    if not above and (named := region_chain(issuer, body))[-1:] == (region,):
        above = named[:-1]  # 澄州市望汀区民政局 names the city above the district
    superiors = (
        tuple(re.split(r"[,，、]\s*", stated["superiors"]))
        if stated.get("superiors")
        else superiors_of(region, body, above)
    )
    evidence: dict[str, Span] = {}
    date = main_date(dates)
    for field, found in (
        ("title", title),
        ("issuer", signed or facts.get("issuer")),
        ("date", date),
        ("number", number or facts.get("number")),
        ("speaker", speaker),
    ):
        if found and found.span.end:
            evidence[field] = found.span
    if document.front:
        _front_evidence(document, evidence)
    name = stated.get("title") or _full_title(title.text, region, date.date if date else "", document.file)
    aims = kind in _AIMS
    period = _period(stated.get("period") or name, paragraphs if aims else [])
    horizon = _year(stated, "horizon") or (
        period[1] if period else _single_year(name) if aims or kind in _SPOKEN else None
    )
    draft = _draft(document.file, cover.lines, title, evidence)
    status = stated.get("status", "")
    return PlanMetadata(
        title=name,
        region=region,
        superiors=superiors,
        period=period,
        horizon=horizon,
        outlook=_year(stated, "outlook") or _outlook(f"{name}\n{body}", horizon),
        issuer=stated.get("issuer") or issuer,
        number=stated.get("number") or (number or facts.get("number") or _UNSAID).text,
        date=stated.get("date") or (date.date if date else ""),
        status=Status(status) if status in tuple(Status) else Status.DRAFT if draft else Status.FINAL,
        extract=stated.get("extract") == "true",
        base_year=_year(stated, "base_year") or _base_year(body, horizon),
        kind=kind,
        dates=dates,
        speaker=speaker.name if speaker else "",
        post=speaker.post if speaker else "",
        draft=draft,
        evidence=evidence,
    )


def _title(document: Document, stated: dict[str, str], cover: Cover, paragraphs: list[CleanText], body: str) -> Title:
    """The title that is given, else what a page's box says, else the text's or the file's."""
    boxed = cover.facts.get("title")
    if document.annex:
        found = annex_title(cover.lines, document.file)
    else:
        found = title_of(cover.lines, paragraphs, body, document.file)
    if stated.get("title"):
        return Title(stated["title"], Span(0, 0), found.issuer if found else "")
    if boxed and is_title(bare_title(boxed.text)):
        return Title(bare_title(boxed.text), boxed.span)
    if found is None:
        raise UntitledDocument(say("reading.no_title", file=document.file))
    return found


def _full_title(title: str, region: str, date: str, file: str) -> str:
    """A bare 政府工作报告 with the year and the region that tell it from the others, as sites call it."""
    bare = _BARE_REPORT.fullmatch(title)
    if not bare or region == title:
        return title
    year = bare["year"] or str(year_in(file) or "") or date[:4]
    return say("document.work_report", year=f"{year}年" if year else "", region=region)


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


def _draft(file: str, cover: list[CleanText], title: Title, evidence: dict[str, Span]) -> str:
    """The word by which a document calls itself a draft, as printed on its cover or in its file's name; "" for final ones.
    The 草案 of a report on next year's plan (…计划草案的报告) is what it speaks of."""
    for line in cover:
        match = _DRAFT.search(line.text)
        if match and not (_within(line, title) and match[0] in title.text):
            evidence["status"] = line.span(match.start(), match.end())
            return match[0]
    match = _DRAFT.search(file.replace(title.text, ""))
    return match[0] if match else ""


def _within(line: CleanText, title: Title) -> bool:
    return title.span.start <= line.span().start and line.span().end <= title.span.end


def _front_evidence(document: Document, evidence: dict[str, Span]) -> None:
    """A field that front matter gives is proved by its line there."""
    for name, value in document.front.items():
        match = re.search(rf"^{re.escape(name)}:\s*{re.escape(value)}\s*$", document.source, re.MULTILINE)
        if match and value:
            start = document.source.index(value, match.start())
            evidence[name] = Span(start, start + len(value))
