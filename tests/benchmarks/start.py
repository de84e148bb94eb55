"""How long the program takes to show itself, against an empty window in the same run.

    python tests/benchmarks/start.py [--runs 7]

Prints CPU and wall seconds from the start of the process, the program begun as `coordinator FILE`
begins it: an empty PySide6 main window painted; our window painted on the sample, while the rest
is still being loaded; its first page laid out and painted; and that page filled with what it read.
Each run starts fresh processes, in turn, so that both meet the machine in the same mood; figures
are medians, ratios the medians of the ratios within each pair.
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
import json, os, sys, time
from coordinator_app.ui import start
from coordinator_app.ui import front
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
def say(what):
    print(json.dumps({"what": what, "cpu": time.process_time(), "at": time.time()}), flush=True)
class Watch(QObject):
    window = None
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.window is not None:
            watched.removeEventFilter(self)
            say("page")
            QTimer.singleShot(0, self.fill)
        return False
    def fill(self):
        self.window.context.tasks.wait()
        QApplication.processEvents()
        say("filled")
        self.window.close()
def painted(self, event, paint=front.Front.paintEvent, said=[]):
    paint(self, event)
    if not said:
        said.append(say("painted"))
front.Front.paintEvent = painted
def begin(self, begin=front._Beginning.begin):
    begin(self)
    from coordinator_app.ui.main_window import MainWindow
    def shown(window, event):
        watch.window = window
        window.page.installEventFilter(watch)
    MainWindow.showEvent = shown
front._Beginning.begin = begin
watch = Watch()
start.show(sys.argv[1])
os._exit(0)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    found: dict[str, list[tuple[float, float]]] = {
        "empty": [],
        "painted": [],
        "page": [],
        "filled": [],
    }
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
    for what, times in found.items():
        cpu, wall = (statistics.median(each[n] for each in times) for n in (0, 1))
        pairs = zip(times, found["empty"], strict=True)
        ratio = statistics.median(ours[0] / empty[0] for ours, empty in pairs)
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
