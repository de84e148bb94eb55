"""What a status needs, asked for in a narrow pane."""

from functools import partial

import pytest
from PySide6.QtWidgets import QPushButton

from coordinator_app.domain.changes import Update
from coordinator_app.domain.fields import Value
from coordinator_app.services import editing, reference
from coordinator_app.texts import LANGUAGES, load
from coordinator_app.ui.forms.needed import NeededPanel
from coordinator_app.ui.widgets.kit import Kit
from tests.ui.desk import Desk

#: What a details pane leaves for a field.
NARROW = 300


@pytest.fixture
def asked(blank_workbook, look, kit, tmp_path, request):
    """A done follow-up on its way to verified, in a language."""
    path = tmp_path / "asked.c1540"
    path.write_bytes(blank_workbook.read_bytes())
    desk = Desk(Kit(look, kit.icons, load(request.param)), path)
    values: dict[str, Value] = {
        "title": "Send the list",
        "countries": [reference.country_id("BRB")],
        "status": "DONE",
        "done_on": "2026-03-01",
    }
    made = desk.write(partial(editing.create, type_key="follow_up", values=values))
    wanted = Update(made.id, {"status": "VERIFIED"})
    issues = desk.read(lambda reading: editing.problems(reading, wanted))
    yield NeededPanel(desk.context, made, "VERIFIED", issues, {})
    desk.close()


@pytest.mark.parametrize("asked", LANGUAGES, indirect=True)
def test_it_fits_a_details_pane(asked, shown):
    asked.resize(NARROW, asked.heightForWidth(NARROW))
    shown(asked)
    assert asked.minimumSizeHint().width() <= NARROW
    for part in asked.findChildren(QPushButton):
        assert part.width() >= part.sizeHint().width()
        assert part.geometry().right() < NARROW
    for key in ("evidence", "evidence_waiver"):
        assert asked.row(key).width() > NARROW * 0.8
