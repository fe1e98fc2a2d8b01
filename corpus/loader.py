"""A file -> a Plan, whole or not at all."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from corpus.catalogue import load_catalogue
from corpus.models import IndicatorValue, Passage, Plan, PlanMetadata, Role, Task
from corpus.readers import read_document
from corpus.readers.base import Document, Paragraph
from corpus.readers.sidecar import sidecar_of
from corpus.records.document.covers import is_label
from corpus.records.document.metadata import metadata_of
from corpus.records.fact_rows import listed_figures, lists_figures
from corpus.records.indicators import holds_figures, indicators_of, unread_columns
from corpus.records.projects import project_rows
from corpus.records.running_text.dated_sentences import dated_sentences, with_years
from corpus.records.running_text.figures import figures_of
from corpus.records.running_text.text_projects import text_projects
from corpus.records.tasks import tasks_of
from corpus.structure.outline import LONGEST_SENTENCE, lost_headings, outline_of
from corpus.structure.tables import tables_of
from corpus.structure.unread import placed, warning_of
from prompts import say


def load_plan(path: Path) -> Plan:
    """The plan in the file ``path``. Raises UnreadableDocument with a message for the user."""
    document = read_document(path)
    metadata = metadata_of(document, sidecar_of(path))
    outline = outline_of(document.blocks)
    tables, warnings = tables_of(outline.grids, document.source)
    unread = placed(document.unread, outline.sections)
    warnings = [*document.warnings, *map(warning_of, unread), *warnings]
    if outline.overlong:
        warnings.append(say("reading.sentence_cut", limit=LONGEST_SENTENCE))
    warnings += [say("reading.heading_lost", title=title) for title in lost_headings(outline.sections)]
    for table in tables:
        warnings += [
            say("reading.column_not_read", table=table.title, column=label or say("reading.unlabelled"))
            for label in unread_columns(table)
        ]
    projects = [project_rows(table) for table in tables]
    catalogue = load_catalogue()
    valued = [indicators_of(table, metadata, catalogue) for table in tables]
    indicators = [value for values in valued for value in values]
    tasks: list[Task] = []
    for table, rows, values in zip(tables, projects, valued, strict=True):
        found = [] if rows.projects or values else tasks_of(table)
        tasks += found
        read = bool(found or rows.projects or rows.totals or values) or lists_figures(table)
        if not read and holds_figures(table):
            warnings.append(say("reading.table_not_typed", table=table.title))
    metadata = replace(metadata, base_year=metadata.base_year or _base_year(indicators, metadata))
    bodies = {number: block.body for number, block in enumerate(document.blocks) if isinstance(block, Paragraph)}
    passages = _without_box(outline.passages, document)
    sentences = list(dated_sentences(passages, metadata))
    figures = figures_of(sentences, bodies, metadata, indicators)
    figures += listed_figures(tables, metadata, indicators)
    projects.append(text_projects(passages, bodies))
    return Plan(
        file=document.file,
        source=document.source,
        metadata=metadata,
        sections=tuple(outline.sections),
        passages=with_years(passages, sentences),
        tables=tuple(tables),
        indicators=tuple(indicators),
        figures=tuple(figures),
        warnings=tuple(warnings),
        projects=tuple(project for rows in projects for project in rows.projects),
        tasks=tuple(tasks),
        project_totals=tuple(total for rows in projects for total in rows.totals),
        places=document.places,
        unread=unread,
        recognised=document.recognised,
    )


def _without_box(passages: list[Passage], document: Document) -> list[Passage]:
    """``passages`` without the lines of a page's box of facts, which the metadata holds: they are no sentences."""
    boxed = {
        number
        for number, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and is_label(block.body.text)
    }
    return [passage for passage in passages if passage.section or passage.paragraph not in boxed]


def _base_year(values: list[IndicatorValue], metadata: PlanMetadata) -> int | None:
    """The year of most baselines of the plan's own region, where its text names no base year."""
    years = Counter(
        value.year for value in values if value.role is Role.BASELINE and value.year and value.scope == metadata.region
    )
    return years.most_common(1)[0][0] if years else None
