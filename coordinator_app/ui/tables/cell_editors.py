"""Editors inside a table: opened by typing, F2 or a double click, steered as in a spreadsheet."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QStyleOptionViewItem,
    QWidget,
)

from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.record import Record
from coordinator_app.services import editing
from coordinator_app.services.session import Session
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import creatable, editor_for, labels
from coordinator_app.ui.tables.delegate import CellDelegate
from coordinator_app.ui.tables.record_model import RecordModel
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.date_field import DateField
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.suggestions import Suggestions
from coordinator_app.ui.widgets.tags_field import TagsField
from coordinator_app.ui.widgets.text_field import LineEditor

Index = QModelIndex | QPersistentModelIndex

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLOSE: Final = QAbstractItemDelegate.EndEditHint
_STEPS: Final = {Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1)}
#: Keys of the list that an open editor keeps for itself.
_OWN: Final = (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F2,
               Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_D)  # fmt: skip
_PASSING: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_NOTE_HEIGHT: Final = 112
_LEAST_WIDTH, _MOST_WIDTH = 120, 460
#: Frame and buttons of a line beside its text.
_AROUND: Final = 56


class EditingDelegate(CellDelegate):
    """Opens an editor in a cell and says what was entered; it writes nothing itself.

    Args:
        context: Collaborators.

    Signals:
        entered: Cell, its new value, and how that reads.
        left: An editor was closed; rows and columns to move by.
        refused: What is wrong with what was typed when the cell was left.
    """

    entered = Signal(QPersistentModelIndex, object, str)
    left = Signal(int, int)
    refused = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.kit, parent)
        self._context = context
        self._open: dict[Editor, QPersistentModelIndex] = {}
        self._closing = False

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor of a cell's field."""
        model = _records(index)
        field = model.field_at(index.column())
        if field is None:
            raise TypeError("a computed column has no editor")
        editor = editor_for(field, self._context, create=True)
        editor.setParent(parent)
        editor.set_name(f"{model.heading(index.column())}: {self._context.texts(field.label)}")
        editor.setAutoFillBackground(True)
        self._open[editor] = QPersistentModelIndex(index)
        for part in editor.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.installEventFilter(self)
        if isinstance(editor, ChoiceField | LinkField | DateField):
            editor.committed.connect(partial(self._on_committed, editor))
        if isinstance(editor, LinkField | TagsField):
            editor.create_asked.connect(partial(self._on_create_asked, editor, field))
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget an editor whose row went away."""
        if isinstance(editor, Editor):
            self._open.pop(editor, None)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's value, unless something is typed already."""
        if not isinstance(editor, Editor) or editor.dirty:
            return
        model = _records(index)
        row = model.row_at(index.row())
        if isinstance(editor, LinkField | TagsField) and row is not None:
            field = model.field_at(index.column())
            codes = dict(labels(field, self._context.texts)) if field else {}
            editor.set_titles({**codes, **row.names})
        if isinstance(editor, ChoiceField):
            self._offer_lawful(editor, model, index)
        editor.set_value(model.value_at(index.row(), index.column()))

    def setModelData(self, _editor: QWidget, _model: QAbstractItemModel, _index: Index) -> None:
        """Write nothing: `entered` says what was typed, and the workbook changes the cell."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Lay the editor over its cell; what needs more room lies over the rows beneath."""
        rect = QRect(cast("Any", option).rect)
        rect.setWidth(max(rect.width(), _LEAST_WIDTH))
        if isinstance(editor, NoteField):
            rect.setHeight(_NOTE_HEIGHT)
            rect.setWidth(max(rect.width(), 260))
        elif isinstance(editor, TagsField):
            rect.setWidth(max(rect.width(), 240))
            rect.setHeight(max(rect.height(), editor.heightForWidth(rect.width())))
        else:
            if isinstance(editor, LineEditor):
                wanted = self._metrics.horizontalAdvance(editor.typed()) + _AROUND
                rect.setWidth(max(rect.width(), min(wanted, _MOST_WIDTH)))
            rect.adjust(0, -1, 0, 0)
            rect.setHeight(max(rect.height(), editor.minimumSizeHint().height()))
        viewport = editor.parentWidget()
        room = viewport.rect() if viewport is not None else rect
        if rect.right() > room.right():
            rect.moveRight(max(room.right(), rect.width()))
        if rect.bottom() > room.bottom():
            rect.moveBottom(max(room.bottom(), rect.height()))
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steer an open editor: Enter and Tab take and move on, Esc leaves the cell as it was."""
        editor = self._editor_of(watched)
        if editor is None or editor is watched:
            return False
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in _OWN:
                event.accept()
            return False
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(editor, watched, event)
        if kind == QEvent.Type.FocusOut:
            reason = event.reason()  # type: ignore[attr-defined]  # a QFocusEvent
            focus = QApplication.focusWidget()
            if reason not in _PASSING and not (focus and editor.isAncestorOf(focus)):
                self._leave(editor)
        return False

    def _on_key(self, editor: Editor, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        offered = _offered(editor)
        if key == Qt.Key.Key_Escape:
            if offered is not None:
                return False
            self._revert(editor)
            return True
        if key in _STEPS:
            if offered is not None and offered.current() is not None:
                take = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier(0))
                QApplication.sendEvent(watched, take)
            if editor in self._open:
                self._finish(editor, *_STEPS[Qt.Key(key)])
            return True
        if key in _ENTER:
            if (
                isinstance(editor, NoteField)
                and event.modifiers() & Qt.KeyboardModifier.AltModifier
            ):
                editor.insert("\n")  # as in Excel
                return True
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if (offered is not None and offered.current() is not None) or not plain:
                return False
            self._finish(editor, 1, 0)
            return True
        return False

    def _finish(self, editor: Editor, rows: int, columns: int) -> bool:
        """Take what is typed and close; what makes no value stays open, and says why."""
        if self._closing:
            return False
        self._closing = True
        try:
            if isinstance(editor, TagsField):
                editor._on_left()  # noqa: SLF001  what is typed exactly counts as chosen
            if not editor.commit():
                editor.setToolTip(editor.problem())
                return False
            self._say_entered(editor)
        finally:
            self._closing = False
        self._close(editor)
        self.left.emit(rows, columns)
        return True

    def _leave(self, editor: Editor) -> None:
        """Take what is typed when the focus goes elsewhere; say so when it makes no value."""
        if self._closing or editor not in self._open:
            return
        problem = editor.problem() if editor.dirty else ""
        if problem:
            self.refused.emit(problem)
            self._revert(editor, refocus=False)
        else:
            self._closing = True
            editor.commit()
            self._say_entered(editor)
            self._closing = False
            self._close(editor)

    def _revert(self, editor: Editor, *, refocus: bool = True) -> None:
        index = self._open.get(editor)
        self._closing = True
        if index is not None and index.isValid():
            editor.set_value(_records(index).value_at(index.row(), index.column()))
        self._closing = False
        self._close(editor)
        if refocus:
            self.left.emit(0, 0)

    def _close(self, editor: Editor) -> None:
        self._open.pop(editor, None)
        self.closeEditor.emit(editor, _CLOSE.NoHint)

    def _say_entered(self, editor: Editor) -> None:
        index = self._open.get(editor)
        if index is None or not index.isValid():
            return
        value = editor.value()
        if value != _records(index).value_at(index.row(), index.column()):
            self.entered.emit(index, value, _reading(editor, value))

    def _editor_of(self, watched: QObject) -> Editor | None:
        widget = watched if isinstance(watched, QWidget) else None
        while widget is not None and widget not in self._open:
            widget = widget.parentWidget()
        return widget if isinstance(widget, Editor) else None

    def _offer_lawful(self, editor: ChoiceField, model: RecordModel, index: Index) -> None:
        life, field = model.record_type.life, model.field_at(index.column())
        now = model.value_at(index.row(), index.column())
        if life is None or field is None or life.field != field.key or not isinstance(now, str):
            return
        lawful = {now, *life.next_states(now)}
        offered = [each for each in labels(field, self._context.texts) if each[0] in lawful]
        editor.set_options(offered)

    def _on_committed(self, editor: Editor) -> None:
        if not self._closing and editor in self._open:
            self._finish(editor, 0, 0)

    def _on_create_asked(self, editor: Editor, field: Field, title: str) -> None:
        kinds = creatable(field)
        names = {kind: self._context.catalogue[kind].title[0] for kind in kinds}
        if len(kinds) == 1:
            values: dict[str, Value] = {names[kinds[0]]: title}
            self._context.tasks.write(
                partial(_create, kinds[0], values), partial(self._on_created, editor)
            )
        elif kinds:
            # Imported when asked for: the dialog is made of forms, which lists do not need.
            from coordinator_app.ui.dialogs.new_entry import NewEntryDialog  # noqa: PLC0415  when asked for

            preset: dict[str, Value] = dict.fromkeys(names.values(), title)
            dialog = NewEntryDialog(
                self._context, editor.window(), kinds[0], preset, kinds=kinds, go=False
            )
            dialog.recorded.connect(partial(self._on_created, editor))
            dialog.open()

    def _on_created(self, editor: Editor, record: Record) -> None:
        if editor not in self._open:
            return
        if isinstance(editor, LinkField):
            editor.choose(record.id, record.title)
        elif isinstance(editor, TagsField):
            editor.add(record.id, record.title)


def _records(index: Index) -> RecordModel:
    model = index.model()
    if not isinstance(model, RecordModel):
        raise TypeError("the cell belongs to no table of entries")
    return model


def _offered(editor: Editor) -> Suggestions | None:
    return next((each for each in editor.findChildren(Suggestions) if each.isVisible()), None)


def _reading(editor: Editor, value: Value) -> str:
    """Return how a value reads until the workbook says it itself."""
    if value is None:
        return ""
    if isinstance(editor, ChoiceField):
        return editor.label()
    if isinstance(editor, LineEditor):
        return editor.typed()
    if isinstance(value, str):
        return " ".join(value.split())
    return "…" if not isinstance(value, dict) else str(value.get("n", "…"))


def _create(type_key: str, values: dict[str, Value], session: Session) -> Record:
    return editing.create(session, type_key, values)
