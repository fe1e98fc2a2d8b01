"""Requests counted in windows."""

from bot.chat.limits import Limits, Verdict


def test_a_window_passes() -> None:
    now = [0.0]
    limits = Limits(60, clock=lambda: now[0])
    key = ("user", "li", 2)
    assert [limits.ask(key) for _ in range(4)] == [Verdict.SERVED, Verdict.SERVED, Verdict.NOTICE, Verdict.QUIET]
    now[0] = 59.9
    assert limits.ask(key) is Verdict.QUIET
    now[0] = 60.0
    assert limits.ask(key) is Verdict.SERVED


def test_what_is_refused_to_a_user_does_not_count_for_the_group() -> None:
    limits = Limits(60, clock=lambda: 0.0)
    for _ in range(5):
        limits.ask(("user", "li", 1), ("group", "all", 2))
    assert limits.ask(("user", "wang", 1), ("group", "all", 2)) is Verdict.SERVED
