"""A plan's title and the region that it is for, from the cover, the notice that issues it, or a caption."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.headings import is_heading
from corpus.models import Span
from corpus.places import division_by_form, divisions_at, is_division, short_names
from corpus.text import CleanText

# Titles of outlines (国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要) have up to 50 characters with their region.
_MAX_TITLE = 60
# A title is broken over at most so many lines.
_MAX_LINES = 3
# 云岭市石溪县清水镇: the deepest that a title goes, with its province.
_MAX_DEPTH = 4
_KIND = r"(?:规划纲要|目标纲要|纲要|规划|实施方案|行动方案|工作方案|行动计划|工作计划|三年计划|五年计划|实施意见)"
_RANGE = r"(?:[（(〔]?(?:19|20)\d{2}\s*年?\s*[-—－–~～至到]+\s*(?:19|20)\d{2}\s*年?[）)〕]?)"
_DRAFT_TAIL = re.compile(
    r"\s*[（(【]?(?:公开)?(?:征求意见稿?|意见征集稿?|征求意见|送审稿|讨论稿|报批稿|草案|公示稿|初稿)[）)】]?\s*$"
)
_TITLE = re.compile(rf"[\u4e00-\u9fff〇○\d“”\"‘’（）()·、\-—－–~～\s]{{2,48}}?{_KIND}{_RANGE}?$")
_CAPTION = re.compile(rf"[\u4e00-\u9fff〇○\d“”\"（）()·、\-—－–~～]{{2,48}}?{_KIND}{_RANGE}?")
_PERIOD_MARK = re.compile(r"十[一二三四五六七八九]五|第十?[一二三四五六七八九十]个五年|(?:19|20)\d{2}")
_NOTICE = re.compile(
    r"(?P<issuer>^.{0,60}?)(?:关于)?(?:印发|发布|公布|下发)(?:《(?P<marked>[^》]+)》|(?P<bare>.+?))(?:的通知|的公告|$)"
)
_CONSULT = re.compile(r"(?P<issuer>^.{0,60}?)关于(?:公开|再次)?征(?:求|集).*?《(?P<marked>[^》]+)》")
_PREFIX = re.compile(r"^附\s*[件录]\s*\d*\s*[：:.]?\s*(?=\S)")
_OTHER = re.compile(r"(?:人民政府|委员会|办公室|办公厅|局|[月日号：:])$")
_OF_PLACE = re.compile(r"(?:人民政府|管理委员会|管委会|办事处|党委|委员会|党工委)")


@dataclass(frozen=True, slots=True)
class Title:
    """A plan's name with its place in the source. ``region`` and ``superiors`` (outermost first) are as it and its
    issuer name them; ``region`` is empty where neither does."""

    text: str
    span: Span
    region: str
    superiors: tuple[str, ...]


def title_of(cover: list[CleanText], paragraphs: list[CleanText], body: str) -> Title | None:
    """The title: a cover line (or up to three, where it is broken), the name in a notice's 关于印发《…》的通知, or a
    later short line that begins with one (a table's caption). None where nothing names a plan."""
    for text, issuer, span in (*_cover_titles(cover, body), *_notice_titles(cover)):
        chain = region_chain(text, body) or region_chain(issuer, body) or _chain_of_cover(cover, body)
        if chain:
            return Title(text, span, chain[-1], chain[:-1])
    for paragraph in paragraphs:
        if len(paragraph.text) > _MAX_TITLE or "《" in paragraph.text or "印发" in paragraph.text:
            continue
        match = _CAPTION.match(paragraph.text)
        if match and _PERIOD_MARK.search(match[0]) and (chain := region_chain(match[0], body)):
            return Title(match[0], paragraph.span(match.start(), match.end()), chain[-1], chain[:-1])
    return None


def annex_title(lines: list[CleanText], name: str, body: str) -> Title | None:
    """The title of an annex: the first of ``lines`` that speaks of a period or year, else the file's ``name``; whichever of
    these names a region first gives it (none: empty). None where none of them speaks of a period. The name of a plan in a
    caption is not taken out of it: the annex would stand for the plan."""
    named = [(line.text.strip(), line.span()) for line in lines if len(line.text) <= _MAX_TITLE] + [(name, Span(0, 0))]
    found = next(((text, span) for text, span in named if _PERIOD_MARK.search(text)), None)
    if found is None:
        return None
    texts = [_PREFIX.sub("", text) for text, _ in named]
    chains = (region_chain(text, body) or division_by_form(text) for text in texts)
    chain = next(filter(None, chains), ())
    return Title(found[0], found[1], chain[-1] if chain else "", chain[:-1])


def _cover_titles(cover: list[CleanText], body: str) -> Iterator[tuple[str, str, Span]]:
    """(title, "", span) of the cover's lines that are one, in their order; those that say a period first."""
    found = []
    whole = [_is_title(bare_title(line.text), body) for line in cover]
    for at in range(len(cover)):
        for count in range(1, min(_MAX_LINES, len(cover) - at) + 1):
            lines = cover[at : at + count]
            text = bare_title("".join(line.text for line in lines))
            if count > 1 and not (count == 2 and whole[at] and re.fullmatch(_RANGE, bare_title(lines[1].text))):
                # A title that its lines do not hold already; an issuer or a date is no part of one.
                broken = not any(whole[at : at + count]) and not any(_OTHER.search(line.text) for line in lines)
                if not broken or not _is_title(text, body):
                    continue
            elif not whole[at]:
                continue
            found.append((text, "", Span(lines[0].span().start, lines[-1].span().end)))
    found.sort(key=lambda title: (_PERIOD_MARK.search(title[0]) is None, title[2].start, -title[2].end))
    yield from found


def _is_title(text: str, body: str) -> bool:
    """Whether a line is a plan's name: the region first, the kind of plan last."""
    return (
        len(text) <= _MAX_TITLE
        and "印发" not in text
        and _TITLE.fullmatch(text) is not None
        and bool(region_chain(text, body))
    )


def _notice_titles(cover: list[CleanText]) -> Iterator[tuple[str, str, Span]]:
    """(title, issuer, span) of a notice that issues a plan, its heading on up to three lines."""
    for count in range(1, _MAX_LINES + 1):
        for at in range(len(cover) - count + 1):
            lines = cover[at : at + count]
            joined = "".join(line.text for line in lines)
            match = _NOTICE.match(joined) or _CONSULT.match(joined)
            if match and not any(is_heading(line.text) for line in lines):
                text = bare_title(match["marked"] or match.groupdict().get("bare") or "")
                if _TITLE.fullmatch(text):
                    yield text, match["issuer"], Span(lines[0].span().start, lines[-1].span().end)


def bare_title(line: str) -> str:
    """A title line without 《》, 附件 before it and (征求意见稿) behind it."""
    return _DRAFT_TAIL.sub("", _PREFIX.sub("", line.strip())).strip("《》〈〉 ").strip()


def _chain_of_cover(cover: list[CleanText], body: str) -> tuple[str, ...]:
    """The divisions at the head of the first cover line that names an authority."""
    for line in cover:
        chain = region_chain(line.text, body) if _OF_PLACE.search(line.text) else ()
        if chain:
            return chain
    return ()


def region_chain(text: str, body: str) -> tuple[str, ...]:
    """The divisions that ``text`` begins with, outermost first: known ones, and unknown ones that ``body`` speaks of.
    A title such as 健康湛江2030规划 names a city by its short name."""
    chain = _chain_at(text, 0, [], body)
    if chain:
        return tuple(chain)
    match = re.match(r"[“\"]?健康", text)
    short = next((full for stem, full in short_names().items() if match and text.startswith(stem, match.end())), None)
    return (short,) if short else ()


def _chain_at(text: str, at: int, above: list[str], body: str) -> list[str]:
    """``above`` and the divisions that follow it at place ``at`` of ``text``; an unknown outermost one may also be proved
    by the one behind it."""
    for name in divisions_at(text, at, above) if len(above) < _MAX_DEPTH else ():
        chain = _chain_at(text, at + len(name), [*above, name], body)
        if is_division(name, above) or _spoken_of(name, above, body) or (not above and len(chain) > 1):
            return chain
    return above


def _spoken_of(name: str, above: list[str], body: str) -> bool:
    """Whether ``body`` speaks of an unknown division beside its title: it names its authorities, or it again and again."""
    named = re.search(re.escape(name) + _OF_PLACE.pattern, body) is not None
    return named or body.count(name) > (2 if above else 1)
