"""What the tools give, typed so that agents get it as structured results with a schema."""

from typing_extensions import TypedDict

from bot.reference import PlanObject, ValueObject


class FactObject(TypedDict):
    """One figure of an answer, as printed."""

    region: str
    plan: str
    indicator: str
    printed_name: str
    value: str
    unit: str
    year: int | None
    role: str
    scope: str
    attribute: str
    remark: str


class CitationObject(TypedDict):
    """A verbatim quote: ``start:end`` of ``file``'s decoded text; ``n`` is the [n] of the answer's text."""

    n: int
    title: str
    region: str
    status: str
    file: str
    section: str
    table: str | None
    quote: str
    start: int
    end: int
    page: int | None
    recognised: bool


class AnswerObject(TypedDict):
    """The answer object of ``planbot ask --json``. ``refused``: nothing supports the question as asked."""

    id: str | None
    question: str
    refused: bool
    reason: str | None
    text: str
    facts: list[FactObject]
    citations: list[CitationObject]
    elapsed_ms: float


class Plans(TypedDict):
    """All documents."""

    plans: list[PlanObject]


class Values(TypedDict):
    """Indicator values, at most ``bot.reference.MOST_VALUES``."""

    values: list[ValueObject]
