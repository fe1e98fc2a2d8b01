"""What is drawn on a page of any format: characters, straight lines and pictures, each with its box."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from corpus.readers.pages.glyphs import Box, Frame

# In points: a line that leans by more is none of a table.
STRAIGHT = 0.5
# In points: the size of drawn letters.
_SMALLEST, _LARGEST = 3, 40
# The least of red, green and blue, of 1, in what is hidden or a watermark on white paper; grey text is darker. Where more
# than this share of a page is set so, its paper is not white.
_PALE = 0.75
_PALE_SHARE = 0.3
# Dark grounds under pale letters are looked at up to so many.
_MOST_GROUNDS = 500


class Char(Protocol):
    """A character as pdfminer has it: ``matrix`` turns its line, by the first two of its numbers, counter-clockwise."""

    @property
    def matrix(self) -> Any: ...

    def get_text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PlacedCharacter:
    """A character of a format that has no objects of its own; it runs to the right unless ``matrix`` says otherwise."""

    text: str
    matrix: tuple[float, float] = (1.0, 0.0)

    def get_text(self) -> str:
        return self.text


@dataclass(slots=True)
class Objects:
    """What stands on a page: ``chars`` (character, box), ``lines`` (box of each straight line and side of a rectangle),
    ``pictures`` (key, box), ``letters`` how many shapes of the size of letters are drawn; boxes from the top left of
    ``frame``, the page as shown. Characters too pale to be read are not among them."""

    frame: Frame
    chars: list[tuple[Char, Box]] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)
    pictures: list[tuple[object, Box]] = field(default_factory=list)
    letters: int = 0


def drop_pale(found: Objects, pale: Sequence[int], dark: Sequence[Box]) -> None:
    """Take the characters numbered ``pale`` out of ``found``, unless they are so many that the paper is not white, or stand
    upon a picture or one of the grounds ``dark``."""
    if pale and len(pale) <= _PALE_SHARE * len(found.chars):
        grounds = [*dark, *(box for _, box in found.pictures)][:_MOST_GROUNDS]
        gone = {at for at in pale if not any(_covers(ground, found.chars[at][1]) for ground in grounds)}
        found.chars = [char for at, char in enumerate(found.chars) if at not in gone]


def is_pale(parts: Sequence[float]) -> bool:
    """Whether a colour is white or nearly so: grey, red, green and blue, or the shares of four inks, each of 1."""
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = tuple((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
    return min(parts, default=0) >= _PALE


def is_letter_sized(width: float, height: float) -> bool:
    """Whether a drawn shape may be a letter."""
    return _SMALLEST < max(width, height) < _LARGEST


def _covers(ground: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]
