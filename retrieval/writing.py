"""Writes shards: what a document says, with the evidence and the chunks that are made of it."""

import hashlib
import json
import os
import sqlite3
import tempfile
import zlib
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from corpus.language.text import bigrams, search_key
from corpus.models import Cell, Plan, Project, Table, Task
from retrieval.chunking import chunks_of, evidence_of
from retrieval.evidence import Evidence
from retrieval.shards import CHARACTERS, FORMAT, UNITS, adapter

_TABLES = """
CREATE TABLE document (plan BLOB, sections TEXT, spoken INTEGER, units INTEGER, chunks TEXT, grams BLOB);
CREATE TABLE text (number INTEGER PRIMARY KEY, page BLOB);
CREATE TABLE evidence (number INTEGER PRIMARY KEY, page BLOB);
CREATE TABLE places (start INTEGER PRIMARY KEY, stop INTEGER, page INTEGER, x0 INTEGER, top INTEGER, x1 INTEGER,
  bottom INTEGER);
CREATE TABLE projects (total INTEGER, record TEXT);
CREATE TABLE tasks (record TEXT);
CREATE TABLE rows (start INTEGER PRIMARY KEY, cells TEXT);
"""


def shard_name(plan: Plan) -> str:
    """The name of the shard of ``plan``: the same document, read by the same code, has the same."""
    return _named(adapter(Plan).dump_json(plan))


def _named(written: bytes) -> str:
    return f"{hashlib.sha256(f'{FORMAT} '.encode() + written).hexdigest()[:32]}.sqlite"


def write_shard(folder: Path, plan: Plan) -> str:
    """Write the shard of ``plan`` into ``folder`` where it is not there already; its name. It appears whole or not at all."""
    name = shard_name(plan)
    if (folder / name).is_file():
        return name
    descriptor, scratch = tempfile.mkstemp(prefix="building-", dir=folder)
    os.close(descriptor)
    try:
        with closing(sqlite3.connect(scratch)) as database:
            # Nobody reads the file before it is whole.
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
            with database:
                _fill(database, plan)
        with open(scratch, "rb") as written:
            os.fsync(written.fileno())
        os.replace(scratch, folder / name)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return name


def _fill(database: sqlite3.Connection, plan: Plan) -> None:
    from retrieval.tokens import count_tokens

    units = evidence_of(plan)
    spoken = list(dict.fromkeys(unit.section for unit in units if unit.section and unit.table is None))
    sections = list(dict.fromkeys((*spoken, *(unit.section for unit in units))))
    number = {section: at for at, section in enumerate(sections)}
    grams: Counter[str] = Counter()
    for unit in units:
        grams.update(set(bigrams(search_key(f"{unit.context} {unit.text}"))))
    bare = adapter(Plan).dump_json(replace(plan, source=""))
    database.execute(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)",
        (
            zlib.compress(bare),
            json.dumps(sections, ensure_ascii=False),
            len(spoken),
            len(units),
            json.dumps([(chunk.first, chunk.last) for chunk in chunks_of(units, count_tokens)]),
            zlib.compress(json.dumps(grams, ensure_ascii=False).encode()),
        ),
    )
    database.executemany(
        "INSERT INTO text VALUES (?, ?)",
        [
            (at, zlib.compress(plan.source[start : start + CHARACTERS].encode("utf-8", "surrogatepass")))
            for at, start in enumerate(range(0, len(plan.source), CHARACTERS))
        ],
    )
    database.executemany(
        "INSERT INTO evidence VALUES (?, ?)",
        [(at, _packed(units[start : start + UNITS], number)) for at, start in enumerate(range(0, len(units), UNITS))],
    )
    database.executemany(
        "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(p.start, p.end, p.page, p.x0, p.top, p.x1, p.bottom) for p in plan.places],
    )
    database.executemany(
        "INSERT OR REPLACE INTO rows VALUES (?, ?)",
        [(row[0].span.start, _cells(table, row)) for table in plan.tables for row in table.rows],
    )
    database.executemany(
        "INSERT INTO tasks VALUES (?)", [(adapter(Task).dump_json(task).decode(),) for task in plan.tasks]
    )
    database.executemany(
        "INSERT INTO projects VALUES (?, ?)",
        [
            (total, adapter(Project).dump_json(row).decode())
            for total, rows in enumerate((plan.projects, plan.project_totals))
            for row in rows
        ],
    )


def _cells(table: Table, row: Sequence[Cell]) -> str:
    """The cells of a table row that are not empty, each with the head of its column."""
    cells = [(label, cell.text) for label, cell in zip(table.columns, row, strict=True) if cell.text]
    return json.dumps(cells, ensure_ascii=False)


def _packed(units: Sequence[Evidence], number: dict[tuple[str, ...], int]) -> bytes:
    """A page of evidence. The context of a sentence is its section path, and is not written."""
    rows = [
        (
            unit.text,
            unit.span.start,
            unit.span.end,
            number[unit.section],
            unit.table,
            "" if unit.table is None else unit.context,
            unit.paragraph,
            unit.years,
        )
        for unit in units
    ]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode())
