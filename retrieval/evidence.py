"""Evidence: the smallest units that may prove an answer, sentences and table rows."""

import re
from dataclasses import dataclass

from corpus.models import Span

_WHO = re.compile(
    r"[（(【\[][^（）()]*(?:牵头|负责|责任单位|配合)[^（）()]*[）)】\]]$|(?:责任|牵头|配合)(?:单位|部门)[：:]"
)
_OF_YEAR = re.compile(r"(?:(?:19|20)\d{2}年?|合\s*计|总\s*计)(?=[\s\d]|$)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or a table row. ``text`` is read and quoted, ``context`` (section path, or table title and header)
    helps to find it and says what it is about; ``table`` is None for sentences. ``years`` are those of a sentence, () where
    they are not known."""

    text: str
    span: Span
    section: tuple[str, ...]
    table: str | None
    context: str
    paragraph: int
    years: tuple[int, ...] = ()

    @property
    def is_of_year(self) -> bool:
        """Whether it is the row of a year, or of all of them, in a table whose title and heads alone say of what (教师周转房建设计划:
        2023年 | 90)."""
        return self.table is not None and _OF_YEAR.match(self.text) is not None

    @property
    def tells_who(self) -> bool:
        """Whether it only says who does what stands above it: （市水利局牵头，市住建局配合）, 责任单位：市水利局."""
        return self.table is None and _WHO.match(self.text) is not None
