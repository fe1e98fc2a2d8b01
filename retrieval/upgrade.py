"""Indexes of earlier formats: what they hold is carried over from the originals that are kept, else from their own records."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from pydantic import ValidationError

from corpus.errors import UnreadableDocument
from corpus.models import Plan
from retrieval.opening import EARLIER_RECORDS
from retrieval.shards import adapter

# Where files that were sent to the bot are kept (docs/operators.md: what is stored).
_ORIGINALS = "plans"


def is_earlier(generation: Path) -> bool:
    """Whether the folder ``generation`` is of a format that is carried over."""
    return (generation / EARLIER_RECORDS).is_file()


def carried_over(
    data_dir: Path, generation: Path, load: Callable[[Path], Plan]
) -> Iterator[tuple[str, str, Plan | None]]:
    """(file, digest, plan) of each document of an index of an earlier format, one at a time; None where neither its original
    can be read by ``load`` nor its records are understood. Nothing where the records cannot be opened."""
    uri = f"{(generation / EARLIER_RECORDS).resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as database:
            rows = database.execute("SELECT file, digest, plan FROM plans ORDER BY file")
            for file, digest, record in rows:
                yield file, digest, _anew(data_dir / _ORIGINALS / file, load) or _of_record(record)
    except sqlite3.Error:
        return


def _anew(original: Path, load: Callable[[Path], Plan]) -> Plan | None:
    if not original.is_file():
        return None
    try:
        return load(original)
    except UnreadableDocument:
        return None


def _of_record(record: str) -> Plan | None:
    try:
        plan: Plan = adapter(Plan).validate_json(record)
    except ValidationError:
        return None
    return plan
