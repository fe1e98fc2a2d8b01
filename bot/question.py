"""A question as understood: facets (region, year, role, indicator), kind, and the words that evidence must account for."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from bot.dialogue.query import Operation
from bot.project_asking import ProjectsAsked
from corpus.models import Role

_CHECK = re.compile(
    r"(?<![在好行空便忙以])[吗吧](?=[?？，,。！!]|$)|是不是|是否|对不对|对(?:[吗吧]|不(?![上住起]))|没错|准不准|核实|核对|核一下|没[\u4e00-\u9fff]{1,2}[错岔混]|记得(?:是|好像)|印象(?:中|里)|好像是|听说|据说|是这样|(?:我|有人)(?:记得|听说)"
)

_OF_AN_AGE = re.compile(r"^\d{1,3}周?岁(?:的?(?:老年人|老人|人群|人口|儿童))?的?(?=..)")

# The year is what is asked about where it stands right before the words that ask whether it is so.
_CLAIMED_YEAR = re.compile(
    r"(?:是|在|定在|(?<![低高多少大小晚早])于|到|管)[^，。？?]{0,6}?\d\d年[底末初前]*(?:(?!有)[\u4e00-\u9fff]){0,4}?[，, ]?(?:对[吗吧不]|吗|吧|对不对|没错吧|我?没[\u4e00-\u9fff]{1,2}[错岔混]吧|是吧)[?？]?$"
)

# 五份规划都提出…对吗
_CLAIMS_ALL = re.compile(r"(?:都|均)(?:提出|提到|写|要求|有|是|没有|把|定)")


class Kind(StrEnum):
    """Which kind of answer is wanted."""

    LOOKUP = "lookup"  # a figure or a passage
    COMPARE = "compare"
    WHICH_DOCUMENT = "which_document"
    METADATA = "metadata"
    ATTRIBUTE_LIST = "attribute_list"
    PROJECTS = "projects"  # the plans' project tables at large: the largest, how many, those of a year
    PLANS = "plans"
    HELP = "help"
    GREETING = "greeting"
    FABRICATE = "fabricate"
    OUTSIDE = "outside"
    EMPTY = "empty"


class Wanted(StrEnum):
    """The form of answer that a question word asks for."""

    FIGURE = "figure"
    LIST = "list"
    DATE = "date"
    PLACE = "place"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    """An indicator that the question names: its key and the words that named it (as places in the plain text)."""

    key: str
    places: frozenset[int]
    by_name: bool

    def words(self, plain: str) -> str:
        """The words of the question ``plain`` that name it; its key where a conversation or a table row gave it."""
        return plain[min(self.places) : max(self.places) + 1] if self.places else self.key

    def of_any_age(self, plain: str) -> str:
        """Its words without the age that they begin with (95岁老人的高龄津贴), which a range may hold and is a demand of its own."""
        return _OF_AN_AGE.sub("", self.words(plain))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure that the question states: its number as written and the unit behind it ("" where there is none)."""

    number: str
    unit: str


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question. ``weight`` (0 to 1) says by its part of speech how far evidence must hold it: what
    is asked about is a noun, while verbs and adjectives are what people put in their own words."""

    text: str
    weight: float
    ways: tuple[str, ...] = ()  # other ways of saying it, any of which will do
    start: int = -1  # where it stands in the plain text

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class RegionYears:
    """A region of the question and the years that stand beside it (all the question's years where none do)."""

    region: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` as asked, ``whole`` in standard characters and words, ``plain`` without its courtesies. ``terms`` are the content words that no facet
    explains. ``head`` is what the figure asked for is of:
    what 多少家… counts (三甲医院), else the noun before 多少
    (``head_is_counted`` tells which); ``listed`` what a list is of. ``asks_text``: how the running text puts it is asked for.
    ``inside``: places within those of the documents, of which
    the evidence must speak (a county in its city's plan). ``counts``: an absolute number is asked for (一共多少张), not a rate;
    ``rates`` are the mentions that name a rate in words which may mean the absolute number too (床位). ``carried`` names what a follow-up took over from the conversation, for the reply to show,
    ``earlier`` is the question (plain) whose matter it took over.
    ``projects`` is what it asks of project tables, ``operation`` what is done with the figures."""

    text: str
    plain: str
    whole: str = ""
    kind: Kind = Kind.LOOKUP
    regions: tuple[RegionYears, ...] = ()
    scopes: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    period: tuple[int, int] | None = None
    roles: frozenset[Role] = frozenset()
    indicators: tuple[IndicatorMention, ...] = ()
    quoted: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    wanted: frozenset[Wanted] = frozenset()
    wanted_units: tuple[str, ...] = ()
    wanted_count: int = 0
    head: str = ""
    head_is_counted: bool = False
    listed: str = ""
    asks_text: bool = False
    counts: bool = False
    rates: tuple[IndicatorMention, ...] = ()
    terms: tuple[Term, ...] = ()
    carried: tuple[str, ...] = ()
    earlier: str = ""
    projects: ProjectsAsked | None = None
    operation: Operation = field(default_factory=Operation)

    @property
    def checks(self) -> bool:
        """Whether it asks to confirm a figure or a year that it states itself."""
        claims = bool(self.quantities) or _CLAIMS_ALL.search(self.whole) is not None
        return self.claims_year or (claims and self.asks_whether)

    @property
    def asks_whether(self) -> bool:
        """Whether it asks if what it says is so."""
        return _CHECK.search(self.whole) is not None

    @property
    def claims_year(self) -> bool:
        """Whether it asks to confirm a year (中期评估是2027年做对吧)."""
        if not self.years or not self.asks_whether:
            return False
        # Where nothing else is claimed or asked, the year is.
        alone = not (self.quantities or self.indicators or self.wanted or self.roles or self.operation)
        return alone or _CLAIMED_YEAR.search(self.whole) is not None

    @property
    def figure(self) -> str:
        """The first figure that it states, with its unit."""
        return f"{self.quantities[0].number}{self.quantities[0].unit}" if self.quantities else ""

    @property
    def is_figure(self) -> bool:
        """Whether a figure is all that it names: which documents state it is asked (哪份规划写了5.72, 5.72)."""
        bare = not (self.terms or self.indicators or self.quoted or self.regions or self.years or self.checks)
        asks = self.kind is Kind.WHICH_DOCUMENT or self.plain.strip("？?") == self.figure
        return len(self.quantities) == 1 and bare and asks

    @property
    def names_nothing(self) -> bool:
        """Whether no matter is named: no indicator, no content word, no quotation, no figure."""
        return not (self.terms or self.indicators or self.quoted or self.quantities)

    @property
    def region_names(self) -> tuple[str, ...]:
        return tuple(mention.region for mention in self.regions)

    @property
    def indicator_keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mention.key for mention in self.indicators))
