"""Opens the index that is served (``retrieval.index`` builds it): what every question needs, without what reads files."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from corpus.errors import IndexUnavailable
from prompts import say
from retrieval.leases import leased
from retrieval.records import Store
from retrieval.shards import FORMAT

# What a generation consists of.
REGISTER, LEXICAL, VECTORS, MANIFEST = "register.sqlite", "lexical", "vectors", "manifest.json"
# The record store of the formats up to 11.
EARLIER_RECORDS = "records.sqlite"
# A generation may be swept between the look at CURRENT and the lease; as often in a row only if it never stops changing.
_TRIES = 20


def shards_folder(data_dir: Path) -> Path:
    """Where the shards of an index lie, those of all its generations."""
    return data_dir / "index" / "shards"


def current_generation(data_dir: Path) -> Path | None:
    """The folder of the generation that is served, or None where nothing was built."""
    pointer = data_dir / "index" / "CURRENT"
    if not pointer.is_file():
        return None
    folder = pointer.parent / pointer.read_text("utf-8", "replace").strip()
    return folder if os.path.isdir(folder) else None  # which a name that none can have does not make fail


def leased_generation(data_dir: Path) -> tuple[Path, Callable[[], None]]:
    """The generation that is served, and what gives back the lease on it. Raises IndexUnavailable where there is none that
    this version reads."""
    for _ in range(_TRIES):
        folder = current_generation(data_dir)
        if folder is None:
            raise IndexUnavailable(say("index.missing", folder=data_dir.resolve()))
        if (folder / EARLIER_RECORDS).is_file():
            raise IndexUnavailable(say("index.other_version", folder=data_dir))
        release = leased(folder)
        if release is not None:
            return folder, release
    raise IndexUnavailable(say("index.damaged", folder=data_dir))


def open_store(data_dir: Path, generation: Path | None = None) -> Store:
    """The store of the generation that is served, or of ``generation``, leased until it is closed. Raises IndexUnavailable
    where there is none that this version reads, or it is damaged."""
    if generation is None:
        folder, release = leased_generation(data_dir)
    else:
        folder, lease = generation, leased(generation)
        if lease is None:
            raise IndexUnavailable(say("index.damaged", folder=data_dir))
        release = lease
    store = Store(folder, folder / REGISTER, shards_folder(data_dir), release)
    try:
        known = store.format == FORMAT
        if known and store.plans:
            return store
    except sqlite3.Error:
        known = True
    store.close()
    raise IndexUnavailable(say("index.damaged" if known else "index.other_version", folder=data_dir))
