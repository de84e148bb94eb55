"""Killed while it writes, a file is as before or as after, and nothing in between."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_a_killed_import_leaves_the_file_as_before_or_as_after(root: Path):
    """Do in short what tests/benchmarks/kill_import.py does in full."""
    done = subprocess.run(
        [
            sys.executable,
            str(root / "tests" / "benchmarks" / "kill_import.py"),
            *("--kills", "6", "--rows", "2000", "--before", "300", "--hot", "0"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(
        r"6 kills: (\d) left .* (\d) files were .*, (\d) as after .*, 0 neither", done.stdout
    )
    assert found, done.stdout
    assert int(found[2]) + int(found[3]) == 6
    assert int(found[2]) >= 1  # those that were killed while the file was still untouched
