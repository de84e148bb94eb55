"""How long the window stands still while many rows come in.

    python tests/benchmarks/stall.py [--rows 100000] [--where 60]

A list of institutions with 22 columns is brought in through the window: looked at, mapped, compared,
shown as what would change, decided all at once, left, taken in, and undone. A timer in the window's thread
fires as often as it can. Printed for each phase: how long it took; the longest time between two
ticks, what of it the window's thread computed itself, and which other thread computed most
meanwhile (the rest is waiting for a core); and the most the window's thread ever computed between
two ticks. With --where, what each thread did whenever it stood still for so many milliseconds is
told after each phase, the commonest first; looking costs time itself.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import faulthandler
import os
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from coordinator_app import paths
from coordinator_app.domain.clock import Clock
from coordinator_app.services import samples
from coordinator_app.ui import front, pages
from coordinator_app.ui.app import Program
from coordinator_app.ui.context import Route
from coordinator_app.ui.foreign.view import COLUMNS, DOUBTS

_LIMIT = 1_800.0
#: What follows from a phase, as painting, counts with it for so many seconds.
_AFTERWARDS = 0.5
#: How much is told of where it stood still.
_FRAMES, _TOLD = 8, 10
#: Functions in which a thread waits for work.
_IDLE = frozenset({"wait", "get", "_worker", "phase"})
_STATES = ("Trinidad and Tobago", "Barbados", "Jamaica", "Guatemala", "Peru", "Ecuador")


@dataclass(frozen=True)
class Stall:
    """A time the window's thread was away from its events, in seconds.

    Args:
        wall: By the clock on the wall.
        own: What the window's thread computed meanwhile.
        other: The thread that computed most beside it.
        others: What that one computed.
    """

    wall: float = 0.0
    own: float = 0.0
    other: str = ""
    others: float = 0.0

    def __str__(self) -> str:
        beside = f", {self.other} {self.others * 1000:.0f}" if self.other else ""
        return f"{self.wall * 1000:6.0f} ms (own {self.own * 1000:.0f}{beside})"


class Meter(QObject):
    """Measures how long the window's thread was away from its events.

    Args:
        where: Says what goes on when it is away for long; None does not look.
    """

    def __init__(self, where: Where | None) -> None:
        super().__init__()
        self.where = where
        self._last, self._spent = time.perf_counter(), _spent()
        self.longest = Stall()
        self.most = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(1)

    @Slot()
    def _on_tick(self) -> None:
        now, spent = time.perf_counter(), _spent()
        used = {
            name: seconds - self._spent.get((name, number), 0.0)
            for (name, number), seconds in spent.items()
        }
        own = used.pop(threading.main_thread().name)
        self.most = max(self.most, own)
        if now - self._last > self.longest.wall:
            other = max(used, key=lambda name: used[name], default="")
            self.longest = Stall(now - self._last, own, other, used.get(other, 0.0))
        self._last, self._spent = now, spent
        if self.where is not None:
            self.where.arm()

    def begin(self) -> None:
        """Forget what was measured."""
        self._on_tick()
        self.longest, self.most = Stall(), 0.0


class Where:
    """Notes what each thread does when the window stands still.

    Args:
        seconds: How long it stands still before it is looked at.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._file = tempfile.TemporaryFile("w+")  # noqa: SIM115  open as long as it is looked at

    def arm(self) -> None:
        """Look again only after the whole time."""
        # Its thread is not Python's: it looks even while another holds everything else back.
        faulthandler.dump_traceback_later(self._seconds, repeat=True, file=self._file)

    def __str__(self) -> str:
        self._file.seek(0)
        told = self._file.read()
        self._file.seek(0)
        self._file.truncate()
        seen: Counter[str] = Counter()
        for thread in re.split(r"^(?:Current t|T)hread 0x", told, flags=re.MULTILINE):
            lines = re.findall(r'File "(.*?)", line (\d+) in (\w+)', thread)
            frames = [f"{Path(file).name}:{line}:{name}" for file, line, name in lines]
            if frames and frames[0].split(":")[2] not in _IDLE:
                seen[" < ".join(frames[:_FRAMES])] += 1
        return "".join(f"\n{count:5} {frames}" for frames, count in seen.most_common(_TOLD))


def _spent() -> dict[tuple[str, int], float]:
    """Return what each thread of Python's has computed, by name and number (Linux)."""
    found = {}
    for thread in threading.enumerate():
        if (number := thread.native_id) is not None:
            with contextlib.suppress(OSError):  # it has ended
                # The clock of one thread, as pthread_getcpuclockid makes it, but of one that ended
                # it is an error rather than a crash.
                found[thread.name, number] = time.clock_gettime((~number << 3) | 6)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--where", type=float, help="milliseconds after which to look where it is")
    options = parser.parse_args()
    where = Where(options.where / 1000) if options.where else None
    app = QApplication([])
    for page in pages.PAGES:  # as the program does while nobody does anything
        pages.load(page)
    sys.setswitchinterval(front.SWITCH_SECONDS)  # as the program begins
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        book, listed = home / "Stall.c1540", home / "Institutions.csv"
        clock = Clock("stall123")
        samples.new(book, clock, "Ana").close()
        _write(listed, options.rows)
        places = paths.Places(*(home / name for name in ("settings", "data", "logs", "files")))
        program = Program(app, places, clock, "en")
        _measure(app, program, Meter(where), listed, book)
        program.close_file()
    os._exit(0)


def _measure(app: QApplication, program: Program, meter: Meter, listed: Path, book: Path) -> None:
    def phase(name: str, act: Callable[[], object], over: Callable[[], bool]) -> None:
        meter.begin()
        start = time.perf_counter()
        act()
        took = 0.0
        while not took or time.perf_counter() - start < took + _AFTERWARDS:
            app.processEvents()
            time.sleep(0.0002)
            took = took or (time.perf_counter() - start if over() else 0.0)
            if time.perf_counter() - start > _LIMIT:
                raise SystemExit(f"{name}: not over after {_LIMIT:.0f} s")
        print(  # noqa: T201  its result
            f"{name:<24} {took:6.1f} s  longest stall {meter.longest}"
            f"; most computed {meter.most * 1000:.0f}{meter.where or ''}",
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
    filters = review.view.filters
    phase("list one class", lambda: filters.setCurrentRow(1), lambda: _settled(program))
    phase("list all", lambda: filters.setCurrentRow(0), lambda: _settled(program))
    for verb in (review.decider.keep, review.decider.take):
        phase("select all", review.view.table.selectAll, lambda: _settled(program))
        phase(f"{verb.__name__} all", verb, lambda: _settled(program))
    phase("leave", lambda: window.go(Route("history")), lambda: _settled(program))
    phase("come back", lambda: window.go(Route("review")), lambda: _settled(program))
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
