"""A question worded anew by the model: what may be taken over of it, decided without the model."""

import re
from collections.abc import Sequence

from bot.model.figures import figures_in, normal

# Words that point back or only ask: a rewriting may drop or add them.
_EMPTY = re.compile(
    r"那个|这个|那边|那里|上面|刚才|前面|上述|同样|还是|怎么样|怎样|多少|什么|哪些|哪个|请问|如何|情况|目标值?|呢|吗|那|的|是|为|有|在|了|要|到|和|与|它|其|该"
)
_LONGEST = 120


def question_line(reply: str) -> str:
    """The question of a reply: its one line, without quotation marks; "" where it is none."""
    lines = [line.strip().strip("“”\"'") for line in reply.strip().splitlines() if line.strip()]
    return lines[0] if len(lines) == 1 and len(lines[0]) <= _LONGEST else ""


def same_figures(question: str, rewritten: str, history: Sequence[str]) -> bool:
    """Whether ``rewritten`` states every figure of ``question`` and no other but those of ``history``."""
    asked, said = _figures(question), _figures(rewritten)
    return asked <= said <= asked.union(*map(_figures, history))


def only_completed(question: str, rewritten: str, history: Sequence[str]) -> bool:
    """Whether ``rewritten`` only completes ``question``: it keeps each of its words and adds only words of ``history``.
    Then answering it is answering the question."""
    if not history or not same_figures(question, rewritten, history):
        return False
    asked, said, earlier = normal(question), normal(rewritten), normal(" ".join(history))
    return all(word in said for word in _words(asked)) and all(
        word in asked or word in earlier for word in _words(said)
    )


def known_words(rewritten: str, texts: Sequence[str]) -> bool:
    """Whether each content word of ``rewritten`` stands in ``texts``: only then may it be shown to a reader."""
    known = normal(" ".join(texts))
    return all(word in known for word in _words(normal(rewritten)))


def _figures(text: str) -> frozenset[object]:
    return frozenset((placed.figure.bound, placed.figure.number) for placed in figures_in(normal(text)))


def _words(text: str) -> list[str]:
    """The content words of a normal text."""
    import rjieba

    return [word for word in rjieba.cut(_EMPTY.sub(" ", text)) if re.search(r"\w", word)]
