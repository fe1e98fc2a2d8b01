"""One OFD page -> what is drawn on it: characters, straight lines and pictures, in points."""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from corpus.readers.pages.glyphs import Box, Frame
from corpus.readers.pages.objects import STRAIGHT, Objects, PlacedCharacter, drop_pale, is_letter_sized, is_pale

# Points in a millimetre, the unit of OFD.
_POINT = 72 / 25.4
# In em: how far a character stands above its baseline and below it, as Chinese fonts have it.
_ABOVE, _BELOW = 0.86, 0.14
# In em: a step to the next character that is longer leaves a gap.
_LONGEST_STEP = 1.5
_OBJECTS = frozenset(["TextObject", "PathObject", "ImageObject", "CompositeObject"])
# How many numbers follow each operator of a path: move, line, curves, arc, close (GB/T 33190-2016, 9.1).
_OPERATORS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


def ofd_objects(layers: Sequence[Any], size: str) -> Objects:
    """What the pages or templates ``layers`` draw, the lowest first, on a sheet of the PhysicalBox ``size``. Raises ValueError
    where a place or size is no number."""
    x, y, width, height = _numbers(size)
    if min(width, height) <= 0:
        raise ValueError(size)
    found = Objects(Frame(width * _POINT, height * _POINT))
    pale: list[int] = []
    dark: list[Box] = []
    for element in (element for layer in layers for element in _elements(layer)):
        if element.get("Visible", "true").lower() == "false":
            continue
        left, top, wide, high = _numbers(element.get("Boundary", "0 0 0 0"))
        left, top = left - x, top - y
        name = _name(element)
        if name == "TextObject":
            begin = len(found.chars)
            found.chars += _characters(element, left, top)
            if _is_pale(element, "FillColor"):
                pale += range(begin, len(found.chars))
        elif name == "PathObject":
            sides = list(_sides(element, left, top))
            found.lines += sides
            found.letters += not sides and is_letter_sized(wide * _POINT, high * _POINT)
            if element.get("Fill") == "true" and not _is_pale(element, "FillColor"):
                dark.append(_box([(left, top), (left + wide, top + high)]))
        else:
            key = element.get("ResourceID", "")
            found.pictures.append((key, _box([(left, top), (left + wide, top + high)])))
    drop_pale(found, pale, dark)
    return found


def _elements(layer: Any) -> Iterator[Any]:
    """The drawn objects of a page in order, through the groups around them."""
    for content in layer.iterchildren("{*}Content"):
        yield from (element for element in content.iter("{*}*") if _name(element) in _OBJECTS)


def _characters(element: Any, left: float, top: float) -> Iterator[tuple[PlacedCharacter, Box]]:
    """The characters of a text object with their boxes. The steps between them are in its own space."""
    size = float(element.get("Size", "0"))
    matrix = _matrix(element)
    stretch = float(element.get("HScale", "1"))
    direction = matrix[0], -matrix[1]
    x = y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        x, y = float(code.get("X", x)), float(code.get("Y", y))
        text = code.text or ""
        across = list(itertools.islice(_steps(code.get("DeltaX", "")), len(text)))
        down = list(itertools.islice(_steps(code.get("DeltaY", "")), len(text)))
        at_x, at_y = x, y
        for number, char in enumerate(text):
            own = size * stretch * (0.5 if char.isascii() else 1.0)
            step = across[number] if number < len(across) else 0.0 if across or down else own
            width = step if 0 < step <= _LONGEST_STEP * size * stretch else own
            corners = [(at_x, at_y - _ABOVE * size), (at_x + width, at_y + _BELOW * size)]
            yield PlacedCharacter(char, direction), _box([_placed(point, matrix, left, top) for point in corners])
            at_x += step
            at_y += down[number] if number < len(down) else 0.0


def _steps(delta: str) -> Iterator[float]:
    """The steps of a DeltaX or DeltaY; ``g 3 4.2`` is three times 4.2."""
    words = iter(delta.split())
    for word in words:
        if word == "g":
            count, step = next(words, "0"), next(words, "0")
            yield from itertools.repeat(float(step), int(count))
        else:
            yield float(word)


def _sides(element: Any, left: float, top: float) -> Iterator[Box]:
    """The straight lines across and down of a path."""
    if element.get("Stroke") == "false" and element.get("Fill") != "true":
        return
    matrix = _matrix(element)
    data = next((child.text or "" for child in element.iterchildren("{*}AbbreviatedData")), "")
    for ends in _segments(data.split()):
        (x0, y0), (x1, y1) = (_placed(point, matrix, left, top) for point in ends)
        if min(abs(x0 - x1), abs(y0 - y1)) * _POINT <= STRAIGHT:
            yield _box([(x0, y0), (x1, y1)])


def _segments(words: Iterable[str]) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path's data."""
    rest = iter(words)
    start = at = (0.0, 0.0)
    for operator in rest:
        count = _OPERATORS.get(operator)
        if count is None:
            return
        numbers = [float(word) for word in itertools.islice(rest, count)]
        if len(numbers) < count:
            return
        to = start if operator == "C" else (numbers[-2], numbers[-1])
        if operator in "LC":
            yield at, to
        elif operator in "SM":
            start = to
        at = to


def _placed(point: Point, matrix: Matrix, left: float, top: float) -> Point:
    """A point of an object's own space on the page, in millimetres."""
    a, b, c, d, e, f = matrix
    x, y = point
    return left + a * x + c * y + e, top + b * x + d * y + f


def _matrix(element: Any) -> Matrix:
    numbers = _numbers(element.get("CTM", "")) if element.get("CTM") else _IDENTITY
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _box(points: Sequence[Point]) -> Box:
    """The box around points in millimetres, in points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) * _POINT, min(ys) * _POINT, max(xs) * _POINT, max(ys) * _POINT


def _is_pale(element: Any, name: str) -> bool:
    """Whether an object's colour is white or nearly so; without one it is black (of 255: grey, red green blue, four inks)."""
    color = next(iter(element.iterchildren(f"{{*}}{name}")), None)
    value = "" if color is None else color.get("Value", "")
    return is_pale([number / 255 for number in _numbers(value)]) if value else False


def _numbers(text: str) -> list[float]:
    """The numbers of a list. Raises ValueError where one is none or infinite."""
    numbers = [float(word) for word in text.split()]
    if not all(map(math.isfinite, numbers)):
        raise ValueError(text)
    return numbers


def _name(element: Any) -> str:
    """An element's name without its vocabulary."""
    return str(element.tag).rpartition("}")[2]
