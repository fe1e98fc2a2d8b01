"""Shards: each document in one SQLite file of its own that never changes and is named by what it holds, so that adding,
replacing or removing a document leaves all others as they are. Text is held once, in compressed pages: a quote and the
evidence of a passage are read without reading the document."""

import functools
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json  # three times as fast as json on a page

from corpus.models import Place, Plan, Project, Span, Task
from retrieval.evidence import Evidence

# Raised whenever the tables or the meaning of a column change; an index of another format is built anew.
FORMAT = 13
# Characters of a page of the source: most quotes lie in one, which unpacks in 50 microseconds.
CHARACTERS = 4096
# Units of a page of evidence: a chunk and the paragraph before it lie in one or two.
UNITS = 64
# Shards kept open (a descriptor each), and pages kept in memory: about 16 MB of text and 64 MB of evidence, which are
# some fifty documents whole.
_OPEN = 128
_TEXT_PAGES = 1024
_EVIDENCE_PAGES = 1024
# Documents whose counts of bigrams are kept, about 2 MB each.
_GRAMS = 16


@functools.cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The reader and writer of a kind of record as JSON."""
    return TypeAdapter(kind)


class Shard:
    """A reader of one shard, safe to use from several threads. Raises sqlite3.Error where the file is missing or damaged.
    ``units`` is how many pieces of evidence it holds, ``sections`` the paths of the sections that hold text, in document order."""

    def __init__(self, path: Path) -> None:
        # Immutable: it never changes once it has its name, and a read-only folder is fine. SQLite itself puts the threads
        # that share a connection in line.
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
        sections, spoken, units = self._row("SELECT sections, spoken, units FROM document")
        self.units = int(units)
        self._sections = [tuple(path) for path in from_json(sections)]
        self.sections = tuple(self._sections[:spoken])

    @functools.cached_property
    def chunks(self) -> list[tuple[int, int]]:
        """The first and the last position of each chunk."""
        (chunks,) = self._row("SELECT chunks FROM document")
        return [(first, last) for first, last in from_json(chunks)]

    def close(self) -> None:
        """Let go of the file; nobody may be reading."""
        self._database.close()

    def _row(self, query: str, *values: object) -> Any:
        return self._database.execute(query, values).fetchone()

    def plan(self) -> Plan:
        """The document, whole."""
        (packed,) = self._row("SELECT plan FROM document")
        plan: Plan = adapter(Plan).validate_json(zlib.decompress(packed))
        (pages,) = self._row("SELECT count(*) FROM text")
        return replace(plan, source="".join(map(self.text_page, range(pages))))

    def grams(self) -> dict[str, int]:
        """In how many units of evidence each character bigram stands."""
        (packed,) = self._row("SELECT grams FROM document")
        found: dict[str, int] = from_json(zlib.decompress(packed))
        return found

    def text_page(self, number: int) -> str:
        """CHARACTERS of the source; "" behind its end."""
        row = self._row("SELECT page FROM text WHERE number = ?", number)
        return zlib.decompress(row[0]).decode("utf-8", "surrogatepass") if row else ""

    def evidence_page(self, number: int) -> "EvidencePage":
        """UNITS pieces of evidence."""
        (packed,) = self._row("SELECT page FROM evidence WHERE number = ?", number)
        return EvidencePage(from_json(zlib.decompress(packed)), self._sections)

    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence in document order."""
        return tuple(unit for page in range(-(-self.units // UNITS)) for unit in self.evidence_page(page)[0:])

    def places(self, span: Span) -> tuple[Place, ...]:
        """Where a span stands on the file's pages, a box a line or cell; none where the format has no pages."""
        query = (
            "SELECT start, stop, page, x0, top, x1, bottom FROM places WHERE start < ? AND stop > ?"
            " AND start >= (SELECT coalesce(max(start), 0) FROM places WHERE start <= ?) ORDER BY start"
        )
        return tuple(Place(*row) for row in self._database.execute(query, (span.end, span.start, span.start)))

    def cells(self, row: Span) -> tuple[tuple[str, str], ...]:
        """(head of the column, printed cell) of the table row that begins where ``row`` does, without what is empty; none
        where no row begins there."""
        found = self._row("SELECT cells FROM rows WHERE start = ?", row.start)
        return tuple((label, text) for label, text in from_json(found[0])) if found else ()

    def tasks(self) -> tuple[Task, ...]:
        """The rows of the document's tables of tasks, in document order."""
        rows = self._database.execute("SELECT record FROM tasks ORDER BY rowid")
        return tuple(adapter(Task).validate_json(record) for (record,) in rows)

    def projects(self) -> tuple[tuple[Project, ...], tuple[Project, ...]]:
        """The projects of the document's tables, and the totals that these print, in document order."""
        found: tuple[list[Project], list[Project]] = ([], [])
        for total, record in self._database.execute("SELECT total, record FROM projects ORDER BY rowid"):
            found[total].append(adapter(Project).validate_json(record))
        return tuple(found[0]), tuple(found[1])


class EvidencePage:
    """A page of evidence, each piece of which is made when it is asked for: of most pages a chunk is."""

    def __init__(self, rows: Sequence[Any], sections: Sequence[tuple[str, ...]]) -> None:
        self._rows = rows
        self._sections = sections
        self._made: list[Evidence | None] = [None] * len(rows)

    def __getitem__(self, part: slice) -> tuple[Evidence, ...]:
        return tuple(self._made[at] or self._make(at) for at in range(*part.indices(len(self._rows))))

    def _make(self, at: int) -> Evidence:
        text, start, end, section, table, context, paragraph, years = self._rows[at]
        path = self._sections[section]
        around = " ".join(path) if table is None else context
        made = Evidence(text, Span(start, end), path, table, around, paragraph, tuple(years))
        self._made[at] = made
        return made


class Shards:
    """The shards of a folder. Each is opened when it is asked for; the last used stay open, and their last used pages in
    memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # One that is pushed out closes with its last reader.
        self.opened = functools.lru_cache(maxsize=_OPEN)(self._open)
        self.projects = functools.lru_cache(maxsize=_OPEN)(self._projects)
        self.tasks = functools.lru_cache(maxsize=_OPEN)(self._tasks)
        self.grams = functools.lru_cache(maxsize=_GRAMS)(self._grams)
        self._text = functools.lru_cache(maxsize=_TEXT_PAGES)(self._text_page)
        self._evidence = functools.lru_cache(maxsize=_EVIDENCE_PAGES)(self._evidence_page)

    def close(self) -> None:
        """Let go of all files and of what was read of them."""
        for kept in (self.opened, self.projects, self.tasks, self.grams, self._text, self._evidence):
            kept.cache_clear()

    def _open(self, name: str) -> Shard:
        return Shard(self._folder / name)

    def _text_page(self, name: str, number: int) -> str:
        return self.opened(name).text_page(number)

    def _evidence_page(self, name: str, number: int) -> EvidencePage:
        return self.opened(name).evidence_page(number)

    def _projects(self, name: str) -> tuple[tuple[Project, ...], tuple[Project, ...]]:
        return self.opened(name).projects()

    def _tasks(self, name: str) -> tuple[Task, ...]:
        return self.opened(name).tasks()

    def _grams(self, name: str) -> dict[str, int]:
        return self.opened(name).grams()

    def quote(self, name: str, span: Span) -> str:
        """The verbatim source text of a span."""
        first = span.start // CHARACTERS
        begin, pages = first * CHARACTERS, range(first, max(first, (span.end - 1) // CHARACTERS) + 1)
        return "".join(self._text(name, page) for page in pages)[span.start - begin : span.end - begin]

    def evidence(self, name: str, first: int = 0, last: int | None = None) -> tuple[Evidence, ...]:
        """The evidence at the positions ``first`` to ``last`` (inclusive; None: to the end), in document order."""
        if last is not None and last // UNITS == first // UNITS:  # within one page, as most
            begin = first // UNITS * UNITS
            return self._evidence(name, first // UNITS)[first - begin : last - begin + 1]
        end = self.opened(name).units
        end = end if last is None else min(last + 1, end)
        units: list[Evidence] = []
        for page in range(first // UNITS, -(-end // UNITS)):
            begin = page * UNITS
            units += self._evidence(name, page)[max(0, first - begin) : end - begin]
        return tuple(units)
