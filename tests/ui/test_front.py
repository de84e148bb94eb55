"""The frame that is shown first, and how the window takes its place."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QSize

from coordinator_app.services.installation import Installation
from coordinator_app.ui.app import Program
from coordinator_app.ui.front import Front, _Beginning, new_kit, size_of
from coordinator_app.ui.navigation import NARROW, WIDE
from coordinator_app.ui.pages.first_start import FirstStart
from tests.ui.desk import clock, new_workbook
from tests.ui.running import Running

#: Only what is asked for needs these; each costs more than the window itself.
HEAVY = ("openpyxl", "xlsxwriter", "jinja2", "docx", "rapidfuzz", "sqlite_utils", "numpy", "pandas",
         "lxml", "coordinator_app.excel", "coordinator_app.merge",
         "coordinator_app.cli")  # fmt: skip

_SHOW_AND_TELL = """
import json, os, sys
from coordinator_app.ui import front, start
from PySide6.QtCore import QTimer
def loaded(what, also):
    print(json.dumps({what: sorted({*also} & {*sys.modules})}), flush=True)
def painted():
    loaded("painted", [*sys.argv[2:], "sqlite3", "coordinator_app.domain.catalogue"])
    from PySide6 import QtCore
    print(json.dumps({"enumerations": "Qt" in vars(QtCore)}), flush=True)
def begin(self, begin=front._Beginning.begin, begun=[]):
    if not begun:
        begun.append(painted())
    begin(self)
    QTimer.singleShot(0, look)
def look():
    from PySide6.QtWidgets import QApplication
    window = next((w for w in QApplication.topLevelWidgets() if hasattr(w, "context")), None)
    if window is None or not window.isVisible() or not window.context.tasks.idle:
        QTimer.singleShot(20, look)
        return
    loaded("filled", sys.argv[2:])
    window.close()
front._Beginning.begin = begin
sys.exit(start.show(sys.argv[1]))
"""


@pytest.fixture
def book(tmp_path):
    return new_workbook(tmp_path / "Caribe 2026.c1540")


@pytest.fixture
def front(kit, qtbot):
    made = Front(kit, "Caribe 2026", QSize(1366, 688))
    qtbot.addWidget(made)
    return made


def test_it_looks_as_the_window_will(front, qtbot):
    with qtbot.waitSignal(front.painted):
        front.show()
    assert front.windowTitle() == "Caribe 2026"
    assert front.navigation().width() == WIDE
    assert front.navigation().isVisible()


def test_it_tells_once_that_it_was_drawn(front, qtbot):
    told = []
    front.painted.connect(lambda: told.append(1))
    front.show()
    qtbot.waitUntil(lambda: bool(told))
    front.repaint()
    qtbot.wait(20)
    assert told == [1]


def test_a_small_one_has_a_narrow_navigation(kit, qtbot):
    small = Front(kit, "", QSize(911, 432))
    qtbot.addWidget(small)
    assert small.navigation().width() == NARROW


@pytest.mark.parametrize(
    ("kept", "size"),
    [("1000x500", (1000, 500)), ("", (1366, 688)), ("x", (1366, 688)), ("1x2x3", (1366, 688))],
)
def test_its_size_is_the_one_the_window_had(kept, size):
    found = size_of(Installation("testtest", window={"size": kept}))
    assert (found.width(), found.height()) == size


@pytest.mark.parametrize(("asked", "kept", "lang"), [("", "es", "es"), ("en", "es", "en")])
def test_it_speaks_the_language_asked_for_or_kept(qapp, asked, kept, lang):
    assert (
        new_kit(qapp, Installation("testtest", lang=kept, theme="light"), asked).texts.lang == lang
    )


class TestTakenOver:
    @pytest.fixture
    def front(self, kit):
        return Front(kit, "Caribe 2026", QSize(1366, 688))  # the program deletes it

    @pytest.fixture
    def running(self, qapp, tmp_path, front):
        made = Running(qapp, tmp_path / "home")
        made.program.window = front
        yield made
        made.close()

    def test_the_window_takes_its_place_and_its_navigation(self, running, front, book):
        navigation = front.navigation()
        front.resize(1200, 600)
        front.show()
        window = running.open(book)
        assert window.findChild(type(navigation)) is navigation
        assert navigation.menu_button.menu().actions()
        assert (window.width(), window.height()) == (1200, 600)
        assert window.isVisible()
        navigation.chosen.emit("states")
        running.settle()
        assert window.route().page == "states"

    def test_a_file_that_is_refused_leads_to_the_doors(self, running, front, tmp_path):
        front.show()
        running.program.open(tmp_path / "gone.c1540")
        running.settle()
        assert isinstance(running.window, FirstStart)
        assert running.window.isVisible()


def test_the_program_begins_once_with_the_look_of_the_frame(qapp, front, book, monkeypatch):
    begun = []
    monkeypatch.setattr(Program, "start", lambda self, path: begun.append((self, path)))
    beginning = _Beginning(qapp, front, book, clock(), "")
    beginning.begin()
    beginning.begin()
    ((program, path),) = begun
    assert path == book
    assert program.window is front
    assert program._kit is front.kit
    program._collector.stop()
    program.deleteLater()


def test_the_first_picture_needs_little_and_the_first_page_nothing_heavy(root, tmp_path):
    # Whoever measures coverage would load SQLite in every process for its own use.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    home = {**plain, "COORDINATOR_HOME": str(tmp_path), "PYTHONPATH": str(root)}
    book = tmp_path / "sample.c1540"
    made, shown = (
        subprocess.run(
            [sys.executable, *command],
            check=False,
            env=home,
            cwd=root,
            capture_output=True,
            text=True,
        )
        for command in (
            ["-m", "coordinator_app", "new", str(book), "--sample"],
            ["-c", _SHOW_AND_TELL, str(book), *HEAVY],
        )
    )
    assert made.returncode == 0, made.stderr
    assert shown.returncode == 0, shown.stderr
    told = [json.loads(line) for line in shown.stdout.splitlines()]
    assert told == [{"painted": []}, {"enumerations": False}, {"filled": []}]


def test_the_command_begins_with_the_window_alone(root):
    code = (
        "import sys; from coordinator_app import __main__, ui; from coordinator_app.ui import start;"
        "start.show = lambda file=None, *rest: print(file, 'coordinator_app.cli' in sys.modules) or 0;"
        "sys.argv[1:] = ['x.c1540']; __main__.main(); sys.argv[1:] = []; __main__.main();"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["x.c1540 False", "None False"]
