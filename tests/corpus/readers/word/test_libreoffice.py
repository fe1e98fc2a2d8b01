"""Old Word files are read by LibreOffice where it is installed, and refused where it is not."""

import time
from pathlib import Path

import pytest
from plan_files import cells_of, load_plan
from synthetic import make_plan
from synthetic_formats import bytes_of

from corpus.errors import UnreadableDocument
from corpus.readers.word import libreoffice as office

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CONVERTS = """#!/bin/sh
while [ $# -gt 1 ]; do
  case "$1" in --outdir) out="$2";; -env:UserInstallation=file://*) profile="${1#-env:UserInstallation=file://}";; esac
  shift
done
test -f "$profile/user/registrymodifications.xcu" && test -s "$1" || exit 1
mkdir -p "$out" && cp SOURCE "$out/plan.docx"
"""


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """Puts a program of that name, a shell script, before all others, or takes it away."""

    def put(script: str | None):
        folder = tmp_path / "bin"
        folder.mkdir()
        monkeypatch.setenv("PATH", str(folder) if script is None else f"{folder}:/usr/bin:/bin")
        if script is not None:
            (folder / "soffice").write_text(script)
            (folder / "soffice").chmod(0o755)

    return put


@pytest.mark.parametrize(
    ("name", "data"), [("a.doc", OLE), ("a.wps", OLE), ("a.docx", OLE), ("a.rtf", b"{\\rtf1\\ansi text}")]
)
def test_an_old_file_is_read_as_what_it_is_made_into(tmp_path, soffice, name, data):
    truth = make_plan(4)
    (tmp_path / "source.docx").write_bytes(bytes_of(truth, ".docx"))
    soffice(CONVERTS.replace("SOURCE", str(tmp_path / "source.docx")))
    (tmp_path / name).write_bytes(data)
    plan = load_plan(tmp_path / name)
    assert plan.file == name
    assert cells_of(plan) == cells_of(load_plan(tmp_path / "source.docx"))


@pytest.mark.parametrize(("script", "said"), [(None, "安装 LibreOffice"), ("#!/bin/sh\nexit 1\n", "没能转换")])
def test_a_file_that_is_not_converted_is_refused(tmp_path, soffice, script, said):
    soffice(script)
    (tmp_path / "a.doc").write_bytes(OLE)
    with pytest.raises(UnreadableDocument, match=said):
        load_plan(tmp_path / "a.doc")


def test_a_conversion_without_end_is_ended_with_all_that_it_started(tmp_path, soffice, monkeypatch):
    monkeypatch.setattr(office, "SECONDS", 0.5)
    soffice(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\nwait\n")
    (tmp_path / "a.doc").write_bytes(OLE)
    started = time.monotonic()
    with pytest.raises(UnreadableDocument, match="没能转换"):
        load_plan(tmp_path / "a.doc")
    assert time.monotonic() - started < 10
    child = Path("/proc", (tmp_path / "child").read_text().strip(), "stat")
    deadline = time.monotonic() + 5
    while child.exists() and " Z " not in child.read_text():  # ended, though nobody may have looked yet
        assert time.monotonic() < deadline, "what the program started goes on"
        time.sleep(0.05)
