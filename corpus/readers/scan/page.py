"""A scanned page -> what is printed on it: its ruled lines, and the characters of its recognised lines in their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from corpus.readers.pages.glyphs import Box, Frame
from corpus.readers.pages.objects import Objects, PlacedCharacter
from corpus.readers.pages.ruled import cells_of, edges_of
from corpus.readers.scan.recognition import Area, areas_of_lines, texts_of_lines, width_of
from corpus.readers.scan.rules import ink_of, ruled_lines, set_level

# In inches: what of a cell's sides is its rules.
_RULE = 0.02
# In heights of a line of text: how far a stroke reaches beyond its area.
_HAIR = 0.15
# A line belongs to a cell that holds so much of its height.
_INSIDE = 0.5
# The share of an area's points that are ink where something is printed in it.
_LEAST_INK = 0.002
# A picture with fewer letters and figures is no text: a photograph with a sign, a small map.
_FEWEST_CHARACTERS = 20
# How certain the characters of print are, from 0 to 1, on the average: of noisy pages 0.97, of what has no print 0.3.
_CERTAIN = 0.6
# Sizes that differ by less are the same type, measured anew.
_SAME_SIZE = 0.2


@dataclass(frozen=True, slots=True)
class _Line:
    """A recognised line with its area in the picture."""

    text: str
    area: Area

    @property
    def ems(self) -> float:
        """Its length in em."""
        return width_of(self.text)

    @property
    def size(self) -> float:
        """Its type size by its length, within what its height allows."""
        x0, top, x1, bottom = self.area
        return min(max((x1 - x0) / self.ems, 0.55 * (bottom - top)), 1.0 * (bottom - top))


def scanned_objects(grey: Any, resolution: float) -> Objects:
    """What is printed on the grey picture of a page, of ``resolution`` points an inch; no characters where what is recognised
    is too uncertain to be print."""
    level = set_level(grey)
    ink = ink_of(level)
    point = 72 / resolution
    height, width = level.shape
    frame = Frame(width * point, height * point)
    areas = areas_of_lines(level)
    # What lies within a line of text is a stroke of its characters.
    drawn = [line for line in ruled_lines(ink, resolution) if not any(_holds(area, line) for area in areas)]
    rules = [_scaled(line, point) for line in drawn]
    cells = [_scaled(cell, 1 / point) for cell in cells_of(edges_of(rules, frame, 0))]
    pieces = [*_in_cells(cells, areas, ink, _RULE * resolution), *_outside(cells, areas)]
    pieces = [(x0, top, x1, bottom) for x0, top, x1, bottom in pieces if x1 - x0 > 2 and bottom - top > 2]
    texts = texts_of_lines([level[top:bottom, x0:x1] for x0, top, x1, bottom in pieces])
    lines = [_Line(text, area) for (text, _), area in zip(texts, pieces, strict=True) if text]
    if sum(len(text) * certain for text, certain in texts) < _CERTAIN * sum(len(text) for text, _ in texts):
        lines = []
    return Objects(frame, chars=list(_characters(lines, point)), lines=rules)


def holds_text(objects: Objects) -> bool:
    """Whether a picture is one of text or of a table."""
    return sum(char.get_text().isalnum() for char, _ in objects.chars) >= _FEWEST_CHARACTERS


def _outside(cells: Sequence[Box], areas: Sequence[Area]) -> list[Area]:
    """The areas that stand in no cell."""
    return [area for area in areas if not any(_overlap(area, cell) > _INSIDE for cell in cells)]


def _in_cells(cells: Sequence[Box], areas: Sequence[Area], ink: Any, rule: float) -> Iterator[Area]:
    """The lines of each cell: the parts of the areas that lie in it, since one may reach over several cells, or the whole
    cell where there is none and something is printed in it."""
    bottom, right = ink.shape
    for x0, top, x1, low in cells:
        left, high = max(0, round(x0 + rule)), max(0, round(top + rule))
        end, foot = min(right, round(x1 - rule)), min(bottom, round(low - rule))
        own = [
            a
            for a in areas
            if min(a[3], foot) - max(a[1], high) > _INSIDE * (a[3] - a[1]) and a[0] < end and a[2] > left
        ]
        found = []
        for area in own:
            piece = max(left, area[0]), max(high, area[1]), min(end, area[2]), min(foot, area[3])
            if piece[2] > piece[0] and _printed(ink, piece):
                # Signs at the ends of a line (≤, %) may stand outside of its area.
                found.append((left, piece[1], end, piece[3]))
        found = _merged(found)
        if not found and _printed(ink, (left, high, end, foot)):
            found = [(left, high, end, foot)]
        yield from (_tight(ink, area) for area in found)


def _merged(areas: list[Area]) -> list[Area]:
    """Areas across a whole cell, those of one row as one."""
    merged: list[Area] = []
    for area in sorted(areas, key=lambda area: area[1]):
        last = merged[-1] if merged else None
        if last and last[3] - area[1] > _INSIDE * min(area[3] - area[1], last[3] - last[1]):
            merged[-1] = last[0], last[1], last[2], max(last[3], area[3])
        else:
            merged.append(area)
    return merged


def _printed(ink: Any, area: Area) -> bool:
    x0, top, x1, bottom = area
    part = ink[top:bottom, x0:x1]
    return bool(part.size) and float(part.mean()) / 255 > _LEAST_INK


def _tight(ink: Any, area: Area) -> Area:
    """An area without what is blank at its sides, but for a margin as the models are used to."""
    x0, top, x1, bottom = area
    columns = ink[top:bottom, x0:x1].any(axis=0).nonzero()[0]
    margin = round(0.2 * (bottom - top))
    if not len(columns):
        return area
    return max(x0, x0 + int(columns[0]) - margin), top, min(x1, x0 + int(columns[-1]) + 1 + margin), bottom


def _overlap(area: Area, cell: Box) -> float:
    """The share of an area that lies in a cell."""
    across = min(area[2], cell[2]) - max(area[0], cell[0])
    down = min(area[3], cell[3]) - max(area[1], cell[1])
    return max(0, across) * max(0, down) / max(1, (area[2] - area[0]) * (area[3] - area[1]))


def _holds(area: Area, line: Box) -> bool:
    """Whether a ruled line lies within the area of a line of text, or reaches beyond it by no more than a hair."""
    x0, top, x1, bottom = area
    hair = _HAIR * (bottom - top)
    return x0 - hair <= line[0] and line[2] <= x1 + hair and top - hair <= line[1] and line[3] <= bottom + hair


def _characters(lines: Sequence[_Line], point: float) -> Iterator[tuple[PlacedCharacter, Box]]:
    """The characters of lines in their places, by the length of what stands before them; sizes that are nearly the page's
    usual one are that one."""
    usual = median([line.size for line in lines if line.ems >= 4] or [line.size for line in lines] or [0])
    for line in lines:
        left, top, right, bottom = line.area
        size = usual if abs(line.size - usual) < _SAME_SIZE * usual else line.size
        middle = (top + bottom) / 2
        step = (right - left) / line.ems
        x0 = float(left)
        for char in line.text:
            end = x0 + step * width_of(char)
            yield PlacedCharacter(char), _scaled((x0, middle - size / 2, end, middle + size / 2), point)
            x0 = end


def _scaled(box: Box, factor: float) -> Box:
    x0, top, x1, bottom = box
    return x0 * factor, top * factor, x1 * factor, bottom * factor
