"""Lines of work."""

import asyncio

from bot.chat.lines import Lines


async def test_lines_keep_their_order_and_know_their_room() -> None:
    lines, done, release = Lines(most=3), list[str](), asyncio.Event()

    async def slow() -> None:
        await release.wait()
        done.append("slow")

    async def fails() -> None:
        raise RuntimeError("kept in its line")

    def quick(name: str) -> None:
        async def work() -> None:
            done.append(name)

        chat = "group" if name != "other" else "li"
        lines.put(("chat", chat, ""), chat, work)

    lines.put(("chat", "group", ""), "group", slow)
    lines.put(("chat", "group", ""), "group", fails)
    assert lines.has_room("group")
    quick("after")
    assert not lines.has_room("group")
    quick("other")
    await asyncio.sleep(0.01)
    assert done == ["other"]
    release.set()
    await asyncio.sleep(0.01)
    assert done == ["other", "slow", "after"]
    assert lines.has_room("group")
    lines.put(("chat", "wang", ""), "wang", asyncio.Event().wait)  # type: ignore[arg-type]
    await asyncio.sleep(0)
    async with asyncio.timeout(1):
        await lines.close(0.05)
