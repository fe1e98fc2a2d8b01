"""The record store: one SQLite file that holds the plans as read. It is the truth; the other indexes are made of it."""

import functools
import json
import re
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.language.numerals import plain_number
from corpus.models import FigureStatement, IndicatorValue, Place, Plan, PlanMetadata, Project, Span, Table, Task, Unread
from retrieval.evidence import Chunk, Evidence

# Raised whenever the tables or the meaning of a column change; an index of another format is built anew.
FORMAT = 12

_TABLES = """
CREATE TABLE plans (id INTEGER PRIMARY KEY, file TEXT, digest TEXT, region TEXT, metadata TEXT, plan TEXT, source TEXT,
  unread TEXT, recognised TEXT);
CREATE TABLE places (plan INTEGER, start INTEGER, stop INTEGER, page INTEGER, x0 INTEGER, top INTEGER, x1 INTEGER,
  bottom INTEGER, PRIMARY KEY (plan, start)) WITHOUT ROWID;
CREATE TABLE evidence (plan INTEGER, position INTEGER, unit TEXT, PRIMARY KEY (plan, position)) WITHOUT ROWID;
CREATE TABLE chunks (id INTEGER PRIMARY KEY, plan INTEGER, first INTEGER, last INTEGER);
CREATE TABLE indicators (plan INTEGER, indicator TEXT, record TEXT);
CREATE INDEX indicators_by_key ON indicators (indicator, plan);
CREATE TABLE figures (plan INTEGER, indicator TEXT, number TEXT, record TEXT);
CREATE INDEX figures_by_key ON figures (indicator, plan);
CREATE INDEX figures_by_number ON figures (number, plan);
CREATE TABLE projects (plan INTEGER, total INTEGER, record TEXT);
CREATE INDEX projects_by_plan ON projects (plan);
CREATE TABLE tasks (plan INTEGER, record TEXT);
CREATE INDEX tasks_by_plan ON tasks (plan);
CREATE TABLE names (name TEXT, indicator TEXT, PRIMARY KEY (name, indicator)) WITHOUT ROWID;
CREATE TABLE frequencies (gram TEXT PRIMARY KEY, units INTEGER) WITHOUT ROWID;
"""
_UNREAD = tuple[Unread, ...]
_SPANS = tuple[Span, ...]
# Evidence of this many plans is kept in memory, about 2 MB a plan.
_CACHED_PLANS = 64


@functools.cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _dump(kind: Any, value: Any) -> str:
    return _adapter(kind).dump_json(value).decode()


def _load(kind: Any, text: str) -> Any:
    return _adapter(kind).validate_json(text)


# 全市 and 其他县 name no place within.
INNER_PLACE = re.compile(r"(?![全其各本合总小])[\u4e00-\u9fff]{1,8}(?:县|区|市|镇|乡|街道)")


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan's identity in the index: its id, file name and metadata, what of the file was not read, and what of its
    text was recognised in pictures."""

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


def write_store(
    path: Path,
    plans: Sequence[tuple[int, str, Plan]],
    evidence: dict[int, list[Evidence]],
    chunks: Iterable[tuple[int, int, Chunk]],
    frequencies: dict[str, int],
) -> None:
    """Write a new store: plans as (id, digest of the file, plan), their evidence, (chunk id, plan id, chunk), and in how
    many units of evidence each character bigram stands."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(_TABLES)
        database.execute(f"PRAGMA user_version = {FORMAT}")
        for number, digest, plan in plans:
            meta = plan.metadata
            records = (_dump(PlanMetadata, meta), _dump(Plan, plan), plan.source, _dump(_UNREAD, plan.unread))
            row = (number, plan.file, digest, meta.region, *records, _dump(_SPANS, plan.recognised))
            database.execute("INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            database.executemany(
                "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(number, p.start, p.end, p.page, p.x0, p.top, p.x1, p.bottom) for p in plan.places],
            )
            database.executemany(
                "INSERT INTO evidence VALUES (?, ?, ?)",
                [(number, at, _dump(Evidence, unit)) for at, unit in enumerate(evidence[number])],
            )
            database.executemany(
                "INSERT INTO indicators VALUES (?, ?, ?)",
                [(number, value.indicator, _dump(IndicatorValue, value)) for value in plan.indicators],
            )
            database.executemany(
                "INSERT INTO figures VALUES (?, ?, ?, ?)",
                [
                    (number, figure.indicator, plain_number(figure.number), _dump(FigureStatement, figure))
                    for figure in plan.figures
                ],
            )
            database.executemany(
                "INSERT INTO projects VALUES (?, ?, ?)",
                [
                    (number, total, _dump(Project, row))
                    for total, rows in enumerate((plan.projects, plan.project_totals))
                    for row in rows
                ],
            )
            database.executemany(
                "INSERT INTO tasks VALUES (?, ?)", [(number, _dump(Task, task)) for task in plan.tasks]
            )
            database.executemany(
                "INSERT OR IGNORE INTO names VALUES (?, ?)",
                [(value.printed_name, value.indicator) for value in plan.indicators],
            )
        database.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?)", [(n, plan, chunk.first, chunk.last) for n, plan, chunk in chunks]
        )
        database.executemany("INSERT INTO frequencies VALUES (?, ?)", sorted(frequencies.items()))


class Store:
    """A reader of one store. Safe to use from several threads: each has its own connection."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self.evidence = functools.lru_cache(maxsize=_CACHED_PLANS)(self._evidence)
        self.sections = functools.lru_cache(maxsize=_CACHED_PLANS)(self._sections)
        self.source = functools.lru_cache(maxsize=_CACHED_PLANS)(self._source)
        self.values = functools.lru_cache(maxsize=1024)(self._values)
        self.figures = functools.lru_cache(maxsize=1024)(self._figures)
        self.projects = functools.lru_cache(maxsize=_CACHED_PLANS)(self._projects)
        self._rows_of = functools.lru_cache(maxsize=_CACHED_PLANS)(self._table_rows)
        self.tasks = functools.lru_cache(maxsize=_CACHED_PLANS)(self._tasks)
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
        """Let go of the file and of what was read of it; no thread may be asking, or ask again."""
        for database in self._opened:
            database.close()
        for kept in (
            self.evidence,
            self.sections,
            self.source,
            self.values,
            self.figures,
            self.projects,
            self._rows_of,
            self.tasks,
            self.frequency,
        ):
            kept.cache_clear()

    @property
    def format(self) -> int:
        return int(self._rows("PRAGMA user_version")[0][0])

    @functools.cached_property
    def plans(self) -> tuple[StoredPlan, ...]:
        """All plans, by id, without their text."""
        rows = self._rows("SELECT id, file, digest, metadata, unread, recognised FROM plans ORDER BY id")
        return tuple(
            StoredPlan(number, file, digest, _load(PlanMetadata, meta), _load(_UNREAD, unread), _load(_SPANS, spans))
            for number, file, digest, meta, unread, spans in rows
        )

    @functools.cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """(printed name, indicator key) of every indicator of every plan."""
        return tuple(self._rows("SELECT name, indicator FROM names ORDER BY name, indicator"))

    @functools.cached_property
    def inner_places(self) -> dict[str, tuple[int, ...]]:
        """The places within the places of the plans that rows of their tables are of (counties of a city's table), each with
        the ids of those plans."""
        found: dict[str, list[int]] = {}
        rows = self._rows("SELECT DISTINCT plan, json_extract(record, '$.scope') FROM indicators ORDER BY plan")
        own = {plan.id: {plan.metadata.region, *plan.metadata.superiors} for plan in self.plans}
        for plan, scope in rows:
            if scope and scope not in own[plan] and INNER_PLACE.fullmatch(scope):
                found.setdefault(scope, []).append(plan)
        return {scope: tuple(plans) for scope, plans in found.items()}

    @functools.cached_property
    def units(self) -> int:
        """How many units of evidence there are."""
        return int(self._rows("SELECT count(*) FROM evidence")[0][0])

    @functools.cached_property
    def warnings(self) -> dict[int, tuple[str, ...]]:
        """What was warned of when each plan was read, by its id."""
        rows = self._rows("SELECT id, json_extract(plan, '$.warnings') FROM plans")
        return {number: tuple(json.loads(texts)) for number, texts in rows}

    def plan(self, number: int) -> Plan:
        """A plan, whole."""
        loaded: Plan = _load(Plan, self._rows("SELECT plan FROM plans WHERE id = ?", number)[0][0])
        return loaded

    def _source(self, number: int) -> str:
        """The decoded text of a plan's file."""
        return str(self._rows("SELECT source FROM plans WHERE id = ?", number)[0][0])

    def quote(self, number: int, span: Span) -> str:
        """The verbatim source text of a span."""
        return self.source(number)[span.start : span.end]

    def places(self, number: int, span: Span) -> tuple[Place, ...]:
        """Where a span of a plan stands on its file's pages, a box a line or cell; none where the format has no pages."""
        query = (
            "SELECT start, stop, page, x0, top, x1, bottom FROM places WHERE plan = ? AND start < ? AND stop > ?"
            " AND start >= (SELECT coalesce(max(start), 0) FROM places WHERE plan = ? AND start <= ?) ORDER BY start"
        )
        return tuple(Place(*row) for row in self._rows(query, number, span.end, span.start, number, span.start))

    def cells(self, number: int, row: Span) -> tuple[tuple[str, str], ...]:
        """(head of the column, printed cell) of a table row of a plan, without what is empty; none where no row begins
        there."""
        return self._rows_of(number).get(row.start, ())

    def _table_rows(self, number: int) -> dict[int, tuple[tuple[str, str], ...]]:
        """The rows of a plan's tables by their start."""
        (found,) = self._rows("SELECT json_extract(plan, '$.tables') FROM plans WHERE id = ?", number)
        return {
            row[0].span.start: tuple(
                (label, cell.text) for label, cell in zip(table.columns, row, strict=True) if cell.text
            )
            for table in _load(list[Table], found[0])
            for row in table.rows
        }

    def _evidence(self, number: int) -> tuple[Evidence, ...]:
        """The evidence of one plan in document order."""
        rows = self._rows("SELECT unit FROM evidence WHERE plan = ? ORDER BY position", number)
        return tuple(_load(list[Evidence], f"[{','.join(row[0] for row in rows)}]"))

    def _sections(self, number: int) -> tuple[tuple[str, ...], ...]:
        """The paths of a plan's sections that hold text, in document order."""
        units = self.evidence(number)
        return tuple(dict.fromkeys(unit.section for unit in units if unit.section and unit.table is None))

    def _values(self, indicator: str) -> tuple[tuple[int, IndicatorValue], ...]:
        """(plan id, value) of an indicator in all plans, in document order."""
        rows = self._rows("SELECT plan, record FROM indicators WHERE indicator = ? ORDER BY plan, rowid", indicator)
        return tuple((plan, _load(IndicatorValue, record)) for plan, record in rows)

    def _figures(self, indicator: str) -> tuple[tuple[int, FigureStatement], ...]:
        """(plan id, statement) of an indicator in the running text of all plans."""
        rows = self._rows("SELECT plan, record FROM figures WHERE indicator = ? ORDER BY plan, rowid", indicator)
        return tuple((plan, _load(FigureStatement, record)) for plan, record in rows)

    def _projects(self, number: int) -> tuple[tuple[Project, ...], tuple[Project, ...]]:
        """The projects of a plan's tables, and the totals that these print, in document order."""
        rows = self._rows("SELECT total, record FROM projects WHERE plan = ? ORDER BY rowid", number)
        found: tuple[list[Project], list[Project]] = ([], [])
        for total, record in rows:
            found[total].append(_load(Project, record))
        return tuple(found[0]), tuple(found[1])

    def _tasks(self, number: int) -> tuple[Task, ...]:
        """The rows of a plan's tables of tasks, in document order."""
        rows = self._rows("SELECT record FROM tasks WHERE plan = ? ORDER BY rowid", number)
        return tuple(_load(Task, record) for (record,) in rows)

    @functools.cached_property
    def row_indicators(self) -> dict[tuple[int, int], str]:
        """The indicator key of each source row of the indicator tables, by (plan id, start of the row)."""
        rows = self._rows("SELECT plan, json_extract(record, '$.row.start'), indicator FROM indicators")
        return {(plan, start): indicator for plan, start, indicator in rows}

    def states_total(self, number: int, noun: str) -> bool:
        """Whether a plan's running text states a total (床位总数, 总床位) of ``noun``."""
        query = """SELECT 1 FROM figures WHERE plan = ? AND json_extract(record, '$.measure') LIKE ?
                   AND json_extract(record, '$.measure') LIKE '%总%' LIMIT 1"""
        return bool(self._rows(query, number, f"%{noun}%"))

    def all_values(self) -> list[tuple[int, IndicatorValue]]:
        """(plan id, value) of every indicator of every plan, in document order."""
        rows = self._rows("SELECT plan, record FROM indicators ORDER BY plan, rowid")
        return [(plan, _load(IndicatorValue, record)) for plan, record in rows]

    def figures_stating(self, number: str) -> tuple[tuple[int, FigureStatement], ...]:
        """(plan id, statement) of every figure of the running text that is this number, however it is written (1,250.0 is
        1250): which documents state it."""
        query = "SELECT plan, record FROM figures WHERE number = ? ORDER BY plan, rowid"
        rows = self._rows(query, plain_number(number))
        return tuple((plan, _load(FigureStatement, record)) for plan, record in rows)

    def chunks(self, numbers: Sequence[int]) -> list[tuple[int, int, int]]:
        """(plan id, first, last position of evidence) of the chunks ``numbers``, in that order."""
        rows = self._rows(
            "SELECT id, plan, first, last FROM chunks WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps(list(numbers)),
        )
        found = {number: (plan, first, last) for number, plan, first, last in rows}
        return [found[number] for number in numbers if number in found]

    def grams_like(self, gram: str) -> list[str]:
        """The character bigrams of the evidence that share a character with ``gram`` at its place, the commonest first."""
        query = (
            "SELECT gram FROM frequencies WHERE (gram LIKE ? OR gram LIKE ?) AND gram != ? ORDER BY units DESC, gram"
        )
        return [found for (found,) in self._rows(query, f"{gram[0]}_", f"_{gram[1]}", gram)]

    def _frequency(self, gram: str) -> int:
        """In how many units of evidence a character bigram stands."""
        rows = self._rows("SELECT units FROM frequencies WHERE gram = ?", gram)
        return int(rows[0][0]) if rows else 0
