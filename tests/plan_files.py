"""Plans as files for the tests of the corpus: written by the test, read back by the loader."""

import re
from pathlib import Path

import pytest
from synthetic import SyntheticPlan
from synthetic_formats import bytes_of
from synthetic_text import text_of

from corpus.loader import load_plan
from corpus.models import Plan

SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "plans").is_dir(), reason="the real plans are not beside this checkout")


def bare(text: str) -> str:
    """Text without white space, which no layout is bound to keep."""
    return re.sub(r"\s+", "", text)


def load_synthetic(folder: Path, plan: SyntheticPlan, form: str, layout: str = "tabs", damage: str = "") -> Plan:
    """The plan read back from a file of a form (for text files, in a layout and with a damage)."""
    path = folder / f"plan.{form.rsplit('.', 1)[-1]}"
    path.write_bytes(text_of(plan, layout, damage).encode() if form in (".txt", ".md") else bytes_of(plan, form))
    return load_plan(path)


def cells_of(plan: Plan) -> list[tuple[object, ...]]:
    """Every value with all that says what it is, white space aside."""
    return [
        (bare(v.table), bare(v.printed_name), v.unit, bare(v.column), bare(v.value), v.year, v.role.value, v.attribute)
        for v in plan.indicators
    ]


def true_cells(plan: SyntheticPlan) -> list[tuple[object, ...]]:
    """The same of a synthetic plan's truth."""
    return [
        (bare(c.table), bare(c.indicator), c.unit, bare(c.column), bare(c.value), c.year, c.role, c.attribute)
        for c in plan.cells
    ]


def load_text(folder: Path, text: str, name: str = "plan.txt") -> Plan:
    """A plan given as text; a cover is put before texts that have none."""
    cover = "" if "规划\n" in text else "云岭市卫生健康事业发展“十四五”规划\n\n云岭市人民政府\n\n"
    path = folder / name
    path.write_text(cover + text, "utf-8")
    return load_plan(path)


def web_page(title: str, site: str, text: str) -> str:
    """A page of a site with ``text``, a paragraph a line."""
    body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    return f"<html><head><title>{title}_{site}</title></head><body><h1>{title}</h1><div>{body}</div></body></html>"
