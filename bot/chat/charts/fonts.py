"""Finding a font that holds every character of a chart."""

import functools
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

# A package of the registry that Python packages come from ships Noto Sans SC (SIL Open Font License); it comes with
# matplotlib in the extra ``planbot[charts]``, so a bare machine draws charts.
PACKAGE, PACKAGED = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"

# Files that systems hold Chinese fonts in, by their beginnings, best first.
KNOWN = (
    "NotoSansCJK-Regular",
    "NotoSansSC-Regular",
    "NotoSansCJKsc-Regular",
    "SourceHanSans",
    "wqy-microhei",
    "wqy-zenhei",
    "PingFang",
    "Hiragino Sans GB",
    "STHeiti",
    "msyh",
    "simhei",
    "DroidSansFallbackFull",
    "uming",
    "ukai",
)
FOLDERS = (
    "~/.fonts",
    "~/.local/share/fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)


def font_for(text: str) -> Path | None:
    """The first font that has a glyph for every character of ``text``; None where no font here has.

    A character without a glyph would be a box: then the reader is better served by text.
    """
    wanted = {ord(char) for char in text if not char.isspace()}
    return next((path for path in _candidates() if wanted <= _characters(path)), None)


@functools.cache
def _candidates() -> tuple[Path, ...]:
    """The fonts to try, looked for once."""
    return tuple(dict.fromkeys(_search()))


def _search() -> Iterator[Path]:
    package = importlib.util.find_spec(PACKAGE)
    for folder in package.submodule_search_locations or () if package else ():
        if (Path(folder) / PACKAGED).is_file():
            yield Path(folder) / PACKAGED
    files = [
        Path(root, name)
        for folder in FOLDERS
        if (folder[1:2] == ":") == (sys.platform == "win32")
        for root, _, names in os.walk(Path(folder).expanduser())
        for name in sorted(names)
        if name.lower().endswith((".ttf", ".ttc", ".otf"))
    ]
    for known in KNOWN:
        yield from (path for path in files if path.name.lower().startswith(known.lower()))


@functools.cache
def _characters(path: Path) -> frozenset[int]:
    """The characters that the font has a glyph for; none where the file cannot be read."""
    from matplotlib.ft2font import FT2Font

    try:
        return frozenset(FT2Font(str(path)).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()
