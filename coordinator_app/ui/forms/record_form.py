"""A form on one entry: sections of labelled fields that commit as one leaves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services import viewing
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import styled, words

#: Kinds that take a whole line of a form with two columns.
_WIDE = (Kind.NOTE, Kind.LINKS, Kind.CHOICES)


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
        self._slot: QVBoxLayout | None = None
        every = tuple(key for key in self.binding.type.by_key if key != PARENT)
        self._lay_out(keys or every, columns)
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

    def _lay_out(self, keys: Sequence[str], columns: int) -> None:
        life = self.binding.type.life
        line, place = 0, 0
        for key in keys:
            titled = key.startswith("#")
            wide = titled or self.binding.type.by_key[key].kind in _WIDE or columns == 1
            if wide and place:
                line, place = line + 1, 0
            if titled:
                self._grid.addWidget(self._section(key[1:], line), line, 0, 1, columns)
            else:
                self._grid.addWidget(self.binding.row(key), line, place, 1, columns if wide else 1)
            place = 0 if wide else (place + 1) % columns
            line += place == 0
            if life is not None and key == life.field:
                line, place = line + bool(place), 0
                self._slot = QVBoxLayout()
                self._grid.addLayout(self._slot, line, 0, 1, columns)
                line += 1
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(line + 1, 1)

    def _section(self, text: str, line: int) -> QWidget:
        made = words(self._context.texts(text), "section")
        made.setContentsMargins(0, SPACE_S if line else 0, 0, 0)
        return made

    @Slot(object)
    def _on_asked(self, panel: QWidget) -> None:
        if self._slot is not None:
            self._slot.addWidget(panel)


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
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.addWidget(form)
        self.setWidget(inner)
