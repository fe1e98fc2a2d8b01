"""What a file beside a plan says of it: ``规划.pdf.toml`` for ``规划.pdf``, for formats that hold no front matter."""

import tomllib
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.models import Status
from corpus.readers.front_matter import FIELDS
from prompts import say

_YEARS = ("horizon", "outlook", "base_year")


def sidecar_of(path: Path) -> dict[str, str]:
    """The fields that the sidecar of the plan ``path`` gives, as strings (lists divided by commas); none without one.

    Raises UnreadableDocument where it is no TOML or names a field or value that plans do not have.
    """
    side = path.with_name(f"{path.name}.toml")
    if not side.is_file():
        return {}
    try:
        given = tomllib.loads(side.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableDocument(say("reading.bad_sidecar", file=side.name, cause="TOML")) from error
    fields = {name: _text(name, value) for name, value in given.items()}
    for name, value in fields.items():
        wrong = (
            name not in FIELDS
            or not value
            or (name in _YEARS and not value.isdigit())
            or (name == "status" and value not in tuple(Status))
        )
        if wrong:
            raise UnreadableDocument(say("reading.bad_sidecar", file=side.name, cause=name))
    return fields


def _text(name: str, value: object) -> str:
    return ("-" if name == "period" else ", ").join(map(str, value)) if isinstance(value, list) else str(value).strip()
