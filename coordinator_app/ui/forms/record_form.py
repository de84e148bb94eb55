"""A form on one entry: sections of labelled fields that commit as one leaves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services import viewing
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms import filling
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import styled, words

#: Kinds that take a whole line of a form with two columns.
_WIDE = (Kind.NOTE, Kind.LINKS, Kind.CHOICES)
#: The least width of a column of fields.
_LEAST = 190


class RecordForm(QWidget):
    """Fields of one entry.

    Args:
        context: Collaborators.
        type_key: Record type.
        keys: Fields to show, in order; () shows all but the parent. A string that begins with
            "#" is a section title (English msgid).
        columns: Fields side by side.
        binding: The entry's editors, where several forms of a page show one entry.

    Signals:
        shown: The entry (a Record) was read and is shown.
        recorded: A draft has become an entry (Record).
        issues_changed: What is wrong with or missing from the entry (list of Issue).
    """

    shown = Signal(object)
    recorded = Signal(object)
    issues_changed = Signal(object)

    def __init__(
        self,
        context: Context,
        type_key: str,
        keys: Sequence[str] = (),
        *,
        columns: int = 1,
        binding: Binding | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self._shared = binding is not None
        self.binding = binding or Binding(context, type_key, self)
        styled(self, "plain")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_S)
        self._slot: _Slot | None = None
        self._columns, self._laid = columns, 0
        self._placed: list[tuple[QWidget, bool]] = []
        every = tuple(key for key in self.binding.type.by_key if key != PARENT)
        self._make(keys or every)
        self._lay_out(columns)
        self.binding.shown.connect(self.shown)
        self.binding.recorded.connect(self.recorded)
        self.binding.issues_changed.connect(self.issues_changed)
        if self._slot is not None:
            self.binding.asked.connect(self._on_asked)

    @property
    def record(self) -> Record | None:
        """The entry that is shown; None for none, and for a draft."""
        return self.binding.record

    @property
    def issues(self) -> Sequence[Issue]:
        """What is wrong with or missing from the entry."""
        return self.binding.issues

    def open(self, record_id: str) -> None:
        """Read and show an entry; what is typed in the one before is committed first."""
        self.binding.open(record_id)

    def show_view(self, view: viewing.View | None) -> None:
        """Show an entry that a page has read already."""
        self.binding.show_view(view)

    def begin(self, values: Mapping[str, Value], draft: str = "", *, auto: bool = True) -> None:
        """Show an entry that does not exist yet (see `Binding.begin`)."""
        self.binding.begin(values, draft, auto=auto)

    def clear(self) -> None:
        """Show no entry."""
        self.binding.clear()

    def commit(self) -> bool:
        """Commit what is typed; return whether all of it is valid."""
        return self.binding.commit()

    def editor(self, key: str) -> Editor:
        """Return the editor of a field."""
        return self.binding.editor(key)

    def row(self, key: str) -> FieldRow:
        """Return the line of a field: label, editor, issue."""
        return self.binding.row(key)

    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        self.binding.focus(key)

    def set_value(self, key: str, value: Value) -> None:
        """Change a field as if it had been typed."""
        self.binding.set_value(key, value)

    # Inside ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fields one below the other where there is no room beside."""
        super().resizeEvent(event)
        fitting = max(1, min(self._columns, event.size().width() // _LEAST))
        if fitting != self._laid:
            self._lay_out(fitting)
        self._grid.activate()
        for widget, _ in self._placed:
            if isinstance(widget, FieldRow):
                filling.fit_hint(widget)

    def _lay_out(self, columns: int) -> None:
        self._laid = columns
        line, place = 0, 0
        for widget, wide in self._placed:
            whole = wide or columns == 1
            if whole and place:
                line, place = line + 1, 0
            self._grid.addWidget(widget, line, place, 1, columns if whole else 1)
            place = 0 if whole else (place + 1) % columns
            line += place == 0
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(line + 1, 1)

    def _make(self, keys: Sequence[str]) -> None:
        """Make what stands in the form: sections, fields, the place of the status's panel."""
        life = self.binding.type.life
        for key in keys:
            if key.startswith("#"):
                self._placed.append((self._section(key[1:], len(self._placed)), True))
                continue
            kind = self.binding.type.by_key[key].kind
            self._placed.append((self.binding.row(key), kind in _WIDE))
            if life is not None and key == life.field:
                self._slot = _Slot()
                self._placed.append((self._slot, True))

    def _section(self, text: str, line: int) -> QWidget:
        made = words(self._context.texts(text), "section")
        made.setContentsMargins(0, SPACE_S if line else 0, 0, 0)
        return made

    @Slot(object)
    def _on_asked(self, panel: QWidget) -> None:
        if self._slot is not None:
            self._slot.hold(panel)


class _Slot(QWidget):
    """Where a panel is put when there is one; takes no room otherwise."""

    def __init__(self) -> None:
        super().__init__()
        styled(self, "plain")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def hold(self, panel: QWidget) -> None:
        """Show a panel until it goes."""
        self._column.addWidget(panel)
        panel.destroyed.connect(self.hide)
        self.show()


class FormPane(QScrollArea):
    """A form that scrolls in a pane of details."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__()
        self.form = form
        styled(self, "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        styled(inner, "plain")
        # Its width is the pane's, whatever the fields wish for: nothing is cut off at the right.
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.addWidget(form)
        self.setWidget(inner)
