"""Indexes of other formats: what they hold is carried over from the originals that are kept, else from their own records."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from pydantic import ValidationError

from corpus.errors import UnreadableDocument
from corpus.models import Plan
from retrieval.opening import EARLIER_RECORDS, REGISTER, shards_folder
from retrieval.shards import FORMAT, Shard, adapter

# Where files that were sent to the bot are kept (docs/operators.md: what is stored).
_ORIGINALS = "plans"


def is_earlier(generation: Path) -> bool:
    """Whether the folder ``generation`` is of another format, which is carried over."""
    if (generation / EARLIER_RECORDS).is_file():  # up to 11
        return True
    try:
        with closing(_opened(generation / REGISTER)) as database:
            return int(database.execute("PRAGMA user_version").fetchone()[0]) != FORMAT
    except sqlite3.Error:
        return False


def carried_over(
    data_dir: Path, generation: Path, load: Callable[[Path], Plan]
) -> Iterator[tuple[str, str, Plan | None]]:
    """(file, digest, plan) of each document of an index of another format, one at a time; None where neither its original
    can be read by ``load`` nor its records are understood. Nothing where the records cannot be opened."""
    earlier = (generation / EARLIER_RECORDS).is_file()
    try:
        with closing(_opened(generation / (EARLIER_RECORDS if earlier else REGISTER))) as database:
            column = "plan" if earlier else "shard"
            for file, digest, record in database.execute(f"SELECT file, digest, {column} FROM plans ORDER BY file"):
                plan = _anew(data_dir / _ORIGINALS / file, load)
                yield (
                    file,
                    digest,
                    plan or (_of_record(record) if earlier else _of_shard(shards_folder(data_dir) / record)),
                )
    except sqlite3.Error:
        return


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


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


def _of_shard(path: Path) -> Plan | None:
    try:
        with closing(Shard(path)) as shard:
            return shard.plan()
    except (sqlite3.Error, ValueError, TypeError):  # what a shard of another layout gives
        return None
