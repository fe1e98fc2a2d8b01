"""Names that others chose, as they may be shown."""

import unicodedata

# A name is shown within a sentence.
_MOST_CHARACTERS = 60


def inert(name: str) -> str:
    """``name`` without what turns the text around it or hides in it (bidirectional controls, zero widths, line ends; the
    classes Cc, Cf, Cs, Co, Zl, Zp of Unicode), cut where it is long."""
    seen = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    return seen if len(seen) <= _MOST_CHARACTERS else f"{seen[:_MOST_CHARACTERS]}…"
