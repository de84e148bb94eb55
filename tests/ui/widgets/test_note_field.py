"""Notes: several lines, growing, and the sentence that becomes a commitment."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from coordinator_app.ui.widgets import NoteField
from tests.ui.widgets.stage import key, keys


def test_a_note_keeps_its_lines_and_its_accents(kit, stage, type_text):
    on = stage(NoteField(kit))
    type_text(on.editor.text, "El Ministro ofreció")
    key(Qt.Key.Key_Return)
    keys("a new law")
    key(Qt.Key.Key_Tab)
    assert on.elsewhere.hasFocus()
    assert on.committed == ["El Ministro ofreció\na new law"]


def test_a_note_grows_to_its_limit(kit, stage):
    on = stage(NoteField(kit, rows=2, most_rows=5))
    least = on.editor.text.height()
    on.editor.set_value("\n".join("abcd"))
    grown = on.editor.text.height()
    on.editor.set_value("\n" * 40 + "end")
    assert least < grown < on.editor.text.height()
    assert on.editor.text.height() < 2 * grown


def test_ctrl_enter_gives_the_sentence_and_types_nothing(kit, stage):
    on = stage(NoteField(kit))
    given: list[str] = []
    on.editor.sentence_chosen.connect(given.append)
    on.editor.set_value("They met. The Ministry will name a contact! More later\nNext line")
    cursor = on.editor.text.textCursor()
    cursor.setPosition(15)
    on.editor.text.setTextCursor(cursor)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    on.editor.text.setTextCursor(cursor)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == ["The Ministry will name a contact!", "line"]
    assert on.editor.text.toPlainText().count("\n") == 1


def test_the_cursor_stays_where_it_was_after_committing(kit, stage):
    on = stage(NoteField(kit))
    on.editor.set_value("one two")
    cursor = on.editor.text.textCursor()
    cursor.setPosition(3)
    on.editor.text.setTextCursor(cursor)
    keys("!")
    on.editor.commit()
    assert on.committed == ["one! two"]
    assert on.editor.text.textCursor().position() == 4
