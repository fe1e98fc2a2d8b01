"""``planbot bot`` in a process of its own, which can be killed."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from fake_bot_api import TOKEN

ROOT = Path(__file__).resolve().parents[3]
START = "from bot.cli import main; main(['bot'])"


async def start_bot_process(
    data_dir: Path, root: str, token: str | None = TOKEN, **more: str
) -> asyncio.subprocess.Process:
    """The bot over the index in ``data_dir``, talking to the Bot API at ``root``, with ``more`` settings (such as
    ADMINS="7"); its output can be read."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PLANBOT_")}
    path = os.pathsep.join(filter(None, (str(ROOT), environment.get("PYTHONPATH"))))
    environment |= {"PLANBOT_DATA_DIR": str(data_dir), "PLANBOT_TELEGRAM_BASE_URL": root, "PYTHONPATH": path}
    environment |= {f"PLANBOT_{name}": value for name, value in more.items()}
    if token:
        environment["PLANBOT_TELEGRAM_TOKEN"] = token
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", START),
        env=environment,
        cwd=data_dir,  # no .env of the developer's
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def kill(process: asyncio.subprocess.Process, number: int = signal.SIGKILL) -> int:
    """Send the signal and wait for the end; the exit status."""
    process.send_signal(number)
    await process.communicate()
    assert process.returncode is not None
    return process.returncode
