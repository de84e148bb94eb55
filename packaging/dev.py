"""Sets the project up on any machine that has Python 3.11, and runs or tests it.

    python3 packaging/dev.py run     opens the window on the sample
    python3 packaging/dev.py test    passes every check and test
    python3 packaging/dev.py setup   only installs what both need

Nothing but Python's own library is used here, so that it works before anything is installed.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import debian
import environment
import gates

ROOT: Final = Path(__file__).resolve().parent.parent


def has_display() -> bool:
    """Report whether a window can be opened on this machine."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def set_up(purpose: str, packages: str) -> None:
    """Install what a purpose needs.

    Args:
        purpose: "window", "tests" or "commands": what of the system.
        packages: "run" or "test": what of Python's packages.

    Raises:
        SystemExit: A person has to do something first.
    """
    if sys.platform.startswith("linux") and (todo := debian.ensure(purpose)):
        raise SystemExit(todo)
    environment.ensure(packages)


def run(file: Path | None) -> int:
    """Open the window on a coordinator file, or show the main job where there is no screen."""
    if not has_display():
        print(
            "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.\n"
            "This is the program's main job on the command line instead.\n",
            flush=True,
        )
        return show_journey()
    set_up("window", "run")
    chosen = file or sample()
    code = program(str(chosen))
    if code == -signal.SIGABRT:
        print(
            "The window could not be opened on this screen. The same job on the command line:\n",
            flush=True,
        )
        return show_journey()
    return code


def show_journey() -> int:
    """Send a form, take in the edited reply and undo it, all on the command line."""
    set_up("commands", "run")
    script = ROOT / "packaging" / "journey.py"
    return subprocess.run([environment.python(), script], cwd=ROOT, check=False).returncode


def sample() -> Path:
    """Return the sample file in the person's own place, made the first time."""
    sys.path.insert(0, str(ROOT))
    from coordinator_app import paths  # noqa: PLC0415  needs the line above

    path = paths.places().data / "sample" / "Sample.c1540"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        if program("new", str(path), "--sample") != 0:
            raise SystemExit("The sample could not be made.")
    return path


def program(*arguments: str) -> int:
    """Run the program with arguments; return its exit code."""
    command = [str(environment.python()), "-m", "coordinator_app", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def test(names: list[str], pytest_arguments: list[str]) -> int:
    """Run the named checks, or all of them."""
    set_up("tests", "test")
    everything = gates.gates(os.cpu_count() or 1, tuple(pytest_arguments))
    unknown = set(names) - {gate.name for gate in everything}
    if unknown:
        raise SystemExit(
            f"There is no check {', '.join(sorted(unknown))}; there are {', '.join(gate.name for gate in everything)}."
        )
    chosen = [gate for gate in everything if not names or gate.name in names]
    return gates.run(chosen, environment.python(), ROOT)


def main() -> int:
    """Run one command; return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  whoever has an older Python needs this sentence
        print(f"This needs Python 3.11 or newer; this one is {sys.version.split()[0]}.")
        return 1
    arguments, rest = _split(sys.argv[1:])
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    runs = commands.add_parser("run", help="open the window on the sample, or on FILE")
    runs.add_argument("file", nargs="?", type=Path, metavar="FILE")
    tests = commands.add_parser(
        "test", help="run every check, or those named; after -- what pytest gets"
    )
    tests.add_argument("check", nargs="*")
    commands.add_parser("setup", help="install what running and testing need")
    chosen = parser.parse_args(arguments)
    if chosen.command == "run":
        return run(chosen.file and chosen.file.resolve())
    if chosen.command == "test":
        return test(chosen.check, rest)
    set_up("window" if has_display() else "tests", "test")
    return 0


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Return what comes before and after `--`."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


if __name__ == "__main__":
    sys.exit(main())
