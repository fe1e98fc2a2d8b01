"""Recognition of printed text in pictures, by rapidocr (the extra ``planbot[ocr]``): its models lie in its own package. The
only module that knows the library."""

import functools
import re
from collections.abc import Sequence
from typing import Any

from corpus.extras import has_extra

# A grey picture, a byte a point, as numpy has it; (x0, top, x1, bottom) in its points.
Picture = Any
Area = tuple[int, int, int, int]
# Points an inch in which a page is looked at: 0.997 of the characters are right, with 150 no fewer, but fewer cells.
RESOLUTION = 200
# The longest side of a picture that is looked at, in its points; an A3 sheet has 3,300.
LONGEST = 4500
# A page takes about six seconds of one core; what of a file is not reached in this time stays unread and is said to be.
MOST_SECONDS = 1500
# In em: what of a line is looked at again before a sign and behind its beginning.
_BEFORE, _BEHIND = 4, 2
_BRACKETS = str.maketrans("()", "（）")
# The models write ‰ as two characters.
_PER_MILLE = re.compile(r"%\s?[0oO〇](?![\d.])")


@functools.cache
def can_recognise() -> bool:
    """Whether the extra is installed."""
    return has_extra("ocr")


def areas_of_lines(picture: Picture) -> list[Area]:
    """Where lines of text stand in a picture, the more level its lines the better."""
    found = _engine()(_coloured(picture), use_det=True, use_cls=False, use_rec=False)
    boxes = [] if found.boxes is None else found.boxes
    return [
        (
            int(min(x for x, _ in box)),
            int(min(y for _, y in box)),
            int(max(x for x, _ in box)),
            int(max(y for _, y in box)),
        )
        for box in boxes
    ]


def texts_of_lines(lines: Sequence[Picture]) -> list[tuple[str, float]]:
    """The text of each picture of one line, "" where none is recognised, with how certain it is, from 0 to 1."""
    if not lines:
        return []
    found = _engine().recognize_txt([_coloured(line) for line in lines])
    read = zip(lines, found.txts, found.scores, strict=True)
    return [(_looked_at_again(line, text.strip()), float(score)) for line, text, score in read]


def width_of(text: str) -> float:
    """The length of a printed text in em."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _looked_at_again(line: Picture, text: str) -> str:
    """The text with ‰ for what is one: within a long line its last ring is easily lost, so each % is read once more with no
    more than what stands beside it."""
    read = _PER_MILLE.sub("‰", text)
    # The models tell wide brackets from narrow ones by chance; Chinese text has wide ones.
    read = read.translate(_BRACKETS) if any("\u4e00" <= char <= "\u9fff" for char in read) else read
    em = line.shape[1] / max(1.0, width_of(read))
    for at, char in enumerate(read):
        if char == "%":
            place = em * width_of(read[:at])
            piece = line[:, max(0, round(place - _BEFORE * em)) : round(place + _BEHIND * em)]
            again = _engine().recognize_txt([_coloured(piece)]).txts[0]
            read = f"{read[:at]}‰{read[at + 1 :]}" if _PER_MILLE.search(again) else read
    return read


def _coloured(picture: Picture) -> Picture:
    """A grey picture with the three channels that the models are made for."""
    import numpy as np

    return np.repeat(picture[:, :, None], 3, axis=2)


@functools.cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # The classifier of direction turns single figures upside down. Lines are read one by one: beside longer ones they are
    # padded to their length, and then ‰ is read as %.
    return RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False, "Rec.rec_batch_num": 1})
