"""What programs look up in the index, as plain objects of strings, numbers and lists: the HTTP API and the tools for
agents give the same."""

from dataclasses import dataclass

from typing_extensions import TypedDict

from bot.archive import Documents
from bot.showing import unit_at
from corpus.errors import PlanbotError
from corpus.language.text import search_key
from corpus.models import IndicatorValue, Span
from prompts import say
from retrieval.records import StoredPlan

# Characters before and behind a passage.
_CONTEXT = 300
# Values that one look-up gives; a plan has some hundreds.
MOST_VALUES = 2_000


class PlanObject(TypedDict):
    """A document: what identifies it, by the names of ``planbot plans --json``."""

    title: str
    region: str
    period: str
    horizon: int | None
    status: str
    issuer: str
    number: str
    date: str
    file: str
    kind: str
    speaker: str
    post: str
    draft: str
    dates: dict[str, str]


class ValueObject(TypedDict):
    """An indicator value, every string as printed, with the place of its row: ``start:end`` of ``file``'s decoded text."""

    region: str
    plan: str
    table: str
    indicator: str
    printed_name: str
    unit: str
    column: str
    value: str
    year: int | None
    role: str
    scope: str
    attribute: str
    remark: str
    file: str
    start: int
    end: int


class PassageObject(TypedDict):
    """The verbatim text ``start:end`` of a document, with what stands before and behind it; ``page`` (from 1) where the
    format has pages, ``table`` of a row."""

    file: str
    title: str
    region: str
    status: str
    section: str
    table: str | None
    page: int | None
    start: int
    end: int
    text: str
    before: str
    behind: str


class NotHeld(PlanbotError):
    """The index holds no such document or place; the text says which."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which indicator values are asked for; what is "" or None is not asked for. ``indicator`` may stand within a printed
    name or be an indicator's key."""

    region: str = ""
    document: str = ""
    indicator: str = ""
    year: int | None = None
    role: str = ""

    def takes(self, stored: StoredPlan, value: IndicatorValue) -> bool:
        """Whether a value of a document is one of them."""
        return (
            self.region in ("", stored.metadata.region)
            and self.document in ("", stored.file)
            and self.year in (None, value.year)
            and self.role in ("", value.role.value)
            and (self.indicator == value.indicator or search_key(self.indicator) in search_key(value.printed_name))
        )


def plan_object(stored: StoredPlan) -> PlanObject:
    """What identifies a document."""
    meta = stored.metadata
    return {
        "title": meta.title,
        "region": meta.region,
        "period": meta.period_text,
        "horizon": meta.horizon,
        "status": meta.status.value,
        "issuer": meta.issuer,
        "number": meta.number,
        "date": meta.date,
        "file": stored.file,
        "kind": meta.kind.value,
        "speaker": meta.speaker,
        "post": meta.post,
        "draft": meta.draft,
        "dates": {date.kind.value: date.date for date in meta.dates},
    }


def indicator_objects(documents: Documents, wanted: Wanted) -> list[ValueObject]:
    """The first ``MOST_VALUES`` values that are wanted, each with the place of its row (``file``, ``start``, ``end``)."""
    plans = {plan.id: plan for plan in documents.store.plans}
    found = [
        (plans[number], value) for number, value in documents.store.all_values() if wanted.takes(plans[number], value)
    ]
    return [_value_object(stored, value) for stored, value in found[:MOST_VALUES]]


def _value_object(stored: StoredPlan, value: IndicatorValue) -> ValueObject:
    return {
        "region": stored.metadata.region,
        "plan": stored.metadata.title,
        "table": value.table,
        "indicator": value.indicator,
        "printed_name": value.printed_name,
        "unit": value.unit,
        "column": value.column,
        "value": value.value,
        "year": value.year,
        "role": value.role.value,
        "scope": value.scope,
        "attribute": value.attribute,
        "remark": value.remark,
        "file": stored.file,
        "start": value.row.start,
        "end": value.row.end,
    }


def passage_object(documents: Documents, file: str, start: int, end: int | None = None) -> PassageObject:
    """The verbatim text ``start:end`` of a document (without an end: the sentence or row at ``start``) with its section,
    table, page and what stands around it. Raises ``NotHeld``."""
    stored = documents.find(file)
    if stored is None:
        raise NotHeld(say("reference.no_document", file=file))
    plan = documents.whole(stored)
    if not 0 <= start < len(plan.source) or (end is not None and not start < end <= len(plan.source)):
        raise NotHeld(say("reference.no_place", file=file, length=len(plan.source)))
    unit, section, table = unit_at(plan, start)
    span = unit if end is None else Span(start, end)
    places = documents.store.places(stored.id, span)
    return {
        "file": file,
        "title": stored.metadata.title,
        "region": stored.metadata.region,
        "status": stored.metadata.status.value,
        "section": " > ".join(section),
        "table": table or None,
        "page": places[0].page if places else None,
        "start": span.start,
        "end": span.end,
        "text": plan.quote(span),
        "before": plan.source[max(0, span.start - _CONTEXT) : span.start],
        "behind": plan.source[span.end : span.end + _CONTEXT],
    }
