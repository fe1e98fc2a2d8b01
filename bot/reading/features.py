"""What the tagger sees of each character of a question. Training and reading share this one way."""

from collections.abc import Sequence

from bot.reading.lexicon import Phrase, asking_words

# Windows of two characters to each side: with three the tagger learned single questions by heart.
_WINDOW = 2
_EDGE = 3
_PUNCTUATION = "，。？！；：、,.?!;: ~…"


def features(text: str, known: Sequence[str], phrases: Sequence[Phrase] | None = None) -> list[list[str]]:
    """The features of each character of ``text``. ``known`` gives for each character the kind of the exact span that
    covers it (a letter, "" where none does). ``phrases`` are the listed phrases to see (None: all of them; training hides
    some, so that the tagger does not come to rely on the list)."""
    import rjieba

    shown = asking_words().phrases(text) if phrases is None else phrases
    listed = [""] * len(text)
    for phrase in shown:
        for at in range(phrase.start, phrase.end):
            listed[at] = f"{phrase.kind}{_place(at, phrase.start, phrase.end)}"
    words: list[tuple[str, str, str]] = []
    for word, tag in rjieba.tag(text):
        words += [(word, tag[:2], _place(at, 0, len(word))) for at in range(len(word))]
    # A character that the segmenter drops (none is known) would shift all others.
    words += [("", "x", "S")] * (len(text) - len(words))
    padded = ["^"] * _WINDOW + list(text) + ["$"] * _WINDOW
    rows: list[list[str]] = []
    for at in range(len(text)):
        here = at + _WINDOW
        word, tag, place = words[at]
        row = [f"c{step}={padded[here + step]}" for step in range(-_WINDOW, _WINDOW + 1)]
        row += [f"b{step}={padded[here + step]}{padded[here + step + 1]}" for step in (-1, 0)]
        row += [f"w={word}", f"t={tag}{place}", f"l={listed[at]}", f"k={known[at]}", f"lt={listed[at][:1]}{tag[:1]}"]
        for step in (-1, 1):
            beside = at + step
            inside = 0 <= beside < len(text)
            row.append(f"l{step}={listed[beside] if inside else '|'}")
            row.append(f"k{step}={known[beside] if inside else '|'}")
            row.append(f"t{step}={words[beside][1] if inside else '|'}")
        if at < _EDGE:
            row.append("begins")
        if at >= len(text) - _EDGE:
            row.append("ends")
        row.append(f"clause={_clause_starts(text, at)}")
        rows.append(row)
    return rows


def _place(at: int, start: int, end: int) -> str:
    """Where ``at`` stands in ``start:end``: S alone, B first, E last, I between."""
    if end - start == 1:
        return "S"
    return "B" if at == start else "E" if at == end - 1 else "I"


def _clause_starts(text: str, at: int) -> int:
    """How many characters of its clause stand before ``at``, at most four."""
    begin = at
    while begin > 0 and at - begin < 4 and text[begin - 1] not in _PUNCTUATION:
        begin -= 1
    return at - begin
