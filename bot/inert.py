"""What others wrote, so that it does nothing where it is shown: to the text around it, a terminal or a spreadsheet."""

import re
import unicodedata

# Unicode's embeddings, overrides and isolates, which turn the text behind them around, and the controls but for tab and
# line end, which move a terminal.
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What a spreadsheet takes for a formula (OWASP, "CSV Injection"), also behind white space; not a number, nor a dash.
_FORMULA = re.compile(r"\s*(?:[=@＝＠]|[-+－＋](?!\s*[\d.,]*\s*[%‰]?\s*$))")
# A name is shown within a sentence.
_NAME_CHARACTERS = 60


def inert_text(text: str) -> str:
    """``text`` without controls of direction and of terminals; white space and line ends stay."""
    return _CONTROLS.sub("", text)


def seen(name: str) -> str:
    """``name`` in one line, without anything that is not seen (classes Cc, Cf, Cs, Co, Zl, Zp of Unicode)."""
    return "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def inert_name(name: str) -> str:
    """What is ``seen`` of a name, cut where it is long."""
    shown = seen(name)
    return shown if len(shown) <= _NAME_CHARACTERS else f"{shown[:_NAME_CHARACTERS]}…"


def inert_cell(cell: str) -> str:
    """``cell`` as a spreadsheet shows it: with an apostrophe before what it would run as a formula."""
    shown = inert_text(cell)
    return f"'{shown}" if _FORMULA.match(shown) else shown
