"""The register: one SQLite file with what questions ask of all documents at once: which there are, their figures, the names
of their indicators, how rare words are. A generation's register is the last one's, copied and changed."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from corpus.models import IndicatorValue, Plan, PlanMetadata, Span, Unread
from retrieval.shards import FORMAT, Shard, adapter

UNREAD = tuple[Unread, ...]
SPANS = tuple[Span, ...]
# The number of a chunk is its document's key times this, and its own: no document has as many.
CHUNKS = 1 << 20
_TABLES = """
CREATE TABLE plans (key INTEGER PRIMARY KEY, file TEXT, digest TEXT, shard TEXT, metadata TEXT, unread TEXT,
  recognised TEXT, units INTEGER, chunks INTEGER);
CREATE TABLE chunks (id INTEGER PRIMARY KEY, first INTEGER, last INTEGER);
CREATE TABLE paths (plan INTEGER, section INTEGER, path TEXT, PRIMARY KEY (plan, section)) WITHOUT ROWID;
CREATE TABLE indicators (plan INTEGER, place INTEGER, indicator TEXT, scope TEXT, row INTEGER, attribute TEXT, record TEXT,
  PRIMARY KEY (plan, place)) WITHOUT ROWID;
CREATE INDEX indicators_by_key ON indicators (indicator, plan);
CREATE TABLE figures (plan INTEGER, place INTEGER, indicator TEXT, value TEXT, year INTEGER, role TEXT,
  section INTEGER, sentence_start INTEGER, sentence_end INTEGER, figure_start INTEGER, figure_end INTEGER, number TEXT,
  unit TEXT, comparator TEXT, qualifier TEXT, upper TEXT, measure TEXT, named TEXT, usual_unit TEXT,
  PRIMARY KEY (plan, place)) WITHOUT ROWID;
CREATE INDEX figures_by_key ON figures (indicator, plan) WHERE indicator != '';
CREATE TABLE names (name TEXT, indicator TEXT, values_named INTEGER, PRIMARY KEY (name, indicator)) WITHOUT ROWID;
CREATE TABLE frequencies (gram TEXT PRIMARY KEY, units INTEGER) WITHOUT ROWID;
CREATE INDEX frequencies_by_second ON frequencies (substr(gram, 2));
"""


class RegisterWriter:
    """Changes the register in the file ``path``, which is made where it is missing. Nobody reads it before it is done; what
    is left of one that was interrupted is thrown away."""

    def __init__(self, path: Path) -> None:
        new = not path.exists()
        self._path = path
        self._database = sqlite3.connect(path)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if new:
            self._database.executescript(f"{_TABLES} PRAGMA user_version = {FORMAT}")

    def close(self) -> None:
        """Write what was changed, and let go of the file."""
        self._database.commit()
        self._database.close()

    def add(self, file: str, digest: str, shard: str, opened: Shard) -> int:
        """Enter the document of ``shard``, whose file ``file`` has that digest; the key by which it goes here."""
        plan = opened.plan()
        (last,) = self._database.execute("SELECT coalesce(max(key), 0) FROM plans").fetchone()
        key = int(last) + 1
        about = (
            (adapter(PlanMetadata), plan.metadata),
            (adapter(UNREAD), plan.unread),
            (adapter(SPANS), plan.recognised),
        )
        written = [kind.dump_json(value).decode() for kind, value in about]
        self._database.execute(
            "INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, file, digest, shard, *written, opened.units, len(opened.chunks)),
        )
        self._database.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?)",
            [(key * CHUNKS + at, first, end) for at, (first, end) in enumerate(opened.chunks)],
        )
        self._enter_values(key, plan)
        self._enter_figures(key, plan)
        self._count(opened.grams(), 1)
        return key

    def _enter_values(self, key: int, plan: Plan) -> None:
        dump = adapter(IndicatorValue).dump_json
        self._database.executemany(
            "INSERT INTO indicators VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (key, at, value.indicator, value.scope, value.row.start, value.attribute, dump(value).decode())
                for at, value in enumerate(plan.indicators)
            ],
        )
        self._database.executemany(
            "INSERT INTO names VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET values_named = values_named + 1",
            [(value.printed_name, value.indicator) for value in plan.indicators],
        )

    def _enter_figures(self, key: int, plan: Plan) -> None:
        sections = {path: at for at, path in enumerate(dict.fromkeys(figure.section for figure in plan.figures))}
        self._database.executemany(
            "INSERT INTO paths VALUES (?, ?, ?)",
            [(key, at, json.dumps(path, ensure_ascii=False)) for path, at in sections.items()],
        )
        self._database.executemany(
            f"INSERT INTO figures VALUES ({', '.join('?' * 19)})",
            [
                (
                    *(key, at, f.indicator, f.value, f.year, f.role.value, sections[f.section]),
                    *(f.sentence.start, f.sentence.end, f.figure.start, f.figure.end),
                    *(f.number, f.unit, f.comparator, f.qualifier, f.upper, f.measure, f.place, f.usual_unit),
                )
                for at, f in enumerate(plan.figures)
            ],
        )

    def remove(self, key: int, opened: Shard) -> None:
        """Take out the document ``key``, whose shard is ``opened``."""
        named = self._database.execute(
            "SELECT json_extract(record, '$.printed_name'), indicator FROM indicators WHERE plan = ?", (key,)
        )
        self._database.executemany(
            "UPDATE names SET values_named = values_named - 1 WHERE name = ? AND indicator = ?", named.fetchall()
        )
        self._database.execute("DELETE FROM names WHERE values_named < 1")
        self._count(opened.grams(), -1)
        self._database.execute("DELETE FROM frequencies WHERE units < 1")
        self._database.execute("DELETE FROM chunks WHERE id BETWEEN ? AND ?", (key * CHUNKS, key * CHUNKS + CHUNKS - 1))
        for table, column in (("indicators", "plan"), ("figures", "plan"), ("paths", "plan"), ("plans", "key")):
            self._database.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))

    def chunks(self) -> dict[int, int]:
        """How many chunks each document has, by its key."""
        return {int(key): int(count) for key, count in self._database.execute("SELECT key, chunks FROM plans")}

    def _count(self, grams: Mapping[str, int], sign: int) -> None:
        self._database.executemany(
            "INSERT INTO frequencies VALUES (?, ?) ON CONFLICT DO UPDATE SET units = units + excluded.units",
            [(gram, sign * units) for gram, units in sorted(grams.items())],
        )
