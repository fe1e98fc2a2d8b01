"""What a conversation keeps of its turns."""

from dataclasses import dataclass

from bot.dialogue.query import Query
from bot.models import Answer
from bot.question import Question


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation, completed, and its answer. ``words`` say the whole question without the conversation
    (that of a figure is put together from its ``query``); ``picked`` is what was asked of one of the things just shown
    (投资多少 of 第一个投资多少), None where none is picked; ``aside``: what was shown is asked about again, and stays what is talked about."""

    question: Question
    words: str
    query: Query | None
    answer: Answer
    picked: str | None = None
    aside: bool = False

    @property
    def regions(self) -> tuple[str, ...]:
        """The places that it is about: those asked about, else those that the answer cites."""
        asked = tuple(self.question.region_names)
        return asked or tuple(dict.fromkeys(citation.region for citation in self.answer.citations))


@dataclass(frozen=True, slots=True)
class State:
    """The turns of a conversation that asked something, oldest first."""

    turns: tuple[Turn, ...] = ()

    @property
    def turn(self) -> Turn | None:
        """The last turn, None at the beginning."""
        return self.turns[-1] if self.turns else None

    @property
    def last(self) -> Query | None:
        """The query of the last turn, None where that was about no figure."""
        return self.turns[-1].query if self.turns else None

    @property
    def shown(self) -> tuple[str, ...]:
        """The places whose figures the last answer showed, in its order."""
        turn = self.turn
        return turn.answer.places or turn.query.regions if turn and turn.query else ()

    @property
    def winners(self) -> tuple[str, ...]:
        """Those of them that it named as the first."""
        return self.turns[-1].answer.winners if self.turns else ()
