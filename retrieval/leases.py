"""Leases: a reader holds one on the generation that it reads, and what is leased is not swept. The kernel takes them back
from a reader that is killed."""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

_LEASE = "LEASE"


def allow_leases(folder: Path) -> None:
    """Prepare the generation that is built in ``folder`` to be leased, also from a folder that is read-only later."""
    (folder / _LEASE).touch()


def leased(folder: Path) -> Callable[[], None] | None:
    """A lease on the generation in ``folder``, as what gives it back; None where the generation is being swept or gone."""
    try:
        held = os.open(folder / _LEASE, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        swept = os.fstat(held).st_nlink == 0
    except OSError:
        swept = True
    if swept:
        os.close(held)
        return None
    open_now = [held]  # given back once

    def give_back() -> None:
        while open_now:
            os.close(open_now.pop())

    return give_back


def sweep(index: Path, shards: Path, keep: Path | None) -> None:
    """Remove the generations of ``index`` that are served no more and that nobody leases, what interrupted builds left, and
    the shards that no remaining generation names. Only the writer of the index may call it."""
    for folder in index.iterdir():
        if folder.is_dir() and folder not in (keep, shards):
            _sweep(folder)
    named = {name for manifest in index.glob("*/manifest.json") for name in _named_in(manifest)}
    for shard in shards.glob("*"):
        if shard.name not in named:
            shard.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    held = None
    with contextlib.suppress(FileNotFoundError):  # of a build that did not come so far, or of another format
        held = os.open(folder / _LEASE, os.O_RDONLY)
    try:
        if held is not None:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        pass  # a reader has it
    finally:
        if held is not None:
            os.close(held)


def _named_in(manifest: Path) -> list[str]:
    try:
        names: list[str] = json.loads(manifest.read_text("utf-8")).get("shards", [])
    except (OSError, ValueError):
        return []
    return names
