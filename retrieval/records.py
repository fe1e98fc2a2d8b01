"""The record store of one generation: its register for what is asked of all documents, their shards for what is asked of
one. It is the truth; the other indexes are made of it."""

import functools
import json
import re
import sqlite3
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.models import FigureStatement, IndicatorValue, Place, Plan, PlanMetadata, Project, Role, Span, Task, Unread
from retrieval.evidence import Evidence
from retrieval.register import CHUNKS, SPANS, UNREAD
from retrieval.shards import Shards, adapter

# Evidence of so many documents is kept whole, about 2 MB each.
_WHOLE = 64
# Answers of the register kept: those of an indicator in all of 3,000 plans take some 5 MB.
_RECORDS = 64
_FIGURE = (
    "SELECT f.plan, f.indicator, value, year, role, path, sentence_start, sentence_end, figure_start, figure_end, number,"
    " unit, comparator, qualifier, upper, measure, named, usual_unit"
    " FROM figures f JOIN paths p ON p.plan = f.plan AND p.section = f.section"
)


# Where a chunk is: plan id, first and last position of its evidence.
ChunkPlace = tuple[int, int, int]
# 全市 and 其他县 name no place within.
INNER_PLACE = re.compile(
    r"(?!全[市县区省]|其[他它余中]|各|本[市县区]|[合总小]计)[\u4e00-\u9fff]{1,8}(?:县|区|市|镇|乡|街道)"
)


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan's identity in the index: its id (from 1, in the order of the files' names), file name and metadata, what of the
    file was not read, and what of its text was recognised in pictures."""

    id: int
    file: str
    digest: str
    metadata: PlanMetadata
    unread: tuple[Unread, ...] = ()
    recognised: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedEvidence:
    """Evidence with the plan it belongs to and its position there."""

    plan: StoredPlan
    position: int
    unit: Evidence


class Store:
    """A reader of the generation in ``folder``: its register in the file ``path``, its shards in the folder ``shards``. Safe
    to use from several threads: each has its own connection to the register. ``release`` is called when it is closed."""

    def __init__(self, folder: Path, path: Path, shards: Path, release: Callable[[], None]) -> None:
        self.folder = folder
        self._path = path
        self._shards = Shards(shards)
        self._release = release
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._evidence = functools.lru_cache(maxsize=_WHOLE)(self._whole)
        self.values = functools.lru_cache(maxsize=_RECORDS)(self._values)
        self.figures = functools.lru_cache(maxsize=_RECORDS)(self._figures)
        self.frequency = functools.lru_cache(maxsize=65536)(self._frequency)

    def _rows(self, query: str, *values: object) -> list[Any]:
        database = getattr(self._local, "database", None)
        if database is None:
            # Immutable: a generation never changes once it is served, and a read-only folder is fine.
            uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            # Each is used by its own thread; ``close`` comes from any.
            database = self._local.database = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._opened.append(database)
        return list(database.execute(query, values))

    def close(self) -> None:
        """Let go of the files and of what was read of them; no thread may be asking, or ask again."""
        for database in self._opened:
            database.close()
        self._shards.close()
        for kept in (self._evidence, self.values, self.figures, self.frequency):
            kept.cache_clear()
        self._release()

    @property
    def format(self) -> int:
        """The number of the index's format."""
        return int(self._rows("PRAGMA user_version")[0][0])

    @functools.cached_property
    def entries(self) -> tuple[tuple[int, str, StoredPlan], ...]:
        """(key in the register, shard, plan) of all plans, by id."""
        rows = self._rows("SELECT key, shard, file, digest, metadata, unread, recognised FROM plans ORDER BY file")
        found = []
        for number, (key, shard, file, digest, meta, unread, spans) in enumerate(rows, 1):
            about = (adapter(PlanMetadata), meta), (adapter(UNREAD), unread), (adapter(SPANS), spans)
            found.append((key, shard, StoredPlan(number, file, digest, *(k.validate_json(v) for k, v in about))))
        return tuple(found)

    @functools.cached_property
    def plans(self) -> tuple[StoredPlan, ...]:
        """All plans, by id, without their text."""
        return tuple(plan for _, _, plan in self.entries)

    @functools.cached_property
    def by_file(self) -> dict[str, StoredPlan]:
        """All plans by the name of their file."""
        return {plan.file: plan for plan in self.plans}

    @functools.cached_property
    def by_region(self) -> dict[str, list[StoredPlan]]:
        """All plans by their region, in the order of their ids."""
        found: dict[str, list[StoredPlan]] = {}
        for plan in self.plans:
            found.setdefault(plan.metadata.region, []).append(plan)
        return found

    @functools.cached_property
    def _ids(self) -> dict[int, int]:
        """The id of each plan by its key in the register."""
        return {key: plan.id for key, _, plan in self.entries}

    def keys(self, plans: Collection[int]) -> list[int]:
        """The keys of the plans with these ids, by which the register and the other indexes know them."""
        return [self.entries[number - 1][0] for number in sorted(plans)]

    def _shard(self, number: int) -> str:
        return self.entries[number - 1][1]

    @functools.cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """(printed name, indicator key) of every indicator of every plan."""
        return tuple(self._rows("SELECT name, indicator FROM names ORDER BY name, indicator"))

    @functools.cached_property
    def inner_places(self) -> dict[str, tuple[int, ...]]:
        """The places within the places of the plans that rows of their tables are of (counties of a city's table), each with
        the ids of those plans."""
        found: dict[str, list[int]] = {}
        own = {plan.id: {plan.metadata.region, *plan.metadata.superiors} for plan in self.plans}
        rows = ((self._ids[key], scope) for key, scope in self._rows("SELECT DISTINCT plan, scope FROM indicators"))
        for plan, scope in sorted(rows):
            if scope and scope not in own[plan] and INNER_PLACE.fullmatch(scope):
                found.setdefault(scope, []).append(plan)
        return {scope: tuple(plans) for scope, plans in found.items()}

    @functools.cached_property
    def units(self) -> int:
        """How many units of evidence there are."""
        return int(self._rows("SELECT coalesce(sum(units), 0) FROM plans")[0][0])

    @functools.cached_property
    def warnings(self) -> dict[int, tuple[str, ...]]:
        """What was warned of when each plan was read, by its id."""
        return {plan.id: self.plan(plan.id).warnings for plan in self.plans}

    def plan(self, number: int) -> Plan:
        """A plan, whole."""
        return self._shards.opened(self._shard(number)).plan()

    def quote(self, number: int, span: Span) -> str:
        """The verbatim source text of a span."""
        return self._shards.quote(self._shard(number), span)

    def places(self, number: int, span: Span) -> tuple[Place, ...]:
        """Where a span of a plan stands on its file's pages, a box a line or cell; none where the format has no pages."""
        return self._shards.opened(self._shard(number)).places(span)

    def cells(self, number: int, row: Span) -> tuple[tuple[str, str], ...]:
        """(head of the column, printed cell) of a table row of a plan, without what is empty; none where no row begins
        there."""
        return self._shards.opened(self._shard(number)).cells(row)

    def evidence(self, number: int, first: int = 0, last: int | None = None) -> tuple[Evidence, ...]:
        """The evidence of one plan at the positions ``first`` to ``last`` (inclusive; None: to the end), in document order."""
        if first == 0 and last is None:
            return self._evidence(number)
        return self._shards.evidence(self._shard(number), first, last)

    def last(self, number: int) -> int:
        """The last position of a plan's evidence."""
        return self._shards.opened(self._shard(number)).units - 1

    def _whole(self, number: int) -> tuple[Evidence, ...]:
        return self._shards.evidence(self._shard(number))

    def frequency_in(self, number: int, gram: str) -> int:
        """In how many units of one plan's evidence a character bigram stands."""
        return self._shards.grams(self._shard(number)).get(gram, 0)

    def sections(self, number: int) -> tuple[tuple[str, ...], ...]:
        """The paths of a plan's sections that hold text, in document order."""
        return self._shards.opened(self._shard(number)).sections

    def projects(self, number: int) -> tuple[tuple[Project, ...], tuple[Project, ...]]:
        """The projects of a plan's tables, and the totals that these print, in document order."""
        return self._shards.projects(self._shard(number))

    def tasks(self, number: int) -> tuple[Task, ...]:
        """The rows of a plan's tables of tasks, in document order."""
        return self._shards.tasks(self._shard(number))

    def _values(self, indicator: str, plans: tuple[int, ...] | None = None) -> tuple[tuple[int, IndicatorValue], ...]:
        """(plan id, value) of an indicator in ``plans`` (ids; None: all), in document order."""
        if plans is None:
            return self._as_values("WHERE indicator = ?", indicator)
        among = "WHERE indicator = ? AND plan IN (SELECT value FROM json_each(?))"
        return self._as_values(among, indicator, json.dumps(self.keys(plans)))

    def values_of_plan(self, number: int) -> tuple[tuple[int, IndicatorValue], ...]:
        """(plan id, value) of every indicator of one plan, in document order."""
        return self._as_values("WHERE plan = ?", *self.keys([number]))

    def values_marked(self, attribute: str, plans: Collection[int]) -> tuple[tuple[int, IndicatorValue], ...]:
        """(plan id, value) of every indicator of ``plans`` (ids) that is marked ``attribute`` (约束性), in document order."""
        among = "WHERE attribute = ? AND plan IN (SELECT value FROM json_each(?))"
        return self._as_values(among, attribute, json.dumps(self.keys(plans)))

    def all_values(self) -> tuple[tuple[int, IndicatorValue], ...]:
        """(plan id, value) of every indicator of every plan, in document order."""
        return self._as_values("")

    def _as_values(self, where: str, *values: object) -> tuple[tuple[int, IndicatorValue], ...]:
        rows = self._rows(f"SELECT plan, record FROM indicators {where} ORDER BY plan, place", *values)
        load = adapter(IndicatorValue).validate_json
        # The order of a plan's own values stays.
        return tuple(sorted(((self._ids[key], load(record)) for key, record in rows), key=lambda found: found[0]))

    def _figures(self, indicator: str, plans: tuple[int, ...] | None = None) -> tuple[tuple[int, FigureStatement], ...]:
        """(plan id, statement) of an indicator in the running text of ``plans`` (ids; None: all), in document order. "" is that
        of figures whose clause names none, of which whole plans alone can be asked."""
        if plans is None:
            return self._as_figures("WHERE indicator != '' AND indicator = ?", indicator)
        among = "WHERE f.plan IN (SELECT value FROM json_each(?)) AND indicator = ?"
        return self._as_figures(among, json.dumps(self.keys(plans)), indicator)

    def _as_figures(self, where: str, *values: object) -> tuple[tuple[int, FigureStatement], ...]:
        found = []
        for key, indicator, value, year, role, path, s, e, first, last, *rest in self._rows(
            f"{_FIGURE} {where} ORDER BY f.plan, place", *values
        ):
            number, unit, comparator, qualifier, upper, measure, place, usual = rest
            found.append(
                (
                    self._ids[key],
                    FigureStatement(
                        *(indicator, value, year, Role(role), tuple(json.loads(path)), Span(s, e), Span(first, last)),
                        *(number, unit, comparator, qualifier, upper, measure, place, usual),
                    ),
                )
            )
        return tuple(sorted(found, key=lambda one: one[0]))

    def indicator_of_row(self, number: int, start: int) -> str | None:
        """The indicator key of the source row of an indicator table that begins at ``start``; None where none does."""
        query = "SELECT indicator FROM indicators WHERE plan = ? AND row = ? ORDER BY place DESC LIMIT 1"
        rows = self._rows(query, *self.keys([number]), start)
        return str(rows[0][0]) if rows else None

    def states_total(self, number: int, noun: str) -> bool:
        """Whether a plan's running text states a total (床位总数, 总床位) of ``noun``."""
        query = "SELECT 1 FROM figures WHERE plan = ? AND measure LIKE ? AND measure LIKE '%总%' LIMIT 1"
        return bool(self._rows(query, *self.keys([number]), f"%{noun}%"))

    def chunks(self, numbers: Sequence[int]) -> list[ChunkPlace]:
        """The places of the chunks ``numbers``, in that order."""
        rows = self._rows(
            "SELECT id, first, last FROM chunks WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps(list(numbers)),
        )
        found = {number: (self._ids[number // CHUNKS], first, last) for number, first, last in rows}
        return [found[number] for number in numbers if number in found]

    def grams_like(self, gram: str) -> list[str]:
        """The character bigrams of the evidence that share a character with ``gram`` at its place, the commonest first."""
        query = (
            "SELECT gram, units FROM frequencies WHERE gram > ? AND gram < ? AND length(gram) = 2 UNION"
            " SELECT gram, units FROM frequencies WHERE substr(gram, 2) = ? ORDER BY 2 DESC, 1"
        )
        found = self._rows(query, gram[0], f"{gram[0]}\U0010ffff", gram[1])
        return [other for other, _ in found if other != gram and len(other) == len(gram)]

    def _frequency(self, gram: str) -> int:
        """In how many units of evidence a character bigram stands."""
        rows = self._rows("SELECT units FROM frequencies WHERE gram = ?", gram)
        return int(rows[0][0]) if rows else 0
