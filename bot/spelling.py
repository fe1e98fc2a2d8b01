"""Typing errors by sound and by shape: a question that finds nothing is read again with the names that it nearly spells.

Pinyin input gives the right syllables in the wrong characters (廉疆市, 住院绿); handwriting and scans give a character of
nearly the right shape (护土数). Only names that are loaded or catalogued are repaired towards, and pairs of characters that the documents hold."""

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from corpus.catalogue import load_catalogue
from corpus.language.places import gazetteer, stem

Like = Callable[[str], Sequence[str]]

# A shorter name differs from too many words by one character.
_SHORTEST_SHAPE = 5
# Syllables that speakers of southern dialects do not tell apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_SHORTEST_SOUND = 2
# What is asked of a thing is no error in its name (床位配多少).
_DONE = frozenset("配有设建要达到为是")
# More characters of a printed name are a sentence, not a name that somebody types.
_LONGEST = 16


class SpelledNames:
    """Names that a question may have meant to spell, found by their characters."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [name for name in dict.fromkeys(names) if _SHORTEST_SOUND <= len(name) <= _LONGEST]
        self._with: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self._names):
            for char in name:
                self._with[char].append(at)

    def near(self, plain: str) -> list[str]:
        """The names half of whose characters ``plain`` has, which few have, the longest first: one that is nearly spelled
        there is among them."""
        shared = Counter(at for char in set(plain) for at in self._with.get(char, ()))
        words = [self._names[at] for at in sorted(shared) if 2 * shared[at] >= len(self._names[at])]
        return sorted(words, key=len, reverse=True)


def repaired(plain: str, names: SpelledNames, understood: Collection[int] = ()) -> str | None:
    """``plain`` with one nearly spelled name of ``names`` put right, the longest first; None where there is none. The name
    of another real place (连江 for 莲江) is no error, and no character of ``understood`` is one: the places of what the
    question names rightly."""
    places = _place_stems()
    sounds = syllables(plain)
    words = _words(plain)
    standing: dict[str, list[int]] = defaultdict(list)
    for at, char in enumerate(plain):
        standing[char].append(at)
    for word in names.near(plain):
        # Where half of its characters stand as they do in the name.
        starts = Counter(at - place for place, char in enumerate(word) for at in standing[char])
        for at in sorted(start for start, alike in starts.items() if 2 * alike >= len(word)):
            if not 0 <= at <= len(plain) - len(word):
                continue
            window = plain[at : at + len(word)]
            wrong = {at + place for place, char in enumerate(word) if window[place] != char}
            if not wrong or wrong & set(understood) or window in places or any(plain[one] in _DONE for one in wrong):
                continue
            if any(
                at > word_at or word_end > at + len(word)
                for word_at, word_end in words
                if wrong & set(range(word_at, word_end))
            ):
                continue  # 现在 behind 岑洛 is no misspelt 岑洛县
            if _alike(window, word, sounds[at : at + len(word)]):
                return plain[:at] + word + plain[at + len(word) :]
    return None


def resounded(plain: str, understood: Collection[int], stands: Callable[[str], int], like: Like) -> str | None:
    """``plain`` with one pair of characters that stands nowhere in the documents changed for the commonest pair that
    sounds the same and shares one of them (投姿: 投资); None where there is none. ``stands`` gives how often a pair stands
    there, ``like`` the pairs that share a character; the places of ``understood`` are no error."""
    single = _single_characters(plain)
    for at in range(len(plain) - 1):
        pair = plain[at : at + 2]
        if not {at, at + 1} <= single or {at, at + 1} & set(understood) or not _is_han(pair) or stands(pair):
            continue
        sounds = syllables(pair)
        right = next((other for other in like(pair) if _is_han(other) and syllables(other) == sounds), None)
        reading = f"{plain[:at]}{right}{plain[at + 2 :]}"
        if right and not {at, at + 1} & _single_characters(reading):
            return reading  # 投资 is a word; 型招 for 新招 is none
    return None


def _single_characters(plain: str) -> set[int]:
    """The places of the characters that belong to no word of the language: those of words (口腔) are no errors."""
    return set(range(len(plain))) - {at for start, end in _words(plain) for at in range(start, end)}


def _words(plain: str) -> list[tuple[int, int]]:
    """Where words of several characters begin and end."""
    import rjieba

    found = []
    at = 0
    for word in rjieba.cut(plain, False):  # without guessing new words of the errors
        if len(word) > 1:
            found.append((at, at + len(word)))
        at += len(word)
    return found


@functools.cache
def _place_stems() -> frozenset[str]:
    return frozenset(form for name in gazetteer() for form in (name, stem(name)))


def _alike(window: str, word: str, sounds: Sequence[str]) -> bool:
    same = sum(one == other for one, other in zip(window, word, strict=True))
    # What a name begins with tells it from its neighbours (总氮 is no 氨氮): there only the sound shows an error.
    if window[0] == word[0] and same == len(word) - 1 and len(word) >= _SHORTEST_SHAPE and _is_han(window):
        return True
    return 2 * same >= len(word) and list(sounds) == syllables(word)


def _is_han(text: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in text)


@functools.lru_cache(maxsize=4096)
def _syllables(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    found = []
    for syllable in lazy_pinyin(text, errors=list):  # type: ignore[arg-type]
        for full, short in _ALIKE:
            syllable = syllable.replace(full, short, 1) if syllable.startswith(full) else syllable
        found.append(syllable.removesuffix("g") if syllable.endswith("ng") else syllable)
    return tuple(found)


def syllables(text: str) -> list[str]:
    """One syllable a character, without tones and with what dialects do not tell apart made alike."""
    return list(_syllables(text))


def known_names(regions: Iterable[str], printed: Iterable[tuple[str, str]]) -> SpelledNames:
    """What a question may have meant to spell: regions (without the superiors before them, which would make any two
    characters behind 广东省 nearly a name), the loaded plans' indicators and the catalogue's other names for them.
    ``printed`` is (printed name, key)."""
    places = [form for region in regions for form in (region, stem(region))]
    loaded = dict(printed)
    entries = (load_catalogue().get(key) for key in dict.fromkeys(loaded.values()))
    catalogued = [name for entry in entries if entry for name in (entry.name, *entry.names)]
    return SpelledNames([*places, *loaded, *catalogued])
