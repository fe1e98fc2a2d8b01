"""Draws a page of a PDF with boxes upon it, in a process of its own: ``python -m bot.web.page_drawing FILE PAGE BOXES``.

A damaged file may take the process down, and the library is for one thread alone. BOXES is a JSON list of
[x0, top, x1, bottom] in points from the top left of the page as it is shown. The PNG goes to standard output.
"""

import json
import resource
import sys
from pathlib import Path

# Pixels a point: a page of A4 is 893 wide, which is sharp on a phone and readable beside the text.
SCALE = 1.5
# A page larger than A0 in points: more pixels would take the memory of hundreds of pages.
_MOST_POINTS = 3_400
_MOST_MEMORY = 1024 * 1024 * 1024
_FILL, _EDGE = (255, 214, 64, 70), (156, 42, 34, 255)


def drawn(path: Path, page: int, boxes: list[list[float]]) -> bytes:
    """The page (from 1) as PNG. Raises ValueError where it is larger than any plan's, and what the library raises."""
    import io

    import pypdfium2
    from PIL import Image, ImageDraw

    document = pypdfium2.PdfDocument(path)
    opened = document[page - 1]
    if max(opened.get_size()) > _MOST_POINTS:
        raise ValueError("too large a page")
    image = opened.render(scale=SCALE).to_pil().convert("RGBA")
    marks = Image.new("RGBA", image.size)
    pen = ImageDraw.Draw(marks)
    for x0, top, x1, bottom in boxes:
        corners = (x0 * SCALE - 2, top * SCALE - 2, x1 * SCALE + 2, bottom * SCALE + 2)
        pen.rectangle(corners, fill=_FILL, outline=_EDGE, width=2)
    stream = io.BytesIO()
    Image.alpha_composite(image, marks).convert("RGB").save(stream, "PNG", optimize=True)
    return stream.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    sys.stdout.buffer.write(drawn(Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])))
