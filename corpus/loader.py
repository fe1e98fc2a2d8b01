"""A file -> a Plan, whole or not at all."""

from pathlib import Path

from corpus.catalogue import load_catalogue
from corpus.fact_rows import listed_figures
from corpus.figures import figures_of
from corpus.indicators import indicators_of
from corpus.metadata import metadata_of
from corpus.models import Plan
from corpus.outline import lost_headings, outline_of
from corpus.projects import projects_of
from corpus.readers import read_document
from corpus.readers.base import Paragraph
from corpus.tables import tables_of
from prompts import say


def load_plan(path: Path) -> Plan:
    """The plan in the file ``path``. Raises UnreadableDocument with a message for the user."""
    document = read_document(path)
    metadata = metadata_of(document)
    outline = outline_of(document.blocks)
    tables, warnings = tables_of(outline.grids, document.source)
    warnings += [say("reading.heading_lost", title=title) for title in lost_headings(outline.sections)]
    catalogue = load_catalogue()
    indicators = [value for table in tables for value in indicators_of(table, metadata, catalogue)]
    bodies = {number: block.body for number, block in enumerate(document.blocks) if isinstance(block, Paragraph)}
    figures = figures_of(outline.passages, bodies, metadata, indicators)
    figures += listed_figures(tables, metadata, indicators)
    return Plan(
        file=document.file,
        source=document.source,
        metadata=metadata,
        sections=tuple(outline.sections),
        passages=tuple(outline.passages),
        tables=tuple(tables),
        indicators=tuple(indicators),
        figures=tuple(figures),
        warnings=tuple(warnings),
        projects=tuple(project for table in tables for project in projects_of(table)),
    )
