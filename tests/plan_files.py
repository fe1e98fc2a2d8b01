"""Plans as files for the tests of the corpus: written by the test, read back by the loader."""

import re
from pathlib import Path

import pytest
from synthetic import SyntheticPlan, text_of
from synthetic_formats import bytes_of

from corpus.loader import load_plan
from corpus.models import Plan

SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "plans").is_dir(), reason="the real plans are not beside this checkout")


def bare(text: str) -> str:
    """Text without white space, which no layout is bound to keep."""
    return re.sub(r"\s+", "", text)


def load_synthetic(folder: Path, plan: SyntheticPlan, suffix: str, layout: str = "tabs") -> Plan:
    """The plan read back from a file of a format (and for text files, a layout)."""
    path = folder / f"plan{suffix.removeprefix('.unruled')}"
    path.write_bytes(text_of(plan, layout).encode() if suffix in (".txt", ".md") else bytes_of(plan, suffix))
    return load_plan(path)


def load_text(folder: Path, text: str, name: str = "plan.txt") -> Plan:
    """A plan given as text; a cover is put before texts that have none."""
    cover = "" if "规划\n" in text else "云岭市卫生健康事业发展“十四五”规划\n\n云岭市人民政府\n\n"
    path = folder / name
    path.write_text(cover + text, "utf-8")
    return load_plan(path)
