"""Turns of conversations of a face that is no platform's."""

import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
from made_answers import figures

from bot.chat.answering import Answering
from bot.chat.faces import Face, fitted
from bot.chat.state import State
from bot.chat.turns import Asked, Turns
from bot.models import Answer
from bot.replying.blocks import Action, Deed, Headline, Quotation, Reply, Rows, Run, plain
from bot.replying.lines import lines_of

PAGE = Face(edits=False, buttons=True, pictures=True, messages=1)
ACTIONS = (
    Action(Deed.SOURCE, "原文"),
    Action(Deed.CHART, "图"),
    Action(Deed.OTHER, "换个理解", "甲市护理床位多少"),
    Action(Deed.SUGGESTION, "2025年", "甲市2025年床位多少"),
)


class Asking:
    """Answers with figures, and remembers what it was asked; whoever streams it gets a first state, and the answer when it
    is ``released``."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []
        self.released = threading.Event()

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, list(history)))
        return figures("甲市")

    def ask_stream(self, question: str, history: Sequence[str] = ()) -> Iterator[Answer]:
        yield Answer(question, False, None, "先")
        self.released.wait(10)
        yield self.ask(question, history)

    def close(self) -> None: ...


@pytest.fixture
def asking() -> Asking:
    return Asking()


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[State]:
    state = State(tmp_path, 30)
    yield state
    state.close()


@pytest.fixture
async def answering(asking: Asking) -> AsyncIterator[Answering]:
    answering = Answering(lambda: asking)  # type: ignore[arg-type, return-value]
    yield answering
    answering.close()


async def test_a_question_becomes_a_reply_whose_actions_are_stored(
    asking: Asking, answering: Answering, state: State
) -> None:
    turns = Turns(PAGE, answering, state)
    turn = turns.begin(Asked(1, "user-a", "user-a", "m1"), "床位多少")
    assert turns.begin(Asked(1, "user-a", "user-a", "m1"), "床位多少") == turn
    made_in: list[int] = []

    def rendered(reply: Reply) -> str:
        made_in.append(threading.get_ident())
        return f"<p>{lines_of(reply)}</p>"

    told = await turns.told(await turns.answer(turn, "床位多少"), rendered)
    stored = turns.record(turn, told)
    assert told.shown.startswith("<p>甲市 床位数:目标 <2张[1]")
    assert made_in != [threading.get_ident()], "not on the event loop"
    assert stored.actions == told.reply.actions
    assert stored.text == told.words
    follow = turns.begin(Asked(2, "user-a", "user-a", "m2"), "那乙区呢")
    await turns.answer(follow, "那乙区呢")
    other = turns.begin(Asked(3, "user-b", "user-b", "m3"), "护士多少")
    await turns.answer(other, "护士多少")
    assert asking.asked == [("床位多少", []), ("那乙区呢", ["床位多少"]), ("护士多少", [])]


async def test_an_answer_grows_where_the_face_can_edit(asking: Asking, answering: Answering, state: State) -> None:
    turns = Turns(Face(edits=True, buttons=True, pictures=True, messages=1), answering, state)
    turn = turns.begin(Asked(1, "user-a", "user-a", "m1"), "床位多少")
    growing = await turns.grow(turn, "床位多少", watched=True)
    assert (growing.ended, growing.newest.text) == (False, "先")
    asking.released.set()
    while not growing.ended:
        await growing.next(0)
    assert growing.newest == figures("甲市")


async def test_an_answer_is_whole_where_it_cannot(answering: Answering, state: State) -> None:
    turns = Turns(PAGE, answering, state)
    turn = turns.begin(Asked(1, "user-a", "user-a", "m1"), "床位多少")
    growing = await turns.grow(turn, "床位多少", watched=True)
    assert growing.ended
    assert growing.newest == figures("甲市")


def test_a_face_without_pictures_offers_no_chart() -> None:
    reply = fitted(Reply((), ACTIONS), Face(edits=True, buttons=True, pictures=False, messages=1))
    assert [action.deed for action in reply.actions] == [Deed.SOURCE, Deed.OTHER, Deed.SUGGESTION]


def test_a_face_without_buttons_shows_what_may_be_asked() -> None:
    blocks = (Headline((Run("答"),)), Quotation(()))
    reply = fitted(Reply(blocks, ACTIONS), Face(edits=False, buttons=False, pictures=True, messages=1))
    assert reply.actions == ()
    head, rows, sources = reply.blocks
    assert (head, sources) == blocks
    assert isinstance(rows, Rows)
    assert [plain(row.text) for row in rows.rows] == ["甲市护理床位多少", "甲市2025年床位多少"]
    assert fitted(Reply(blocks), Face(edits=False, buttons=False, pictures=True, messages=1)) == Reply(blocks)
