"""The store by itself: what it remembers, and for how long."""

import sqlite3
from pathlib import Path

import pytest

from bot.chat.state import State
from bot.chat.state.conversations import HISTORY_QUESTIONS, Pointing
from bot.chat.state.database import FILE_NAME, MIGRATIONS
from bot.chat.state.journal import MOST_ATTEMPTS, UPDATE_MEMORY_SECONDS

DAY = 86_400


class Clock:
    """``set`` is by how much somebody has set it forward."""

    now = 1_000_000_000.0
    set = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> State:
    return State(tmp_path, retention_days=30, clock=clock, steady=lambda: clock.now - clock.set)


def ask(
    state: State, update_id: int, question: str, *, user: str = "li", topic: str = "", to: str | None = None
) -> int:
    return state.conversations.turn(
        update_id, question, user=user, chat="group", topic=topic, message=f"{update_id}", pointing=Pointing(to)
    )


def test_an_update_is_pending_until_it_is_finished(state: State) -> None:
    assert state.journal.add(2, "b")
    assert state.journal.add(1, "a")
    assert state.journal.pending() == [(1, "a"), (2, "b")]
    state.journal.finish(1)
    assert state.journal.pending() == [(2, "b")]


def test_a_known_update_is_not_stored_again_but_another_with_its_number_is(state: State) -> None:
    state.journal.add(1, "a")
    ask(state, 1, "问")
    state.conversations.sent(1, 0, "group", "50", None)
    state.journal.finish(1)
    assert not state.journal.add(1, "a")
    assert state.journal.add(1, "another bot's")
    assert not state.conversations.was_sent(1, 0)
    assert state.conversations.history(ask(state, 1, "再问")) == ["问"]


def test_an_update_that_kills_the_bot_is_given_up(state: State) -> None:
    state.journal.add(1, "a")
    for _ in range(MOST_ATTEMPTS):
        assert state.journal.pending() == [(1, "a")]
        state.journal.begin(1)
    assert state.journal.pending() == []


def test_what_the_process_survives_does_not_count(state: State) -> None:
    state.journal.add(1, "a")
    for _ in range(MOST_ATTEMPTS + 1):
        state.journal.begin(1)
        state.journal.survived(1)
    assert state.journal.pending() == [(1, "a")]


def test_history_belongs_to_user_chat_and_topic(state: State) -> None:
    ask(state, 1, "甲")
    ask(state, 2, "乙", topic="9")
    ask(state, 3, "丙", user="wang")
    assert state.conversations.history(ask(state, 4, "丁")) == ["甲"]
    state.conversations.reset("li", "group", "")
    assert state.conversations.history(ask(state, 5, "戊")) == []
    assert state.conversations.history(ask(state, 6, "己", user="wang")) == ["丙"]


def test_a_reply_follows_the_answer_it_replies_to(state: State) -> None:
    first = ask(state, 1, "甲")
    state.conversations.sent(1, 0, "group", "50", first)
    ask(state, 2, "乙")
    assert state.conversations.history(ask(state, 3, "丙", user="wang", to="50")) == ["甲"]
    assert state.conversations.history(ask(state, 4, "丁", to="999")) == [], "nobody knows what that was about"


def test_silence_ends_a_conversation_but_not_a_reply(state: State, clock: Clock) -> None:
    first = ask(state, 1, "甲")
    state.conversations.sent(1, 0, "group", "50", first)
    clock.now += 29 * 60
    assert state.conversations.history(ask(state, 2, "乙")) == ["甲"]
    clock.now += 31 * 60
    assert state.conversations.history(ask(state, 3, "丙")) == []
    assert state.conversations.history(ask(state, 4, "丁", to="50")) == ["甲"]
    clock.now -= 10 * DAY
    assert state.conversations.history(ask(state, 5, "戊")) == [], "the clock was wrong before, or is now"


def test_a_private_conversation_goes_on_for_a_day(state: State, clock: Clock) -> None:
    def ask_in_private(update_id: int, question: str) -> list[str]:
        return state.conversations.history(
            state.conversations.turn(update_id, question, user="li", chat="li", topic="", message=f"{update_id}")
        )

    ask_in_private(1, "甲")
    clock.now += DAY - 60
    assert ask_in_private(2, "乙") == ["甲"]
    clock.now += DAY + 60
    assert ask_in_private(3, "丙") == []


def test_history_is_bounded_to_the_latest(state: State) -> None:
    for n in range(HISTORY_QUESTIONS + 3):
        turn = ask(state, n, f"问{n}")
    assert state.conversations.history(turn) == [f"问{n}" for n in range(2, HISTORY_QUESTIONS + 2)]


def test_the_same_update_is_the_same_turn(state: State) -> None:
    assert ask(state, 1, "甲") == ask(state, 1, "甲")


def test_what_is_past_its_time_is_forgotten(state: State, clock: Clock, tmp_path: Path) -> None:
    state.journal.add(1, "a")
    state.conversations.sent(1, 0, "group", "50", ask(state, 1, "很久以前的提问"))
    state.journal.finish(1)
    clock.now += UPDATE_MEMORY_SECONDS + 1
    state.sweep()
    state.journal.add(2, "b")
    assert state.journal.add(1, "a"), "forgotten, and Telegram would not offer it again"
    assert state.conversations.history(ask(state, 2, "乙", to="50")) == ["很久以前的提问"]
    clock.now += 31 * DAY
    state.sweep()
    state.journal.add(3, "c")
    assert state.conversations.history(ask(state, 3, "丙", to="50")) == []
    state.close()
    assert "很久以前的提问".encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_a_clock_set_forward_erases_nothing_at_once(
    state: State, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    state.conversations.sent(1, 0, "group", "50", ask(state, 1, "甲"))
    clock.now += 365 * DAY
    clock.set += 365 * DAY
    state.sweep()
    clock.now -= 365 * DAY
    clock.set -= 365 * DAY
    state.sweep()
    assert state.conversations.history(ask(state, 2, "乙", to="50")) == ["甲"]
    assert len(caplog.records) == 2, "a line each time that it was set"
    clock.now += 365 * DAY
    state.sweep()
    assert state.conversations.history(ask(state, 3, "丙", to="50")) == []


def test_what_a_wrong_clock_dated_in_the_future_is_forgotten_in_time(
    state: State, clock: Clock, tmp_path: Path
) -> None:
    clock.now += 10_000 * DAY
    clock.set += 10_000 * DAY
    state.journal.add(1, "a")
    state.conversations.sent(1, 0, "group", "50", ask(state, 1, "未来的提问"))
    state.journal.finish(1)
    clock.now -= 10_000 * DAY
    clock.set -= 10_000 * DAY
    state.sweep()
    clock.now += 31 * DAY
    state.sweep()
    assert state.journal.add(1, "a")
    state.close()
    assert "未来的提问".encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_the_store_survives_a_restart(state: State, tmp_path: Path, clock: Clock) -> None:
    state.journal.add(1, "a")
    ask(state, 1, "甲")
    state.close()
    again = State(tmp_path, retention_days=30, clock=clock)
    assert again.journal.pending() == [(1, "a")]
    assert again.conversations.history(ask(again, 2, "乙")) == ["甲"]
    again.close()


OLD = """
INSERT INTO turns (id, update_id, chat, topic, user, message, parent, question, asked)
  VALUES (7, 1, -5, 0, 8, 40, NULL, '甲', 1000000000), (8, 2, -5, 9, 8, 41, NULL, '乙', 1000000000);
INSERT INTO slots VALUES (8, -5, 0, 7), (8, -5, 9, 8);
INSERT INTO sent (update_id, part, chat, message, turn, at, beside) VALUES (1, 0, -5, 50, 7, 1000000000, 40);
INSERT INTO feedback VALUES ('t', 8, 1, '甲', '答', '[]', 1000000000);
INSERT INTO grants VALUES (-5, 1, 8, 1000000000), (-6, 0, 0, 1000000000);
INSERT INTO proposals VALUES ('p', -5, 8, 'a.txt', NULL, '规划', NULL, 1000000000);
DELETE FROM turns WHERE id = 8;
"""


def test_a_store_with_numbers_for_ids_goes_on_with_the_words_for_them(tmp_path: Path, clock: Clock) -> None:
    old = sqlite3.connect(tmp_path / FILE_NAME)
    for script in MIGRATIONS[:4]:
        old.executescript(script)
    old.executescript(f"{OLD} PRAGMA user_version = 4;")
    old.close()
    state = State(tmp_path, retention_days=30, clock=clock)
    assert state.conversations.messages_of(7) == ["50"]
    assert state.conversations.replied_to("-5", "40")
    assert state.grants.all() == {"-5": True, "-6": False}
    assert [verdict.user for verdict in state.answers.feedback(9)] == ["8"]
    proposal = state.proposals.get("p")
    assert proposal is not None
    assert (proposal.chat, proposal.admin) == ("-5", "8")
    new = state.conversations.turn(3, "丙", user="8", chat="-5", topic="", message="42")
    assert state.conversations.history(new) == ["甲"]
    assert new == 9, "ids are never used again"
    state.close()
