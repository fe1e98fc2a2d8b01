"""The picture of a page -> set level, and the straight lines that are ruled on it."""

from typing import Any

from corpus.readers.pages.glyphs import Box

# In degrees: how far a scan lies askew at most, and the steps in which that is found.
_ASKEW = 4.0
_COARSE, _FINE = 0.5, 0.1
# In points of the picture: the width to which it is made smaller to find its slant.
_SMALL = 800
# In inches: the shortest lines across and down; strokes of characters are shorter, but for those of large titles.
_SHORTEST_ACROSS, _SHORTEST_DOWN = 0.35, 0.22
# In inches: gaps that noise leaves in a line, and the thickest line.
_GAP, _THICKEST = 0.015, 0.05


def set_level(grey: Any) -> Any:
    """A grey picture turned by up to _ASKEW degrees so that its lines run across."""
    import cv2

    scale = min(1.0, _SMALL / grey.shape[1])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = 255 - small
    steps = int(_ASKEW / _COARSE)
    angle = max((_COARSE * n for n in range(-steps, steps + 1)), key=lambda angle: _sharpness(ink, angle))
    near = [angle + _FINE * n for n in range(-4, 5)]
    angle = max(near, key=lambda angle: _sharpness(ink, angle))
    return grey if abs(angle) < _FINE / 2 else _turned(grey, angle, 255)


def _sharpness(ink: Any, angle: float) -> float:
    """How sharply the rows of a picture turned by ``angle`` degrees are told from the gaps between them."""
    rows = _turned(ink, angle, 0).sum(axis=1, dtype="float64")
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def _turned(picture: Any, angle: float, ground: int) -> Any:
    import cv2

    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=ground)


def ink_of(grey: Any) -> Any:
    """What is printed on a grey picture, 255 a point, else 0; single specks are left out."""
    import cv2

    clear = cv2.medianBlur(grey, 3)
    _, ink = cv2.threshold(clear, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return ink


def ruled_lines(ink: Any, resolution: float) -> list[Box]:
    """The lines across and down, as thin as drawn, in points of the picture; ``resolution`` is its points an inch."""
    return [*_lines(ink, resolution, True), *_lines(ink, resolution, False)]


def _lines(ink: Any, resolution: float, across: bool) -> list[Box]:
    import cv2

    def bar(inches: float) -> Any:
        length = max(3, round(inches * resolution))
        return cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if across else (1, length))

    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bar(_GAP))
    # A line that leans by a hair steps from row to row: it is made thicker before it is measured.
    thick = cv2.dilate(whole, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if across else (3, 1)))
    kept = cv2.morphologyEx(thick, cv2.MORPH_OPEN, bar(_SHORTEST_ACROSS if across else _SHORTEST_DOWN))
    _, _, parts, _ = cv2.connectedComponentsWithStats(kept)
    found: list[Box] = []
    for x, y, width, height, _ in parts[1:].tolist():
        if (height if across else width) <= _THICKEST * resolution + 2:
            middle = y + height / 2 if across else x + width / 2
            found.append((x, middle, x + width, middle) if across else (middle, y, middle, y + height))
    return found
