"""Files that nobody but the bot's own user may read."""

import os
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def private_folder(folder: Path) -> None:
    """Make ``folder``, unless it is there, and close it to others. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER)


def write_private(path: Path, data: bytes) -> None:
    """Write ``path`` in its folder, closed to others from the start. Raises OSError."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE), "wb") as file:
        file.write(data)
    path.chmod(FILE)
