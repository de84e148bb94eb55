"""Whatever a list shows is copied, and pasted back from a spreadsheet it changes nothing."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator_app import paths
from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.fields import Kind
from coordinator_app.services import pasted_text, pasting, samples
from coordinator_app.texts import load
from coordinator_app.ui.icons import Icons
from coordinator_app.ui.tables import clipboard
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.list_spec import ListSpec
from coordinator_app.ui.tables.list_table import ListTable
from coordinator_app.ui.widgets import Kit
from tests.ui.desk import Desk, clock

pytestmark = pytest.mark.slow
TYPES = [each for each in built_in() if each.exported and not each.reference_data]


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    path = tmp_path_factory.mktemp("busy") / "busy.c1540"
    samples.new_demo(path, clock(), "Tester").close()
    return path


@pytest.fixture(params=["en", "es"])
def desk(look, busy, tmp_path, request):
    kit = Kit(look, Icons(look, paths.resources() / "icons"), load(request.param))
    made = Desk(kit, shutil.copy(busy, tmp_path / "mine.c1540"))
    yield made
    made.close()


@pytest.fixture
def copied(monkeypatch):
    """Return what was put on the clipboard, before it becomes text."""
    blocks = []
    place = clipboard.place

    def kept(headings, rows):
        blocks.append((headings, rows))
        return place(headings, rows)

    monkeypatch.setattr(clipboard, "place", kept)
    return blocks


def as_a_spreadsheet_shows_it(cell):
    """Return the text of a cell: days are days there, whatever the list calls them."""
    return cell.value.isoformat() if isinstance(cell.value, dt.date) else cell.text


def test_what_every_list_shows_comes_back_as_nothing_new(desk, shown, copied):
    cells = 0
    for record_type in TYPES:
        columns = [
            Column(each.key, 100) for each in record_type.fields if each.kind is not Kind.FILE
        ]
        table = ListTable(desk.context, ListSpec(record_type.key, columns=tuple(columns)))
        shown(table)
        table.refresh()
        desk.settle()
        if not table.model.count:
            continue
        table.view.selectAll()
        QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        desk.settle()
        headings, block = copied.pop()
        targets: list[str] = []
        table.model.read_ids(0, -1, targets.extend)
        desk.settle()
        assert len(block) == len(targets)
        back = [headings, *([as_a_spreadsheet_shows_it(each) for each in row] for row in block)]
        plan = partial(
            pasting.plan,
            type_key=record_type.key,
            fields=[each.key for each in table.columns],
            targets=targets,
            table=pasted_text.table_of(clipboard.as_text(back)),
            texts=desk.context.texts,
        )
        found = desk.read(plan)
        said = [cell for row in found.rows for cell in row.cells]
        assert [each for each in said if each.changes or each.issue] == []
        assert (found.beyond, found.left_out) == (0, 0)
        cells += len(said)
    assert cells > 10_000
