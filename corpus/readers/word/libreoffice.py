"""Old Word files (.doc, .wps) and .rtf: LibreOffice, where it is installed, makes a .docx of them, which is then read."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.readers.base import Document
from corpus.readers.word.reader import read_word
from prompts import say

# A file of 300 pages takes some seconds, the first start of the program some more.
SECONDS = 90
# A profile of its own for each file: no other LibreOffice is disturbed, no macro is run and no link followed.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def read_old_word(file: str, data: bytes) -> Document:
    """The blocks of an old Word file. Raises UnreadableDocument where LibreOffice is not installed or makes nothing of it
    within SECONDS."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableDocument(say("reading.old_word", file=file))
    with tempfile.TemporaryDirectory(prefix="planbot-", ignore_cleanup_errors=True) as folder:
        converted = _converted(program, Path(folder), data)
    if converted is None:
        raise UnreadableDocument(say("reading.not_converted", file=file))
    return read_word(file, converted)


def _converted(program: str, folder: Path, data: bytes) -> bytes | None:
    """The .docx that ``program`` makes of a file within ``folder``, None where it makes none."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_PROFILE, "utf-8")
    # The .wps of today's WPS Office is a .doc; under its own suffix it would be taken for one of Microsoft Works.
    source = folder / ("plan.rtf" if data.startswith(b"{\\rtf") else "plan.doc")
    source.write_bytes(data)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "docx", "--outdir", str(folder / "out"), str(source)]
    environment = {**os.environ, "HOME": str(folder)}
    # A session of its own: the program starts others, which must end with it.
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    made = folder / "out" / "plan.docx"
    return made.read_bytes() if made.is_file() else None
