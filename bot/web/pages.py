"""Templates to HTML. Words come from ``prompts``; everything else is escaped."""

import functools
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2

from bot.chat.links import place_of
from bot.inert import inert_text
from prompts import say

_FOLDER = Path(__file__).parent


class Pages:
    """Renders the templates of this room."""

    def __init__(self) -> None:
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_FOLDER / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(say=say, place_of=place_of, picture_of=_picture_of, shape_of=_shape_of)
        self._templates.filters["inert"] = inert_text

    def render(self, template: str, **values: Any) -> str:
        """The page ``template`` with its values."""
        return self._templates.get_template(template).render(**values)


def _picture_of(file: str, page: int, start: int, end: int, key: dict[str, str]) -> str:
    """The path of the picture of a page of ``file``, the span ``start:end`` in boxes; ``key`` as for ``place_of``."""
    query = urlencode({"page": page, "start": start, "end": end, **key})
    return f"/pictures/{quote(file, safe='')}?{query}"


def _shape_of(block: object) -> str:
    """What a block of a reply is, by which the templates show it."""
    return type(block).__name__


def moment(at: float) -> str:
    """A time (seconds since 1970) as pages show it, in the server's zone."""
    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M")


@functools.cache
def still(name: str) -> bytes:
    """The file ``name`` that pages are shown with."""
    return (_FOLDER / "static" / name).read_bytes()
