"""The environment of the project's own: made from the locked versions, remade when they change."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / ".venv"
_STAMP: Final = "coordinator.stamp"
_LOCKS: Final = {
    "run": ROOT / "packaging" / "requirements.lock",
    "test": ROOT / "packaging" / "requirements-dev.lock",
}


def python() -> Path:
    """Return the interpreter inside the environment."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(what: str) -> None:
    """Make the environment hold what is needed; quick when it already does.

    Args:
        what: "run", or "test" which holds more.

    Raises:
        SystemExit: The packages cannot be had.
    """
    stamps = _stamps()
    stamp = FOLDER / _STAMP
    now = stamp.read_text("ascii").split() if stamp.exists() else []
    if _works() and (stamps["test"] in now or stamps[what] in now):
        return
    if not _works():
        print("Making an environment in .venv", flush=True)
        venv.create(FOLDER, clear=True, with_pip=True)
    print("Installing the locked packages (once, about a minute)", flush=True)
    pip = [str(python()), "-m", "pip", "--disable-pip-version-check", "-q"]
    install = [*pip, "install", "--no-deps", "-r", str(_LOCKS[what])]
    if subprocess.run(install, check=False).returncode != 0:
        raise SystemExit(
            "The packages could not be installed. This step needs the network once; run it again when there is one."
        )
    if subprocess.run([*pip, "check"], check=False).returncode != 0:
        raise SystemExit("The locked packages do not fit together; remove .venv and run it again.")
    stamp.write_text(stamps[what], "ascii")


def _works() -> bool:
    """Report whether the environment is there and of this version of Python."""
    if not python().exists():
        return False
    ask = [str(python()), "-c", "import pip, platform; print(platform.python_version())"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == platform.python_version()


def _stamps() -> dict[str, str]:
    """Return what says for each purpose which locked versions are installed."""
    found: dict[str, str] = {}
    text = platform.python_version()
    for what, lock in _LOCKS.items():
        text += lock.read_text("utf-8")
        found[what] = hashlib.sha256(text.encode()).hexdigest()
    return found
