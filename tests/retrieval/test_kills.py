"""A build that is killed at any step leaves the old index or the new one."""

import subprocess
import sys
from pathlib import Path


def test_a_build_killed_at_every_step_leaves_the_old_index_or_the_new_one(tmp_path: Path, plan_folder: Path) -> None:
    script = Path(__file__).with_name("killed_builds.py")
    paths = [str(plan_folder / name) for name in ("yunxi.txt", "shiqiao.txt")]
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), *paths], capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout) > 30  # files of the index that a build of one plan touches
