"""How long the program takes to show itself, against an empty window in the same run.

    python tests/benchmarks/start.py [--runs 7]

Prints CPU and wall seconds from the start of the process: an empty PySide6 main window painted;
our window on the sample painted; and Home filled with what it read. Each run starts fresh
processes, in turn, so that both meet the machine in the same mood; figures are medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent

_EMPTY = """
import json, sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        print(json.dumps({"cpu": time.process_time(), "at": time.time()}), flush=True)
        app.quit()
app = QApplication([])
window = Window(); window.resize(1366, 688); window.show()
app.exec()
"""

_OURS = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from coordinator_app import paths
from coordinator_app.domain.clock import Clock
from coordinator_app.ui.app import Program
from coordinator_app.ui.main_window import MainWindow
def say(what):
    print(json.dumps({"what": what, "cpu": time.process_time(), "at": time.time()}), flush=True)
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            if isinstance(program.window, MainWindow) and watched is program.window.page:
                self.painted = True
                say("painted")
                QTimer.singleShot(0, self.fill)
        return False
    def fill(self):
        program.window.context.tasks.wait()
        app.processEvents()
        say("filled")
        program.close_file()
        app.quit()
app = QApplication([])
watch = Watch(app)
app.installEventFilter(watch)
program = Program(app, paths.places(), Clock("benchmrk"), "en")
program.start(Path(sys.argv[1]))
app.exec()
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    found: dict[str, list[tuple[float, float]]] = {"empty": [], "painted": [], "filled": []}
    with tempfile.TemporaryDirectory() as folder:
        inherited = {
            key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
        }  # installed programs are compiled
        environment = {
            **inherited,
            "QT_QPA_PLATFORM": "offscreen",
            "COORDINATOR_HOME": folder,
            "PYTHONPATH": str(_ROOT),
        }
        book = Path(folder) / "sample.c1540"
        subprocess.run(
            [sys.executable, "-m", "coordinator_app", "new", str(book), "--sample"],
            env=environment,
            check=True,
            capture_output=True,
            cwd=_ROOT,
        )
        for run in range(runs + 1):
            for line in (*_run(_EMPTY, [], environment), *_run(_OURS, [str(book)], environment)):
                if run:  # the first run only warms the caches
                    found[line[0]].append(line[1:])
    medians = {
        what: tuple(statistics.median(each[n] for each in times) for n in (0, 1))
        for what, times in found.items()
    }
    for what, (cpu, wall) in medians.items():
        ratio = cpu / medians["empty"][0]
        print(f"{what:<8} {cpu:6.3f} s CPU  {wall:6.3f} s wall  {ratio:5.2f} x empty (CPU)")  # noqa: T201  its result


def _run(
    code: str, arguments: list[str], environment: dict[str, str]
) -> list[tuple[str, float, float]]:
    started = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        cwd=_ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [(line.get("what", "empty"), line["cpu"], line["at"] - started) for line in lines]


if __name__ == "__main__":
    main()
