"""Several links in one line: their names, cut off; the editor opens beneath when it is asked for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.cut_label import CutLabel
from coordinator_app.ui.theme import CONTROL_HEIGHT, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import set_mark, styled, words
from coordinator_app.ui.widgets.tags_field import TagsField

_WIDTH: Final = 440
_OPENS: Final = (
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F2,
)  # fmt: skip


class FoldedField(QWidget):
    """A label and a line that opens the editor of a field with many values.

    Args:
        context: Collaborators.
        binding: The entry's editors.
        key: The field.
        label: Translated label.
        width: Of the label.
    """

    def __init__(
        self, context: Context, binding: Binding, key: str, label: str, width: int
    ) -> None:
        super().__init__()
        self._row = binding.row(key)
        self._line = _Line(context, label, self)
        self._panel = _Panel(self._row, self)
        said = words(label, "label")
        said.setFixedWidth(width)
        said.setBuddy(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(said)
        row.addWidget(self._line, 1)
        binding.shown.connect(self._on_shown)
        self._row.editor.committed.connect(self._on_shown)

    @property
    def line(self) -> QWidget:
        """The line that opens the editor."""
        return self._line

    def unfold(self) -> None:
        """Open the editor beneath."""
        self._panel.fit(max(_WIDTH, self._line.width()))
        self._panel.move(self._line.mapToGlobal(QPoint(0, self._line.height() + 2)))
        self._panel.show()
        self._row.editor.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _on_shown(self) -> None:
        editor = self._row.editor
        names = editor.line.accessibleDescription() if isinstance(editor, TagsField) else ""
        self._line.show_text(names)


class _Line(QFrame):
    """Looks like a line of text; any click, Enter or the blank opens the field."""

    def __init__(self, context: Context, name: str, field: FoldedField) -> None:
        super().__init__()
        styled(self, "input")
        self._context, self._name, self._field = context, name, field
        self._label = CutLabel()
        self._arrow = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 6, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self._arrow)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        context.kit.look.changed.connect(self._draw_arrow)
        self._draw_arrow()
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show the names, cut off where they must be."""
        self._label.show_text(text or self._context.texts("none yet"))
        styled(self._label, "" if text else "muted")
        self.setAccessibleName(f"{self._name}: {text}" if text else self._name)

    def sizeHint(self) -> QSize:
        """Return the room wished for, whatever the names."""
        return QSize(140, CONTROL_HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Mark the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            on = event.type() == QEvent.Type.FocusIn
            set_mark(self, "focused", "true" if on else "false")
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with the keys that open lists."""
        if event.key() in _OPENS:
            self._field.unfold()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open with a click."""
        super().mouseReleaseEvent(event)
        self._field.unfold()

    @Slot()
    def _draw_arrow(self) -> None:
        self._arrow.setPixmap(self._context.kit.icons.pixmap("expand", role="muted", size=14))


class _Panel(QFrame):
    """Holds the editor while it is open; closing commits."""

    def __init__(self, row: FieldRow, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        styled(self, "card")
        self._row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.addWidget(row)
        row.editor.edited.connect(self._on_edited)
        row.editor.committed.connect(self._on_edited)

    def fit(self, width: int) -> None:
        """Take a width, and the height the editor needs in it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedSize(width, layout.heightForWidth(width))

    def hideEvent(self, event: QHideEvent) -> None:
        """Commit what is typed."""
        self._row.editor.commit()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc or Enter."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hide()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_edited(self) -> None:
        if self.isVisible():
            self.fit(self.width())
