"""Charts without the extra that draws them: the figures as text, and what to install."""

import logging
import sys
from typing import Any

import pytest
from made_answers import figures

from bot.chat.drawing import picture_for, warm_up

# The answer holds figures enough: nobody is asked for more.
NOBODY: Any = None


async def test_a_chart_is_text_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = await picture_for(figures("甲市", "乙区"), NOBODY)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    bare = await picture_for(figures("甲市", "乙区"), NOBODY)
    assert whole is not None
    assert bare is not None
    assert bare.png is None
    *lines, last = bare.lines.splitlines()
    assert lines == whole.lines.splitlines()
    assert "planbot[charts]" in last
    assert not caplog.records


async def test_the_log_says_once_what_to_install(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    await warm_up()
    ((_, level, said),) = caplog.record_tuples
    assert level == logging.WARNING
    assert "planbot[charts]" in said
