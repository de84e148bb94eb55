"""The program as a person starts it: a process of its own, words in, words out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON document it printed, and nothing beside it."""
        return json.loads(self.out)


def coordinator(*words: object, without: tuple[str, ...] = (), **env: str) -> Done:
    """Run a command in a process of its own.

    Args:
        words: Of the command line.
        without: Names that the environment must not have.
        env: What it must have.
    """
    around = {key: value for key, value in os.environ.items() if key not in without}
    done = subprocess.run(
        [sys.executable, "-m", "coordinator_app", *map(str, words)],
        cwd=ROOT,
        env={**around, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)
