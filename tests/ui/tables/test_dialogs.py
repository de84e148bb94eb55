"""The dialogs of tables: columns, pasting a block, pasting a roster."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from coordinator_app.services import editing, pasting, reference
from coordinator_app.ui.dialogs.columns import ColumnsDialog
from coordinator_app.ui.dialogs.paste import PasteDialog, paste_block
from coordinator_app.ui.dialogs.roster import RosterDialog


def create(desk, type_key, **values):
    return desk.write(partial(editing.create, type_key=type_key, values=values)).id


def test_columns_are_ticked_moved_and_taken(desk, shown):
    record_type = desk.context.catalogue["follow_up"]
    dialog = ColumnsDialog(desk.context, record_type, ["title", "due_on"])
    shown(dialog)
    got: list[object] = []
    dialog.chosen.connect(got.append)
    assert dialog.ticked() == ["title", "due_on"]
    dialog.list.setCurrentRow(1)
    dialog._on_up()
    assert dialog.ticked() == ["due_on", "title"]
    dialog._search.setText("priority")
    dialog._search.returnPressed.emit()
    seen = [row for row in range(dialog.list.count()) if not dialog.list.isRowHidden(row)]
    assert [dialog.list.item(row).text() for row in seen] == ["Priority"]
    dialog.list.item(seen[0]).setCheckState(Qt.CheckState.Checked)
    dialog._on_ok()
    assert got == [("due_on", "title", "priority")]


@pytest.fixture
def follow_ups(desk):
    return [
        create(desk, "follow_up", title=f"Number {n}", countries=[reference.country_id("BRB")])
        for n in range(2)
    ]


def asked(desk, fields, targets, table):
    return partial(
        pasting.plan,
        type_key="follow_up",
        fields=fields,
        targets=targets,
        table=table,
        texts=desk.context.texts,
    )


def test_a_doubtful_cell_is_asked_about_before_anything_is_pasted(desk, shown, follow_ups):
    create(desk, "contact", name="Marigold Hummingbird")
    plan = asked(desk, ["owner", "title"], follow_ups, [["Marigold Humingbird", "New title"]])
    host = shown(desk.window)
    paste_block(desk.context, host, plan)
    desk.settle()
    [dialog] = host.findChildren(PasteDialog)
    assert dialog._summary.text() == "1 row · 1 cell changes · 1 cell cannot be used as it is"
    [box] = dialog.findChildren(QComboBox)
    assert box.itemText(1) == "Marigold Hummingbird"
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert dialog._ok.text() == "Paste 2 cells"
    dialog.accept()
    desk.settle()
    record = desk.read(lambda r: r.records.get(follow_ups[0]))
    owner = desk.read(lambda r: r.records.get(record.ids("owner")[0]))
    assert (record.get("title"), owner.title) == ("New title", "Marigold Hummingbird")
    assert desk.shell.said == ["2 cells pasted"]


def test_a_block_that_changes_nothing_says_so(desk, shown, follow_ups):
    paste_block(
        desk.context, shown(desk.window), asked(desk, ["title"], follow_ups, [["Number 0"]])
    )
    desk.settle()
    assert desk.shell.said == ["Nothing of what was pasted changes anything."]


@pytest.fixture
def training(desk):
    return create(desk, "training", title="Course")


def roster(desk, shown, training, text):
    QApplication.clipboard().setText(text)
    dialog = RosterDialog(desk.context, None, training)
    shown(dialog)
    desk.settle()
    return dialog


def test_forty_names_are_matched_and_the_doubtful_asked(desk, shown, training):
    ana = create(desk, "contact", name="Ana Pitahaya Colibrí", country=reference.country_id("CRI"))
    create(desk, "contact", name="Desmond Calabash", country=reference.country_id("BRB"))
    names = ["Ana Pitahaya Colibri\tCosta Rica", "Desmond Calabasch\tBarbados"]
    names += [f"Person {chr(65 + n % 26)}{'yz'[n // 26]}\tJamaica" for n in range(38)]
    dialog = roster(desk, shown, training, "\n".join(names))
    said = "40 people · On record: 1 · New name: 38 · To be asked: 1"
    assert dialog._summary.text() == said
    assert dialog._ok.text() == "Add 39 people"
    [box] = dialog._questions.findChildren(QComboBox)
    assert "Desmond Calabash · Barbados" in box.itemText(1)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert dialog._ok.text() == "Add 40 people"
    QTest.mouseClick(dialog._ok, Qt.MouseButton.LeftButton)
    desk.settle()
    people = desk.read(lambda r: r.records.children(training, "participant"))
    assert len(people) == 40
    assert people[0].get("person") == {"id": ana}
    assert desk.shell.said == ["40 participants added"]
    assert len(desk.shell.undoable) == 1


def test_the_list_can_be_mended_before_it_is_taken(desk, shown, training, qtbot):
    dialog = roster(desk, shown, training, "")
    assert dialog._summary.text() == "Nobody yet."
    assert not dialog._ok.isEnabled()
    dialog.text.setPlainText("One Name\nOther Name")
    qtbot.waitUntil(lambda: not desk.tasks.idle or len(dialog.rows()) == 2)
    desk.settle()
    assert [row.name for row in dialog.rows()] == ["One Name", "Other Name"]


def test_what_stays_undecided_is_left_out_and_said(desk, shown, training):
    create(desk, "contact", name="Desmond Calabash")
    dialog = roster(desk, shown, training, "Desmond Calabasch\nNew Person")
    dialog._on_ok()
    desk.settle()
    people = desk.read(lambda r: r.records.children(training, "participant"))
    assert [each.get("person") for each in people] == [{"label": "New Person"}]
    assert desk.shell.said == ["1 participant added · 1 undecided left out"]


def test_lines_that_were_not_read_whole_are_named_with_the_reason(desk, shown, training):
    lines = ["Name\tState", "Ana Pitahaya\tAtlantis", "Beto Marimba\tBelize"]
    dialog = roster(desk, shown, training, "\n".join(lines))
    assert dialog._summary.text() == "2 people · New name: 2 · 1 line not read whole"
    assert dialog._unread.isVisible()
    said = "Line 1, Ana Pitahaya: State: “Atlantis” was not understood; it stays empty."
    assert dialog._unread.text() == said
    lines += [f"Person {chr(67 + n)}\tAtlantis" for n in range(6)]
    dialog.text.setPlainText("\n".join(lines))
    dialog._read()
    desk.settle()
    assert len(dialog._unread.text().split("\n")) == 4
    assert dialog._unread.text().endswith("and 4 more")
    dialog.text.setPlainText("Beto Marimba\tBelize")
    dialog._read()
    desk.settle()
    assert not dialog._unread.isVisible()
