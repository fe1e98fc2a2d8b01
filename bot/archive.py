"""The documents of the index that is served, whole, found by their names in it; no name is ever taken for a path."""

import functools
import threading
from pathlib import Path

from corpus.models import Plan
from retrieval.opening import current_generation, open_store
from retrieval.records import Store, StoredPlan

# Plans kept whole in memory, some 5 MB each.
_KEPT_PLANS = 8


class Documents:
    """The documents of one index. Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._plan = functools.lru_cache(maxsize=_KEPT_PLANS)(store.plan)

    def find(self, file: str) -> StoredPlan | None:
        """The document that the index holds as ``file``, None where it holds none."""
        return next((plan for plan in self.store.plans if plan.file == file), None)

    def whole(self, stored: StoredPlan) -> Plan:
        """A document of ``find`` with all that was read of it."""
        return self._plan(stored.id)


class Archive:
    """Opens the index of ``data_dir``, anew where another one is served. Safe to use from several threads."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._lock = threading.Lock()
        self._generation: Path | None = None
        self._documents: Documents | None = None

    def now(self) -> Documents:
        """The documents of the index as it is now. Raises IndexUnavailable where there is none."""
        with self._lock:
            generation = current_generation(self._data_dir)
            if self._documents is None or generation != self._generation:
                # The last one is let go of with its last reader.
                self._documents, self._generation = Documents(open_store(self._data_dir)), generation
            return self._documents
