"""How long the window stands still while many rows come in.

    python tests/benchmarks/stall.py [--rows 100000]

A list of institutions with 22 columns is brought in through the window: looked at, mapped, compared,
shown as what would change, taken in, and undone. A timer in the window's thread fires as often
as it can; the longest time between two of its ticks is the longest stall, printed for each phase
with how long the phase took.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from coordinator_app import paths
from coordinator_app.domain.clock import Clock
from coordinator_app.services import samples
from coordinator_app.ui import front
from coordinator_app.ui.app import Program
from coordinator_app.ui.context import Route
from coordinator_app.ui.foreign.view import COLUMNS, DOUBTS

_LIMIT = 1_800.0
_STATES = ("Trinidad and Tobago", "Barbados", "Jamaica", "Guatemala", "Peru", "Ecuador")


class Meter(QObject):
    """Measures how long the window's thread was away from its events."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self.longest = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(1)

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def begin(self) -> None:
        """Forget what was measured."""
        self._on_tick()
        self.longest = 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    app = QApplication([])
    sys.setswitchinterval(front.SWITCH_SECONDS)  # as the program begins
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        book, listed = home / "Stall.c1540", home / "Institutions.csv"
        clock = Clock("stall123")
        samples.new(book, clock, "Ana").close()
        _write(listed, rows)
        places = paths.Places(*(home / name for name in ("settings", "data", "logs", "files")))
        program = Program(app, places, clock, "en")
        _measure(app, program, book, listed)
        program.close_file()
    os._exit(0)


def _measure(app: QApplication, program: Program, book: Path, listed: Path) -> None:
    meter = Meter()

    def phase(name: str, act: Callable[[], object], over: Callable[[], bool]) -> None:
        meter.begin()
        start = time.perf_counter()
        act()
        while not over():
            app.processEvents()
            time.sleep(0.0002)
            if time.perf_counter() - start > _LIMIT:
                raise SystemExit(f"{name}: not over after {_LIMIT:.0f} s")
        print(  # noqa: T201  its result
            f"{name:<34} {time.perf_counter() - start:8.1f} s   longest stall"
            f" {meter.longest * 1000:7.0f} ms",
            flush=True,
        )

    phase("open the window", lambda: program.open(book), lambda: _settled(program))
    window: Any = program.window
    path = Route("bring_list", "", {"path": str(listed)})
    phase("look at the file", lambda: window.go(path), lambda: window.page.view.step == COLUMNS)
    bring = window.page
    phase(
        "read and ask",
        bring._on_next,
        lambda: window.page is not bring or bring.view.step == DOUBTS,
    )
    if window.page is bring:
        phase("compare", bring._on_next, lambda: window.page is not bring)
    phase("show what would change", lambda: None, lambda: window.page.decider.deciding is not None)
    review = window.page
    phase("say what rules forbid", lambda: None, lambda: _settled(program))
    phase(
        "take in", review._on_apply, lambda: _settled(program) and review.decider.deciding is None
    )
    phase(
        "undo",
        lambda: window.context.actions.action("edit.undo").trigger(),
        lambda: _settled(program),
    )


def _settled(program: Program) -> bool:
    return program._tasks is not None and program._tasks.idle


def _write(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(
            [
                "Name", "Other names", "Acronym", "State", "Sector", "City", "Address", "Telephone",
                "E-mail", "Website", "Valid from", "Valid to", "Mandate", "Notes",
                *(f"Extra {number}" for number in range(8)),
            ]
        )  # fmt: skip
        for n in range(rows):
            out.writerow(
                [
                    f"Institute of works number {n}", f"Instituto de obras {n}", f"IW{n}",
                    _STATES[n % len(_STATES)], "Customs", f"City {n % 500}",
                    f"Street {n}, office {n % 77}", f"+1 868 555 {n % 10_000:04d}",
                    f"a{n}@example.org", f"https://i{n}.example.org", "2020", "2025-12",
                    f"Mandate of institute {n} by law {n % 300}", f"Note {n}",
                    *(f"value {n % 97}" for _ in range(8)),
                ]
            )  # fmt: skip


if __name__ == "__main__":
    main()
