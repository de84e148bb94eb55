"""Every check a change has to pass, in the order in which they fail fastest."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BRANCH_PERFECT: Final = (
    "coordinator_app/domain/heads.py",
    "coordinator_app/merge/three_way.py",
    "coordinator_app/store/commit.py",
)


# import-linter has a command but no module of that name to run.
_LAYERS: Final = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Gate:
    """One check: a command that has to exit with 0.

    Attributes:
        name: What is typed to run this one alone.
        asks: The question it answers, for the summary.
        command: What the environment's Python is given.
    """

    name: str
    asks: str
    command: tuple[str, ...]


def gates(cores: int, pytest_arguments: tuple[str, ...] = ()) -> list[Gate]:
    """Return all checks.

    Args:
        cores: How many tests may run at once.
        pytest_arguments: What the person adds after `--`.
    """
    tests = (
        *("-m", "pytest", "-q", "-n", str(cores), "--dist", "loadfile"),
        *("--cov", "--cov-branch", "--cov-report=", "--cov-fail-under=0"),
        *pytest_arguments,
    )
    coverage = ("-m", "coverage", "report")
    perfect = (
        *coverage,
        f"--include={','.join(_BRANCH_PERFECT)}",
        "--fail-under=100",
        "--precision=2",
    )
    return [
        Gate(
            "style",
            "Do the files keep the rules of style?",
            ("-m", "ruff", "check", "--quiet", "."),
        ),
        Gate(
            "layout",
            "Are they laid out as the formatter does?",
            ("-m", "ruff", "format", "--check", "--quiet", "."),
        ),
        Gate("layers", "Does each layer import only what it may?", ("-c", _LAYERS, "--no-logo")),
        Gate(
            "texts",
            "Is every text translated and compiled?",
            ("packaging/translations.py", "check"),
        ),
        Gate("types", "Do the types agree?", ("-m", "mypy")),
        Gate("tests", "Do all tests pass?", tests),
        Gate("covered", "Do the tests reach enough of the program?", (*coverage, "--skip-covered")),
        Gate("perfect", "Do they reach every branch of the heart of it?", perfect),
    ]


def run(chosen: list[Gate], python: Path, root: Path) -> int:
    """Run checks one after the other, all of them, and sum up.

    Returns:
        0 if all passed, else 1.
    """
    env = {**os.environ, "PYTHONUTF8": "1"}
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    results: list[tuple[Gate, bool, float]] = []
    for gate in chosen:
        print(f"\n== {gate.name}: {gate.asks}", flush=True)
        started = time.monotonic()
        done = subprocess.run([str(python), *gate.command], cwd=root, env=env, check=False)
        results.append((gate, done.returncode == 0, time.monotonic() - started))
    print("\nSummary")
    for gate, passed, seconds in results:
        print(
            f"  {'ok    ' if passed else 'FAILED'}  {gate.name:<8} {gate.asks:<48} {seconds:6.1f} s"
        )
    failed = [gate.name for gate, passed, _ in results if not passed]
    print(f"\n{'Failed: ' + ', '.join(failed) if failed else 'Everything passed.'}", flush=True)
    return 1 if failed else 0
