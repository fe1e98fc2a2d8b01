"""The indicator that a few words change another one to: 婴儿死亡率 and 5岁以下的 make 5岁以下儿童死亡率."""

from collections.abc import Sequence

from corpus.catalogue import load_catalogue, name_key

# What two indicators of one kind end with: 死亡率, 管理率, 医师数.
_KIND_LENGTH = 3
_MIN_CHANGE = 2


def variant_of(change: str, keys: Sequence[str], names: Sequence[tuple[str, str]]) -> str | None:
    """The key of the indicator whose name holds ``change`` (as a search key) and ends like one of ``keys``; None where there
    is none. ``names`` are the loaded plans' own, as (printed name, key), which go first. The shortest name wins."""
    if len(change) < _MIN_CHANGE:
        return None
    every = {name: entry.key for entry in load_catalogue() for name in entry.names}
    own = {name_key(printed): key for printed, key in names}
    every = {**every, **own}
    kinds = {name[-_KIND_LENGTH:] for name, key in every.items() if key in keys}
    fits = [name for name in every if change in name and name[-_KIND_LENGTH:] in kinds and every[name] not in keys]
    loaded = [name for name in fits if every[name] in own.values()]
    return every[min(loaded or fits, key=len)] if fits else None
